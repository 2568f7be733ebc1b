// Names: https://github.com/microsoft/semantic-kernel, dotnet/src/SemanticKernel.Abstractions.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Microsoft.SemanticKernel
{
    public class HttpOperationException : Exception
    {
        public HttpOperationException(HttpStatusCode? statusCode, string? responseContent, string? message, Exception? innerException) => throw null!;

        public HttpStatusCode? StatusCode { get; set; }

        public string? ResponseContent { get; set; }
    }

    public sealed class Kernel
    {
    }

    public class PromptExecutionSettings
    {
        public FunctionChoiceBehavior? FunctionChoiceBehavior { get; set; }
    }

    public abstract class FunctionChoiceBehavior
    {
        public static FunctionChoiceBehavior Auto(bool autoInvoke = true) => throw null!;
    }

    public sealed class KernelArguments : IEnumerable<KeyValuePair<string, object?>>
    {
        public KernelArguments()
        {
        }

        public KernelArguments(PromptExecutionSettings? executionSettings)
        {
        }

        public object? this[string name]
        {
            get => throw null!;
            set => throw null!;
        }

        public void Add(string name, object? value) => throw null!;

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => throw null!;

        IEnumerator IEnumerable.GetEnumerator() => throw null!;
    }

    public abstract class KernelContent
    {
        public object? InnerContent { get; set; }

        public string? ModelId { get; set; }

        public IReadOnlyDictionary<string, object?>? Metadata { get; set; }
    }

    public sealed class TextContent : KernelContent
    {
        public string? Text { get; set; }
    }

    public class ChatMessageContentItemCollection : List<KernelContent>
    {
    }

    public class ChatMessageContent : KernelContent
    {
        public ChatMessageContent(AuthorRole role, string? content)
        {
        }

        public AuthorRole Role { get; set; }

        public string? Content { get; set; }

        public ChatMessageContentItemCollection Items { get; set; } = new();

        public override string ToString() => throw null!;
    }

    public abstract class StreamingKernelContent
    {
        public object? InnerContent { get; }

        public IReadOnlyDictionary<string, object?>? Metadata { get; set; }

        public abstract override string ToString();
    }

    public class StreamingTextContent : StreamingKernelContent
    {
        public string? Text { get; set; }

        public override string ToString() => throw null!;
    }

    public class StreamingKernelContentItemCollection : List<StreamingKernelContent>
    {
    }

    public class StreamingChatMessageContent : StreamingKernelContent
    {
        public string? Content { get; set; }

        public AuthorRole? Role { get; set; }

        public StreamingKernelContentItemCollection Items { get; set; } = new();

        public override string ToString() => throw null!;
    }

    public sealed class FunctionResult
    {
        public IReadOnlyDictionary<string, object?>? Metadata => throw null!;

        public T? GetValue<T>() => throw null!;

        public override string ToString() => throw null!;
    }
}

namespace Microsoft.SemanticKernel.ChatCompletion
{
    public readonly struct AuthorRole
    {
        public static AuthorRole Assistant => throw null!;
    }

    public class ChatHistory : IReadOnlyList<ChatMessageContent>
    {
        public int Count => throw null!;

        public ChatMessageContent this[int index] => throw null!;

        public void Add(ChatMessageContent item) => throw null!;

        public void AddAssistantMessage(string content) => throw null!;

        public void AddUserMessage(string content) => throw null!;

        public IEnumerator<ChatMessageContent> GetEnumerator() => throw null!;

        IEnumerator IEnumerable.GetEnumerator() => throw null!;
    }

    public interface IChatCompletionService
    {
        Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
            ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default);

        IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
            ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default);
    }

    public static class ChatCompletionServiceExtensions
    {
        public static Task<ChatMessageContent> GetChatMessageContentAsync(
            this IChatCompletionService chatCompletionService, ChatHistory chatHistory, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null,
            CancellationToken cancellationToken = default) => throw null!;

        public static Task<ChatMessageContent> GetChatMessageContentAsync(
            this IChatCompletionService chatCompletionService, string prompt, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null,
            CancellationToken cancellationToken = default) => throw null!;
    }
}
