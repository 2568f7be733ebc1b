using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes.Completions;

/// <summary>What the locations of a report on a result mean.</summary>
internal static class CompletionReports
{
    /// <summary>The nodes at which content is used, in source order.</summary>
    public static IEnumerable<SyntaxNode> Reads(this Report report) =>
        report.Related.Skip(report.HasCheck() ? 2 : 1).OfType<SyntaxNode>().Prepend(report.Node).OrderBy(read => read.SpanStart);

    /// <summary>What obtains the result.</summary>
    public static SyntaxNode? Origin(this Report report) => report.Related.FirstOrDefault();

    /// <summary>The one condition that looks at the finish reason; null when there is none or more than one.</summary>
    public static SyntaxNode? Check(this Report report) => report.HasCheck() ? report.Related.ElementAtOrDefault(1) : null;

    private static bool HasCheck(this Report report) => report.Says("check", "true");
}
