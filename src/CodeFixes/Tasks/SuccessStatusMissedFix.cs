using System.Collections.Immutable;
using AiApi.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.CodeFixes.Tasks;

/// <summary>AIAPI4001: extends every comparison that takes a status for success by the words it misses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SuccessStatusMissedFix))]
internal sealed class SuccessStatusMissedFix : DocumentFix
{
    public const string AddWords = nameof(AddWords);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI4001");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Compare with the missing success statuses", AddWords));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        var comparisons = ImmutableArray.Create<SyntaxNode?>(report.Node).AddRange(report.Related);
        var root = report.Root.TrackNodes(comparisons.OfType<SyntaxNode>());
        var isChanged = false;
        for (var index = 0; index < comparisons.Length; index++)
        {
            if (!report.Diagnostic.Properties.TryGetValue(SuccessStatusMissedAnalyzer.MissingWords + index, out var words) || comparisons[index] is not { } comparison)
                continue;
            if (new ComparisonExtension(report, words!.Split('\n')).Extend(root, comparison) is not { } extended)
                return null;
            root = extended;
            isChanged = true;
        }

        return isChanged ? root : null;
    }
}
