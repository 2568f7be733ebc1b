// Google.GenAI at 0.2, where the reason is an enum in the wire's spelling.
// Names: https://github.com/googleapis/dotnet-genai, Google.GenAI/types/FinishReason.cs and GenerateContentResponse.cs.
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Google.GenAI
{
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
    }

    public enum FinishReason
    {
        FINISH_REASON_UNSPECIFIED,
        STOP,
        MAX_TOKENS,
        SAFETY,
        RECITATION,
        LANGUAGE,
        OTHER,
        BLOCKLIST,
        PROHIBITED_CONTENT,
        SPII,
    }
}
