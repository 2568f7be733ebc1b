using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The surfaces whose results carry a finish reason.</summary>
internal static class ResultSurfaces
{
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
        Advice = Advice(
            ("Length", "raise MaxOutputTokenCount or shorten the prompt"),
            ("ContentFilter", "rephrase the prompt"),
            ("ToolCalls", "run the requested tools and send their results"),
            ("FunctionCall", "run the requested function and send its result")),
    };

    public static readonly ImmutableArray<ResultSurface> All = ImmutableArray.Create(OpenAIChat);

    private static ImmutableArray<string> Names(params string[] names) => ImmutableArray.Create(names);

    private static ImmutableArray<KeyValuePair<string, string>> Advice(params (string Reason, string Text)[] advice) =>
        advice.Select(static row => new KeyValuePair<string, string>(row.Reason, row.Text)).ToImmutableArray();
}
