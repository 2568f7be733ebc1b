using System.Collections.Immutable;
using static AiApi.Analyzers.KnownApis.SurfaceRows;

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
        TellsForcedTools = true,
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

    /// <summary>Semantic Kernel: a text in the metadata, spelled as the connector has it; that of OpenAI spells the SDK's enum, before 1.20 and in others the wire, that of
    /// Google Gemini's wire; some give none. Source: microsoft/semantic-kernel, dotnet/src/SemanticKernel.Abstractions and Connectors.*.</summary>
    public static readonly ResultSurface SemanticKernelChat = new()
    {
        Id = "SemanticKernelChat",
        Assembly = "Microsoft.SemanticKernel.Abstractions",
        Result = "Microsoft.SemanticKernel.ChatMessageContent",
        ReasonPath = "Metadata/FinishReason",
        ReasonCode = "Metadata[\"FinishReason\"]",
        ReasonRead = "{0}.Metadata?.GetValueOrDefault(\"FinishReason\")?.ToString()",
        ReasonType = TextType,
        IsReasonNullable = true,
        Reasons = Rows(
            ("Stop", "Stop"),
            ("Stop", "stop"),
            ("Stop", "STOP"),
            ("Length", "Length"),
            ("Length", "length"),
            ("Length", "MAX_TOKENS"),
            ("ContentFilter", "ContentFilter"),
            ("ContentFilter", "content_filter"),
            ("ContentFilter", "SAFETY"),
            ("ToolCalls", "ToolCalls"),
            ("ToolCalls", "tool_calls"),
            ("FunctionCall", "FunctionCall"),
            ("FunctionCall", "function_call")),
        Reference = "Stop",
        AlsoGood = Names("null"),
        CutOff = Names("Length"),
        Blocked = Names("ContentFilter"),
        ToolCalls = Names("ToolCalls", "FunctionCall"),
        OtherForms = Names("InnerContent"),
        ContentPaths = Names("Content", OwnText, "Items/[]/Text", $"Items/[]/{OwnText}"),
        ToolCallPaths = Names("Items"),
        Transparent = Names("[]"),
        History = Names("Microsoft.SemanticKernel.ChatCompletion.ChatHistory"),
        Advice = Rows(
            ("Length", "raise MaxTokens or shorten the prompt"),
            ("ContentFilter", "rephrase the prompt"),
            ("ToolCalls", "run the requested functions and send their results"),
            ("FunctionCall", "run the requested function and send its result")),
    };

    /// <summary>What a prompt function returns.</summary>
    public static readonly ResultSurface SemanticKernelFunction = SemanticKernelChat with
    {
        Id = "SemanticKernelFunction",
        Result = "Microsoft.SemanticKernel.FunctionResult",
        OtherForms = Names(),
        ContentPaths = Names("GetValue()", OwnText),
        ToolCallPaths = Names(),
        Transparent = Names(),
    };

    /// <summary>Google.GenAI, with the reason as a struct. Source: googleapis.github.io/dotnet-genai, Google.GenAI.Types.FinishReason.</summary>
    public static readonly ResultSurface GoogleGenAI = new()
    {
        Id = "GoogleGenAI",
        Assembly = "Google.GenAI",
        Result = "Google.GenAI.Types.GenerateContentResponse",
        ReasonPath = "Candidates/[]/FinishReason",
        ReasonRead = "{0}.Candidates?.FirstOrDefault()?.FinishReason",
        ReasonType = "Google.GenAI.Types.FinishReason",
        IsReasonNullable = true,
        Reasons = Rows(
            ("Stop", "STOP"),
            ("MaxTokens", "MAX_TOKENS"),
            ("Safety", "SAFETY"),
            ("Recitation", "RECITATION"),
            ("Blocklist", "BLOCKLIST"),
            ("ProhibitedContent", "PROHIBITED_CONTENT"),
            ("Spii", "SPII"),
            ("Language", "LANGUAGE"),
            ("Other", "OTHER"),
            ("MalformedFunctionCall", "MALFORMED_FUNCTION_CALL"),
            ("UnexpectedToolCall", "UNEXPECTED_TOOL_CALL"),
            ("FinishReasonUnspecified", "FINISH_REASON_UNSPECIFIED")),
        Reference = "Stop",
        CutOff = Names("MaxTokens"),
        Blocked = Names("Safety", "Recitation", "Blocklist", "ProhibitedContent", "Spii"),
        ContentPaths = Names("Candidates/[]/Content/Parts/[]/Text", "Text"),
        ToolCallPaths = Names("Candidates/[]/Content/Parts/[]/FunctionCall"),
        Advice = Rows(
            ("MaxTokens", "raise MaxOutputTokens or shorten the prompt"),
            ("Safety", "rephrase the prompt"),
            ("Recitation", "ask for an answer in the model's own words"),
            ("Blocklist", "rephrase the prompt"),
            ("ProhibitedContent", "rephrase the prompt"),
            ("Spii", "keep personal data out of the prompt")),
    };

    /// <summary>The same before 1.0, with the reason as an enum in the wire's spelling. Source: googleapis/dotnet-genai at 0.2, types/FinishReason.cs.</summary>
    public static readonly ResultSurface GoogleGenAIBefore1 = GoogleGenAI with
    {
        Id = "GoogleGenAIBefore1",
        Reasons = Rows(),
        Reference = "STOP",
        CutOff = Names("MAX_TOKENS"),
        Blocked = Names("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"),
        Advice = Rows(
            ("MAX_TOKENS", "raise MaxOutputTokens or shorten the prompt"),
            ("SAFETY", "rephrase the prompt"),
            ("RECITATION", "ask for an answer in the model's own words"),
            ("BLOCKLIST", "rephrase the prompt"),
            ("PROHIBITED_CONTENT", "rephrase the prompt"),
            ("SPII", "keep personal data out of the prompt")),
    };

    public static readonly ImmutableArray<ResultSurface> All = ImmutableArray.Create(
        OpenAIChat,
        OpenAIResponses,
        OpenAIResponsesBefore28,
        ExtensionsAI,
        Anthropic,
        AnthropicBeta,
        AzureSurfaces.OpenAIChat,
        AzureSurfaces.OpenAICompletions,
        AzureSurfaces.Inference,
        AzureSurfaces.InferenceFirstBetas,
        SemanticKernelChat,
        SemanticKernelFunction,
        GoogleGenAI,
        GoogleGenAIBefore1);
}
