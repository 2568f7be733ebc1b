using System.Collections.Immutable;

namespace AiApi.Documents;

/// <summary>AnalyzerReleases.Unshipped.md: the rules that no release has announced yet, in the form that the RS2000 rules read.</summary>
internal static class ReleaseTracking
{
    private const string Files = "src/Analyzers/AnalyzerReleases";

    private const string Head = """
        ; Unshipped analyzer release
        ; https://github.com/dotnet/roslyn-analyzers/blob/main/src/Microsoft.CodeAnalysis.Analyzers/ReleaseTrackingAnalyzers.Help.md

        """;

    public static IEnumerable<Finding> Compare(Repository repository, ImmutableArray<Rule> rules)
    {
        var shipped = repository.Read($"{Files}.Shipped.md").Split('\n').Select(line => line.Split('|')[0].Trim()).ToHashSet();
        var rows = rules.Where(rule => !shipped.Contains(rule.Id)).Select(Row).ToList();
        var table = rows is [] ? "" : $"\n### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|------\n{string.Concat(rows)}";
        return DocumentSet.CompareFile(repository, $"{Files}.Unshipped.md", Head.ReplaceLineEndings("\n") + table);
    }

    private static string Row(Rule rule) => $"{rule.Id} | {rule.Descriptor.Category} | {rule.Severity} | {rule.Title}\n";
}
