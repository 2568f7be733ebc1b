namespace AiApi.Analyzers;

/// <summary>What the descriptors of all rules share.</summary>
internal static class RuleFacts
{
    public const string Configuration = "AiApi.Configuration";
    public const string Completions = "AiApi.Completions";
    public const string Retries = "AiApi.Retries";
    public const string Images = "AiApi.Images";
    public const string Tasks = "AiApi.Tasks";
    public const string Credentials = "AiApi.Credentials";

    private const string Documentation = "https://github.com/aiapi-analyzers/AiApi.Analyzers/blob/main/AnalyzerRules.md";

    /// <summary>The rule's own section of AnalyzerRules.md.</summary>
    public static string HelpLink(string id) => $"{Documentation}#{id.ToLowerInvariant()}";
}
