using System.Collections.Immutable;
using static AiApi.Analyzers.KnownApis.SurfaceRows;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The surfaces that stream completions.</summary>
internal static class StreamSurfaces
{
    /// <summary>OpenAI 2.x. Source: the assembly of 2.15.0. Measured: the last update with text has no reason, a later one has it, and the one with the usage after that has none again.</summary>
    public static readonly StreamSurface OpenAIChat = new()
    {
        Id = "OpenAIChat",
        Assembly = "OpenAI",
        Update = "OpenAI.Chat.StreamingChatCompletionUpdate",
        Texts = Names("OpenAI.Chat.StreamingChatCompletionUpdate.ContentUpdate"),
        Reasons = Names("OpenAI.Chat.StreamingChatCompletionUpdate.FinishReason"),
        ToolCalls = Names("OpenAI.Chat.StreamingChatCompletionUpdate.ToolCallUpdates", "OpenAI.Chat.StreamingChatCompletionUpdate.FunctionCallUpdate"),
        Answer = ResultSurfaces.OpenAIChat,
    };

    /// <summary>OpenAI 2.x Responses. Source: the assembly of 2.15.0. Measured: an answer that is cut off or fails ends with an update that says so, and nothing is thrown.</summary>
    public static readonly StreamSurface OpenAIResponses = new()
    {
        Id = "OpenAIResponses",
        Assembly = "OpenAI",
        Update = "OpenAI.Responses.StreamingResponseUpdate",
        Texts = Names(
            "OpenAI.Responses.StreamingResponseOutputTextDeltaUpdate.Delta",
            "OpenAI.Responses.StreamingResponseOutputTextDoneUpdate.Text"),
        Reasons = Names("OpenAI.Responses.StreamingResponseUpdate.Kind"),
        EndTypes = Names("OpenAI.Responses.StreamingResponseIncompleteUpdate", "OpenAI.Responses.StreamingResponseFailedUpdate"),
        CompleteTypes = Names("OpenAI.Responses.StreamingResponseCompletedUpdate"),
        ToolCalls = Names(
            "OpenAI.Responses.StreamingResponseOutputItemDoneUpdate.Item",
            "OpenAI.Responses.StreamingResponseOutputItemAddedUpdate.Item",
            "OpenAI.Responses.StreamingResponseFunctionCallArgumentsDoneUpdate.FunctionArguments",
            "OpenAI.Responses.StreamingResponseCompletedUpdate.Response",
            "OpenAI.Responses.StreamingResponseUpdate.Kind"),
        ToolCallTypes = Names(
            "OpenAI.Responses.FunctionCallResponseItem",
            "OpenAI.Responses.StreamingResponseFunctionCallArgumentsDoneUpdate",
            "OpenAI.Responses.StreamingResponseFunctionCallArgumentsDeltaUpdate"),
    };

    /// <summary>Microsoft.Extensions.AI. Source: the assembly of Microsoft.Extensions.AI.Abstractions 10.11.0. Over OpenAI's Responses a good answer has no reason.</summary>
    public static readonly StreamSurface ExtensionsAI = new()
    {
        Id = "ExtensionsAI",
        Assembly = "Microsoft.Extensions.AI.Abstractions",
        Update = "Microsoft.Extensions.AI.ChatResponseUpdate",
        Texts = Names("Microsoft.Extensions.AI.ChatResponseUpdate.Text", "Microsoft.Extensions.AI.ChatResponseUpdate.ToString"),
        PartTexts = Names("Microsoft.Extensions.AI.TextContent.Text"),
        Reasons = Names("Microsoft.Extensions.AI.ChatResponseUpdate.FinishReason", "Microsoft.Extensions.AI.ChatResponseUpdate.RawRepresentation"),
        ToolCalls = Names("Microsoft.Extensions.AI.ChatResponseUpdate.Contents"),
        ToolCallTypes = Names("Microsoft.Extensions.AI.FunctionCallContent"),
        History = Names("Microsoft.Extensions.AI.ChatResponseExtensions.AddMessages"),
        Answer = ResultSurfaces.ExtensionsAI,
    };

    /// <summary>Anthropic's SDK, whose events are of many types; the reason comes with the one before the last. Source: the assembly of 13.12.0.</summary>
    public static readonly StreamSurface Anthropic = new()
    {
        Id = "Anthropic",
        Assembly = "Anthropic",
        Update = "Anthropic.Models.Messages.RawMessageStreamEvent",
        Texts = Names(),
        PartTexts = Names("Anthropic.Models.Messages.TextDelta.Text"),
        Reasons = Names("Anthropic.Models.Messages.Delta.StopReason", "Anthropic.Models.Messages.Delta.StopDetails", "Anthropic.Models.Messages.RawMessageStreamEvent.Json"),
        OtherForms = Names("Anthropic.Models.Messages.RawMessageStreamEvent.Value"),
        ReasonCode = "Delta.StopReason",
        ReasonRead = "({0}.Value as RawMessageDeltaEvent)?.Delta.StopReason?.Value()",
        ReasonEvent = "Anthropic.Models.Messages.RawMessageDeltaEvent",
        ToolCalls = Names(
            "Anthropic.Models.Messages.RawContentBlockStartEvent.ContentBlock",
            "Anthropic.Models.Messages.RawContentBlockDelta.TryPickInputJson"),
        ToolCallTypes = Names("Anthropic.Models.Messages.ToolUseBlock", "Anthropic.Models.Messages.InputJsonDelta"),
        Answer = ResultSurfaces.Anthropic,
    };

