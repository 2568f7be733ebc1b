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
        if (!tests.HasPatternCombinators)
            return null;
        var root = report.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is { } clause && report.Node is not ExpressionSyntax
            ? OfHandler(report, tests, clause)
            : new PolicyCondition(report, tests).Narrowed(tests.Kept)
                ?? (report.Node is ExpressionSyntax condition ? new StatusCondition(report, tests, condition).Narrowed(tests.Kept) : null);
        return root is not null && RetryVerdict.IsBetter(report, root, new ClientErrorRetriedAnalyzer(), new RateLimitNotRetriedAnalyzer()) ? root : null;
    }

    private static SyntaxNode? OfHandler(Report report, FailureTests tests, CatchClauseSyntax clause)
    {
        var filter = new HandlerFilter(report, tests, clause);
        return filter.CaughtType is { } type && tests.Of(filter.Variable, type, tests.Kept) is { } test
            ? report.Root.ReplaceNode(clause, filter.WithStatusTest(test))
            : null;
    }
}
