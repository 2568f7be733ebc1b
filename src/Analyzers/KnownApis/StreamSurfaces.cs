using System.Collections.Immutable;

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
        ReasonType = "OpenAI.Chat.ChatFinishReason",
        Complete = "Stop",
        ToolCall = "ToolCalls",
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
        History = Names("Microsoft.Extensions.AI.ChatResponseExtensions.AddMessages"),
        ReasonType = "Microsoft.Extensions.AI.ChatFinishReason",
        Complete = "Stop",
        ToolCall = "ToolCalls",
        CanLackReason = true,
    };

    public static readonly ImmutableArray<StreamSurface> All = ImmutableArray.Create(OpenAIChat, OpenAIResponses, ExtensionsAI);

    private static ImmutableArray<string> Names(params string[] names) => ImmutableArray.Create(names);
}
