// The types of OpenAI-DotNet whose full names the official OpenAI package has too, or that tests call.
// Names: https://github.com/RageAgainstThePixel/OpenAI-DotNet, 8.8.7, folder OpenAI-DotNet.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace OpenAI
{
    public sealed class OpenAIClient
    {
        public Chat.ChatEndpoint ChatEndpoint { get; } = new();
    }
}

namespace OpenAI.Chat
{
    public sealed class ChatEndpoint
    {
        public Task<ChatResponse> GetCompletionAsync(ChatRequest chatRequest, CancellationToken cancellationToken = default) => throw null!;
    }

    public sealed class ChatRequest
    {
        public ChatRequest(IEnumerable<Message> messages, string? model = null)
        {
        }
    }

    public sealed class ChatResponse
    {
        public IReadOnlyList<Choice> Choices => throw null!;

        public Choice FirstChoice => throw null!;
    }

    public sealed class Choice
    {
        public Message Message => throw null!;

        public string FinishReason => throw null!;

        public static implicit operator string(Choice choice) => throw null!;
    }

    public sealed class Message
    {
        public string Content => throw null!;
    }
}
