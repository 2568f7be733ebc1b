// Structured output and the builder of Microsoft.Extensions.AI, over the real Microsoft.Extensions.AI.Abstractions.
// Names: https://github.com/dotnet/extensions, src/Libraries/Microsoft.Extensions.AI/ChatCompletion.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.Extensions.AI
{
    public class ChatResponse<T> : ChatResponse
    {
        public ChatResponse(ChatResponse response, JsonSerializerOptions serializerOptions)
        {
        }

        public T Result => throw null!;

        public bool TryGetResult([NotNullWhen(true)] out T? result) => throw null!;
    }

    public static class ChatClientStructuredOutputExtensions
    {
        public static Task<ChatResponse<T>> GetResponseAsync<T>(this IChatClient chatClient, string chatMessage, ChatOptions? options = null, bool? useJsonSchemaResponseFormat = null,
            CancellationToken cancellationToken = default) => throw null!;

        public static Task<ChatResponse<T>> GetResponseAsync<T>(this IChatClient chatClient, IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            bool? useJsonSchemaResponseFormat = null, CancellationToken cancellationToken = default) => throw null!;
    }

    public sealed class ChatClientBuilder
    {
        public ChatClientBuilder(IChatClient innerClient)
        {
        }

        public IChatClient Build(IServiceProvider? services = null) => throw null!;
    }

    public static class ChatClientBuilderChatClientExtensions
    {
        public static ChatClientBuilder AsBuilder(this IChatClient innerClient) => throw null!;
    }

    public static class FunctionInvokingChatClientBuilderExtensions
    {
        public static ChatClientBuilder UseFunctionInvocation(this ChatClientBuilder builder) => throw null!;
    }
}
