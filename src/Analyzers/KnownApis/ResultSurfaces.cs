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
        RefusalPath = "Refusal",
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
        ToolCallType = "Microsoft.Extensions.AI.FunctionCallContent",
        History = Names("Microsoft.Extensions.AI.ChatResponseExtensions.AddMessages"),
        Advice = Rows(
            ("Length", "raise ChatOptions.MaxOutputTokens or shorten the prompt"),
            ("ContentFilter", "rephrase the prompt"),
            ("ToolCalls", "run the requested tools and send their results")),
    };

    /// <summary>OpenAI 2.8 and later, <c>OpenAI.Responses</c>. Source: the assembly of 2.15.0; states: OpenAI API reference, response object.</summary>
    public static readonly ResultSurface OpenAIResponses = new()
    {
        Id = "OpenAIResponses",
        Assembly = "OpenAI",
        Result = "OpenAI.Responses.ResponseResult",
        ReasonPath = "Status",
        ReasonType = "OpenAI.Responses.ResponseStatus",
        IsReasonNullable = true,
        Reference = "Completed",
        CutOff = Names("Incomplete"),
        Blocked = Names("Failed"),
        Pending = Names("InProgress", "Queued"),
        OnlyFor = Rows(("Error", "Failed"), ("IncompleteStatusDetails", "Incomplete")),
        ContentPaths = Names("GetOutputText()", "OutputItems/[]/Content/[]/Text"),
        ToolCallPaths = Names("OutputItems"),
        ToolCallType = "OpenAI.Responses.FunctionCallResponseItem",
        Transparent = Names("Value"),
        Advice = Rows(
            ("Incomplete", "raise MaxOutputTokenCount, or rephrase the prompt, as IncompleteStatusDetails says"),
            ("Failed", "see Error"),
            ("Cancelled", "send the request again if the answer is still wanted")),
    };

    /// <summary>The same in OpenAI 2.2 to 2.7. Source: CHANGELOG.md of openai/openai-dotnet.</summary>
    public static readonly ResultSurface OpenAIResponsesBefore28 = OpenAIResponses with
    {
        Id = "OpenAIResponsesBefore28",
        Result = "OpenAI.Responses.OpenAIResponse",
    };

    /// <summary>Anthropic's SDK. Source: the assembly of Anthropic 13.12.0; stop reasons: docs.anthropic.com, Messages API.</summary>
    public static readonly ResultSurface Anthropic = new()
    {
        Id = "Anthropic",
        Assembly = "Anthropic",
        Result = "Anthropic.Models.Messages.Message",
        Aggregators = Names("Anthropic.SseAggregatorExtensions.Aggregate"),
        ReasonPath = "StopReason",
        ReasonType = "Anthropic.Models.Messages.StopReason",
        IsReasonNullable = true,
        Reasons = Rows(
            ("EndTurn", "end_turn"),
            ("MaxTokens", "max_tokens"),
            ("StopSequence", "stop_sequence"),
            ("ToolUse", "tool_use"),
            ("PauseTurn", "pause_turn"),
            ("Compaction", "compaction"),
            ("Refusal", "refusal"),
            ("ModelContextWindowExceeded", "model_context_window_exceeded")),
        IsReasonOpen = true,
        ReasonTexts = Names("Raw()"),
        Reference = "EndTurn",
        AlsoGood = Names("StopSequence"),
        CutOff = Names("MaxTokens", "ModelContextWindowExceeded"),
        Blocked = Names("Refusal"),
        ToolCalls = Names("ToolUse"),
        OnlyFor = Rows(("StopDetails", "Refusal")),
        OtherForms = Names("StopReason/ToString()", "StopReason/Json", "RawData"),
        ContentPaths = Names("Content/[]/TryPickText()/Text", "Content/[]/Value/Text"),
        MixedCollections = Names("Content"),
        ToolCallPaths = Names("Content/[]/TryPickToolUse()"),
        ToolCallType = "Anthropic.Models.Messages.ToolUseBlock",
        Transparent = Names("Value()"),
        Advice = Rows(
            ("MaxTokens", "raise MaxTokens or shorten the prompt"),
            ("ModelContextWindowExceeded", "shorten the conversation"),
            ("Refusal", "rephrase the prompt"),
            ("ToolUse", "run the requested tools and send their results"),
            ("PauseTurn", "send the conversation back to go on"),
            ("Compaction", "send the conversation back to go on")),
    };

    /// <summary>The beta twin.</summary>
    public static readonly ResultSurface AnthropicBeta = Anthropic with
    {
        Id = "AnthropicBeta",
        Result = "Anthropic.Models.Beta.Messages.BetaMessage",
        ReasonType = "Anthropic.Models.Beta.Messages.BetaStopReason",
        ToolCallType = "Anthropic.Models.Beta.Messages.BetaToolUseBlock",
    };

    /// <summary>Azure.AI.OpenAI 1.0.0-beta. Source: the assembly of beta.6; nullable reason and tool calls of later betas: Azure/azure-sdk-for-net, api file.
    /// Version 2 returns the results of OpenAI.</summary>
    public static readonly ResultSurface AzureOpenAIChat = new()
    {
        Id = "AzureOpenAIChat",
        Assembly = "Azure.AI.OpenAI",
        Result = "Azure.AI.OpenAI.ChatCompletions",
        ReasonPath = "Choices/[]/FinishReason",
        ReasonType = "Azure.AI.OpenAI.CompletionsFinishReason",
        IsReasonNullable = true,
        Reasons = Rows(
            ("Stopped", "stop"),
            ("TokenLimitReached", "length"),
            ("ContentFiltered", "content_filter"),
            ("ToolCalls", "tool_calls"),
            ("FunctionCall", "function_call")),
        Reference = "Stopped",
        CutOff = Names("TokenLimitReached"),
        Blocked = Names("ContentFiltered"),
        ToolCalls = Names("ToolCalls", "FunctionCall"),
        OtherForms = Names("Choices/[]/ContentFilterResults"),
        ContentPaths = Names("Choices/[]/Message/Content"),
        ToolCallPaths = Names("Choices/[]/Message/ToolCalls", "Choices/[]/Message/FunctionCall"),
        Transparent = Names("Value"),
        History = Names("Azure.AI.OpenAI.ChatMessage", "Azure.AI.OpenAI.ChatRequestAssistantMessage"),
        Advice = Rows(
            ("TokenLimitReached", "raise MaxTokens or shorten the prompt"),
            ("ContentFiltered", "rephrase the prompt"),
            ("ToolCalls", "run the requested tools and send their results"),
            ("FunctionCall", "run the requested function and send its result")),
    };

    /// <summary>Plain completions of the same.</summary>
    public static readonly ResultSurface AzureOpenAICompletions = AzureOpenAIChat with
    {
        Id = "AzureOpenAICompletions",
        Result = "Azure.AI.OpenAI.Completions",
        ContentPaths = Names("Choices/[]/Text"),
        ToolCallPaths = Names(),
        History = Names(),
    };

    public static readonly ImmutableArray<ResultSurface> All = ImmutableArray.Create(
        OpenAIChat,
        OpenAIResponses,
        OpenAIResponsesBefore28,
        ExtensionsAI,
        Anthropic,
        AnthropicBeta,
        AzureOpenAIChat,
        AzureOpenAICompletions);

    private static ImmutableArray<string> Names(params string[] names) => ImmutableArray.Create(names);

    private static ImmutableArray<KeyValuePair<string, string>> Rows(params (string Key, string Value)[] rows) =>
        rows.Select(static row => new KeyValuePair<string, string>(row.Key, row.Value)).ToImmutableArray();
}
