using System.Collections.Immutable;
using AiApi.Analyzers.Retries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2001: lets only failures go round that pass by themselves.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClientErrorRetriedFix))]
internal sealed class ClientErrorRetriedFix : DocumentFix
{
    public const string RetryTransientOnly = nameof(RetryTransientOnly);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2001");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Retry transient failures only", RetryTransientOnly));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        var tests = new FailureTests(report);
        return Edits(report, tests).FirstOrDefault(root =>
            root is not null && RetryVerdict.GoesRoundFor(tests.Kept, report, root) && RetryVerdict.IsBetter(report, root, new ClientErrorRetriedAnalyzer(), new RateLimitNotRetriedAnalyzer()));
    }

    /// <summary>What can hold up the failures that are final, the likeliest first.</summary>
    private static IEnumerable<SyntaxNode?> Edits(Report report, FailureTests tests)
    {
        if (HandlerFilter.HandlerOf(report) is { } clause)
        {
            yield return OfHandler(report, tests, clause);
            yield break;
        }

        yield return new PolicyCondition(report, tests).Narrowed(tests.Kept);
        foreach (var root in new PredicateEdits(report, tests).Narrowed(tests.Kept))
            yield return root;
        if (report.Node is ExpressionSyntax condition)
            yield return new StatusCondition(report, tests, condition).Narrowed(tests.Kept);
    }

    private static SyntaxNode? OfHandler(Report report, FailureTests tests, CatchClauseSyntax clause)
    {
        var filter = new HandlerFilter(report, tests, clause);
        return filter.CaughtType is { } type && tests.Of(filter.Variable, type, tests.Kept) is { } test
            ? report.Root.ReplaceNode(clause, filter.WithStatusTest(test))
            : null;
    }
}
