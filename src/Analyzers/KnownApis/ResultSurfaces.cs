using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The surfaces whose results carry a finish reason.</summary>
internal static class ResultSurfaces
{
    /// <summary>The type of a reason that is a text.</summary>
    public const string TextType = "System.String";

    /// <summary>The path of a text that the result itself becomes where it is formatted.</summary>
    public const string OwnText = "ToString()";

    /// <summary>OpenAI 2.x, <c>OpenAI.Chat</c>. Source: the assembly of 2.0.0 to 2.15.0; reasons: OpenAI API reference, chat completion object.</summary>
    public static readonly ResultSurface OpenAIChat = new()
    {
        Id = "OpenAIChat",
        Assembly = "OpenAI",
        Result = "OpenAI.Chat.ChatCompletion",
        ReasonPath = "FinishReason",
        ReasonType = "OpenAI.Chat.ChatFinishReason",
        Reference = "Stop",
        CutOff = Names("Length"),
        Blocked = Names("ContentFilter"),
        ToolCalls = Names("ToolCalls", "FunctionCall"),
        ContentPaths = Names("Content/[]/Text"),
        ContentCollections = Names("Content"),
        ToolCallPaths = Names("ToolCalls", "FunctionCall"),
        Transparent = Names("Value"),
        History = Names("OpenAI.Chat.AssistantChatMessage"),
        Advice = Rows(
            ("Length", "raise MaxOutputTokenCount or shorten the prompt"),
            ("ContentFilter", "rephrase the prompt"),
            ("ToolCalls", "run the requested tools and send their results"),
            ("FunctionCall", "run the requested function and send its result")),
    };

    /// <summary>Microsoft.Extensions.AI. Source: the assembly of Microsoft.Extensions.AI.Abstractions 10.11.0; <c>ChatResponse&lt;T&gt;</c> and the mapping of
    /// Responses, where a complete answer has no reason: dotnet/extensions, src/Libraries/Microsoft.Extensions.AI(.OpenAI).</summary>
    public static readonly ResultSurface ExtensionsAI = new()
    {
        Id = "ExtensionsAI",
        Assembly = "Microsoft.Extensions.AI.Abstractions",
        Result = "Microsoft.Extensions.AI.ChatResponse",
        Aggregators = Names("Microsoft.Extensions.AI.ChatResponseExtensions.ToChatResponse", "Microsoft.Extensions.AI.ChatResponseExtensions.ToChatResponseAsync"),
        ReasonPath = "FinishReason",
        ReasonType = "Microsoft.Extensions.AI.ChatFinishReason",
        IsReasonNullable = true,
        Reasons = Rows(("Stop", "stop"), ("Length", "length"), ("ToolCalls", "tool_calls"), ("ContentFilter", "content_filter")),
        DefaultReason = "Stop",
        Reference = "Stop",
        AlsoGood = Names("null"),
        CutOff = Names("Length"),
        Blocked = Names("ContentFilter"),
        ToolCalls = Names("ToolCalls"),
        OtherForms = Names("RawRepresentation"),
        ContentPaths = Names("Text", OwnText, "Result", "Messages/[]/Text", $"Messages/[]/{OwnText}", "Messages/[]/Contents/[]/Text", $"Messages/[]/Contents/[]/{OwnText}"),
        ToolCallPaths = Names("Messages/[]/Contents"),
        History = Names("Microsoft.Extensions.AI.ChatResponseExtensions.AddMessages"),
        Advice = Rows(
            ("Length", "raise ChatOptions.MaxOutputTokens or shorten the prompt"),
            ("ContentFilter", "rephrase the prompt"),
            ("ToolCalls", "run the requested tools and send their results")),
    };

    public static readonly ImmutableArray<ResultSurface> All = ImmutableArray.Create(OpenAIChat, ExtensionsAI);

    private static ImmutableArray<string> Names(params string[] names) => ImmutableArray.Create(names);

    private static ImmutableArray<KeyValuePair<string, string>> Rows(params (string Key, string Value)[] rows) =>
        rows.Select(static row => new KeyValuePair<string, string>(row.Key, row.Value)).ToImmutableArray();
}
