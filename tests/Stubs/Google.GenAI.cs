// Google.GenAI, where the reason is a struct.
// Names: https://googleapis.github.io/dotnet-genai/api/Google.GenAI.Types.FinishReason.html and GenerateContentResponse.html.
using System.Collections.Generic;
using System.Net.Http;
using System.Threading.Tasks;

namespace Google.GenAI
{
    public class ClientError : HttpRequestException
    {
        public new int StatusCode { get; }
    }

    public class ServerError : HttpRequestException
    {
        public new int StatusCode { get; }
    }

    public sealed class Client
    {
        public Models Models => throw null!;
    }

    public class Models
    {
        public Task<Types.GenerateContentResponse> GenerateContentAsync(string model, string contents) => throw null!;

        public IAsyncEnumerable<Types.GenerateContentResponse> GenerateContentStreamAsync(string model, string contents) => throw null!;
    }
}

namespace Google.GenAI.Types
{
    public record GenerateContentResponse
    {
        public List<Candidate>? Candidates { get; init; }

        public string? Text => throw null!;
    }

    public record Candidate
    {
        public Content? Content { get; init; }

        public FinishReason? FinishReason { get; init; }
    }

    public record Content
    {
        public List<Part>? Parts { get; init; }
    }

    public record Part
    {
        public string? Text { get; init; }

        public object? FunctionCall { get; init; }
    }

    public readonly record struct FinishReason(string Value)
    {
        public static FinishReason Stop => throw null!;

        public static FinishReason MaxTokens => throw null!;

        public static FinishReason Safety => throw null!;

        public static FinishReason Recitation => throw null!;

        public static implicit operator FinishReason(string value) => throw null!;
    }
}