    /// <summary>The beta twin.</summary>
    public static readonly StreamSurface AnthropicBeta = Anthropic with
    {
        Id = "AnthropicBeta",
        Update = "Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent",
        PartTexts = Names("Anthropic.Models.Beta.Messages.BetaTextDelta.Text"),
        Reasons = Names("Anthropic.Models.Beta.Messages.Delta.StopReason", "Anthropic.Models.Beta.Messages.Delta.StopDetails", "Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent.Json"),
        OtherForms = Names("Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent.Value"),
        ReasonRead = "({0}.Value as BetaRawMessageDeltaEvent)?.Delta.StopReason?.Value()",
        ReasonEvent = "Anthropic.Models.Beta.Messages.BetaRawMessageDeltaEvent",
        ToolCalls = Names(
            "Anthropic.Models.Beta.Messages.BetaRawContentBlockStartEvent.ContentBlock",
            "Anthropic.Models.Beta.Messages.BetaRawContentBlockDelta.TryPickInputJson"),
        ToolCallTypes = Names("Anthropic.Models.Beta.Messages.BetaToolUseBlock", "Anthropic.Models.Beta.Messages.BetaInputJsonDelta"),
        Answer = ResultSurfaces.AnthropicBeta,
    };

    /// <summary>Azure.AI.Inference. Source: Azure/azure-sdk-for-net, sdk/ai/Azure.AI.Inference/api.</summary>
    public static readonly StreamSurface AzureInference = new()
    {
        Id = "AzureInference",
        Assembly = "Azure.AI.Inference",
        Update = "Azure.AI.Inference.StreamingChatCompletionsUpdate",
        Texts = Names("Azure.AI.Inference.StreamingChatCompletionsUpdate.ContentUpdate"),
        Reasons = Names("Azure.AI.Inference.StreamingChatCompletionsUpdate.FinishReason"),
        ToolCalls = Names("Azure.AI.Inference.StreamingChatCompletionsUpdate.ToolCallUpdate"),
        Answer = AzureSurfaces.Inference,
    };

    /// <summary>Semantic Kernel's chat. Source: microsoft/semantic-kernel, dotnet/src/SemanticKernel.Abstractions/Contents; the reason is in the metadata of one of
    /// the last updates, as in those of an answer that comes at once.</summary>
    public static readonly StreamSurface SemanticKernelChat = new()
    {
        Id = "SemanticKernelChat",
        Assembly = "Microsoft.SemanticKernel.Abstractions",
        Update = "Microsoft.SemanticKernel.StreamingChatMessageContent",
        Texts = Names("Microsoft.SemanticKernel.StreamingChatMessageContent.Content", "Microsoft.SemanticKernel.StreamingChatMessageContent.ToString"),
        PartTexts = Names("Microsoft.SemanticKernel.StreamingTextContent.Text"),
        Reasons = Names("Microsoft.SemanticKernel.StreamingKernelContent.Metadata", "Microsoft.SemanticKernel.StreamingKernelContent.InnerContent"),
        Answer = ResultSurfaces.SemanticKernelChat,
    };

    /// <summary>Semantic Kernel's prompt functions.</summary>
    public static readonly StreamSurface SemanticKernelFunction = SemanticKernelChat with
    {
        Id = "SemanticKernelFunction",
        Update = "Microsoft.SemanticKernel.StreamingKernelContent",
        Texts = Names("Microsoft.SemanticKernel.StreamingKernelContent.ToString"),
        PartTexts = Names(),
    };

    /// <summary>Google.GenAI, which streams answers of the same type. Source: googleapis/dotnet-genai, Models.GenerateContentStreamAsync.</summary>
    public static readonly StreamSurface GoogleGenAI = new()
    {
        Id = "GoogleGenAI",
        Assembly = "Google.GenAI",
        Update = "Google.GenAI.Types.GenerateContentResponse",
        Texts = Names("Google.GenAI.Types.GenerateContentResponse.Text"),
        PartTexts = Names("Google.GenAI.Types.Part.Text"),
        Reasons = Names("Google.GenAI.Types.Candidate.FinishReason", "Google.GenAI.Types.GenerateContentResponse.PromptFeedback"),
        Answer = ResultSurfaces.GoogleGenAI,
    };

    public static readonly ImmutableArray<StreamSurface> All = ImmutableArray.Create(
        OpenAIChat,
        OpenAIResponses,
        ExtensionsAI,
        Anthropic,
        AnthropicBeta,
        AzureInference,
        SemanticKernelChat,
        SemanticKernelFunction,
        GoogleGenAI);
}
