// Azure.AI.Inference, over the real Azure.Core.
// Names: https://github.com/Azure/azure-sdk-for-net, sdk/ai/Azure.AI.Inference/api/Azure.AI.Inference.net8.0.cs.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Azure.AI.Inference
{
    public class ChatCompletionsClient
    {
        public virtual Response<ChatCompletions> Complete(ChatCompletionsOptions chatCompletionsOptions, CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<StreamingResponse<StreamingChatCompletionsUpdate>> CompleteStreamingAsync(
            ChatCompletionsOptions chatCompletionsOptions, CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<Response<ChatCompletions>> CompleteAsync(ChatCompletionsOptions chatCompletionsOptions, CancellationToken cancellationToken = default) => throw null!;
    }

    public class StreamingResponse<T> : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw null!;
    }

    public class StreamingChatCompletionsUpdate
    {
        public string ContentUpdate => throw null!;

        public CompletionsFinishReason? FinishReason => throw null!;

        public object ToolCallUpdate => throw null!;
    }

    public class ChatCompletionsOptions
    {
        public IList<ChatRequestMessage> Messages => throw null!;

        public IList<ChatCompletionsToolDefinition> Tools => throw null!;

        public ChatCompletionsToolChoice ToolChoice { get; set; } = null!;
    }

    public class FunctionDefinition
    {
        public FunctionDefinition(string name)
        {
        }
    }

    public class ChatCompletionsToolDefinition
    {
        public ChatCompletionsToolDefinition(FunctionDefinition function)
        {
        }
    }

    public class ChatCompletionsToolChoice
    {
        public static readonly ChatCompletionsToolChoice Auto = null!;

        public static readonly ChatCompletionsToolChoice None = null!;

        public static readonly ChatCompletionsToolChoice Required = null!;

        public static implicit operator ChatCompletionsToolChoice(ChatCompletionsToolDefinition functionToolDefinition) => throw null!;
    }

    public class ChatCompletionsToolCall
    {
        public string Id => throw null!;

        public string Name => throw null!;

        public string Arguments => throw null!;
    }

    public abstract class ChatRequestMessage
    {
    }

    public class ChatRequestAssistantMessage : ChatRequestMessage
    {
        public ChatRequestAssistantMessage(ChatCompletions chatCompletions)
        {
        }
    }

    public class ChatCompletions
    {
        public string Content => throw null!;

        public CompletionsFinishReason? FinishReason => throw null!;

        public string Id => throw null!;

        public IReadOnlyList<ChatCompletionsToolCall> ToolCalls => throw null!;
    }

    public readonly struct CompletionsFinishReason : IEquatable<CompletionsFinishReason>
    {
        public CompletionsFinishReason(string value)
        {
        }

        public static CompletionsFinishReason Stopped => throw null!;

        public static CompletionsFinishReason TokenLimitReached => throw null!;

        public static CompletionsFinishReason ContentFiltered => throw null!;

        public static CompletionsFinishReason ToolCalls => throw null!;

        public static implicit operator CompletionsFinishReason(string value) => throw null!;

        public static bool operator ==(CompletionsFinishReason left, CompletionsFinishReason right) => throw null!;

        public static bool operator !=(CompletionsFinishReason left, CompletionsFinishReason right) => throw null!;

        public bool Equals(CompletionsFinishReason other) => throw null!;

        public override bool Equals(object? obj) => throw null!;

        public override int GetHashCode() => throw null!;
    }
}
