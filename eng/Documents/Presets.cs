using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.Documents;

/// <summary>The globalconfigs that AiApiAnalysisMode chooses from. Recommended has none: it is what the descriptors say,
/// and users' bulk severities keep working.</summary>
internal static class Presets
{
    /// <summary>What fails or misleads at run time for certain.</summary>
    private static readonly ImmutableHashSet<string> Minimum =
    [
        "AIAPI1001", "AIAPI1002", "AIAPI1003", "AIAPI2001", "AIAPI2002", "AIAPI3001", "AIAPI3005", "AIAPI4001", "AIAPI4002", "AIAPI5001", "AIAPI5002",
    ];

    public static IEnumerable<Finding> Compare(Repository repository, ImmutableArray<Rule> rules)
    {
        return
        [
            .. Preset("Minimum", "what fails or misleads at run time for certain", rule => Minimum.Contains(rule.Id)),
            .. Preset("All", "every rule as a warning", _ => true),
            .. Preset("None", "every rule off", _ => false),
        ];

        IEnumerable<Finding> Preset(string mode, string meaning, Func<Rule, bool> isOn) => DocumentSet.CompareFile(
            repository,
            $"src/Package/buildTransitive/AiApi.Analyzers.{mode}.globalconfig",
            $"""
            # AiApiAnalysisMode {mode}: {meaning}. Written by eng/Documents.
            is_global = true
            global_level = -50

            {string.Concat(rules.Select(rule => $"{Line(rule, isOn(rule) ? "warning" : "none")}\n"))}
            """.ReplaceLineEndings("\n"));
    }

    /// <summary>The configuration line that gives a rule a severity.</summary>
    public static string Line(Rule rule, string severity) => $"dotnet_diagnostic.{rule.Id}.severity = {severity}";

    /// <summary>A severity in the words of editorconfig.</summary>
    public static string NameOf(DiagnosticSeverity severity) => severity is DiagnosticSeverity.Info ? "suggestion" : severity.ToString().ToLowerInvariant();
}
