namespace AiApi.Analyzers.Tests.Credentials;

/// <summary>Texts of the form of keys. They are put together when a test runs, so that no scanner takes a file of this repository for a leak.</summary>
internal static class Keys
{
    public static readonly string OpenAI = $"sk-proj-{Random(48)}";
    public static readonly string Anthropic = $"sk-ant-{Random(60)}";
    public static readonly string OpenRouter = $"sk-or-v1-{Random(64)}";
    public static readonly string Shared = $"sk-{Random(32)}";
    public static readonly string Google = $"AI{"za"}{Random(35)}";
    public static readonly string GoogleWithOneDigit = $"AI{"za"}{string.Concat(Random(70).Where(char.IsLetter).Take(34))}7";
    public static readonly string HuggingFace = $"hf_{Random(34)}";
    public static readonly string Groq = $"gsk_{Random(52)}";
    public static readonly string XAI = $"xai-{Random(80)}";

    /// <summary>The form of an Azure key: no prefix.</summary>
    public static readonly string Bare = Random(32);

    /// <summary>Letters and digits that are the same in every run and spell nothing.</summary>
    private static string Random(int length)
    {
        const string alphabet = "Q7mZ2vR9wJ4pN8tB5hG3qD6cF1xL0zV";
        return string.Concat(Enumerable.Range(0, length).Select(i => alphabet[i * 13 % alphabet.Length]));
    }
}
