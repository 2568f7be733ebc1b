using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Retries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2002: lets 429 go round with the server errors, by whichever test holds it up.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RateLimitNotRetriedFix))]
internal sealed class RateLimitNotRetriedFix : DocumentFix
{
    public const string RetryRateLimits = nameof(RetryRateLimits);

    private const int TooManyRequests = 429;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2002");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Retry rate-limited requests, too", RetryRateLimits));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        var tests = new FailureTests(report);
        return Edits(report, tests).FirstOrDefault(root =>
            root is not null && RetryVerdict.GoesRoundFor(tests.Statuses | ApiExceptions.Parse("429"), report, root) && RetryVerdict.IsBetter(report, root, new RateLimitNotRetriedAnalyzer(), new ClientErrorRetriedAnalyzer()));
    }

    /// <summary>What can let 429 through, the likeliest first.</summary>
    private static IEnumerable<SyntaxNode?> Edits(Report report, FailureTests tests)
    {
        var wanted = tests.Statuses | ApiExceptions.Parse("429");
        var handler = HandlerFilter.HandlerOf(report);
        if (handler is null && report.Node is ExpressionSyntax condition)
        {
            yield return new PolicyCondition(report, tests).Widened(wanted) ?? new StatusCondition(report, tests, condition).Widened(wanted);
            foreach (var root in new PredicateEdits(report, tests).Widened())
                yield return root;
            yield break;
        }

        if (handler is not { } clause)
            yield break;
        var filter = new HandlerFilter(report, tests, clause);
        if (filter.TestsStatus && filter.CaughtType is { } type && tests.Of(filter.Variable, type, wanted) is { } test)
            yield return report.Root.ReplaceNode(clause, filter.WithStatusTest(test));
        foreach (var exit in clause.Block.DescendantNodes().OfType<IfStatementSyntax>().Where(static choice => IsRethrow(choice.Statement)))
            yield return WithoutRateLimit(report, tests, exit.Condition, SyntaxKind.LogicalOrExpression);
        foreach (var earlier in ((TryStatementSyntax)clause.Parent!).Catches.TakeWhile(other => other != clause))
        {
            if (earlier.Filter is { } taking)
                yield return WithoutRateLimit(report, tests, taking.FilterExpression, SyntaxKind.LogicalAndExpression);
        }
    }

    private static bool IsRethrow(StatementSyntax branch) =>
        (branch is BlockSyntax block ? block.Statements.LastOrDefault() : branch) is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax;

    /// <summary>The root in which a condition no longer holds for 429.</summary>
    private static SyntaxNode? WithoutRateLimit(Report report, FailureTests tests, ExpressionSyntax condition, SyntaxKind operation)
    {
        var parts = Conjuncts.Of(condition, operation);
        var part = parts.Find(part => Conjuncts.Tests(part, tests.IsStatus, report.Model));
        if (part?.DescendantNodesAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(tests.IsStatus) is not MemberAccessExpressionSyntax status
            || report.Model.GetTypeInfo(status).Type is not { SpecialType: not SpecialType.System_Boolean } type)
        {
            return null;
        }

        var limit = StatusPattern.Constant(TooManyRequests, type);
        var narrowed = StatusPattern.Excluding(part, status, limit)
            ?? (operation == SyntaxKind.LogicalOrExpression && parts.Count > 1
                ? $"({Conjuncts.Operand(part, SyntaxKind.LogicalAndExpression)} && {status} != {limit})"
                : $"{Conjuncts.Operand(part, SyntaxKind.LogicalAndExpression)} && {status} != {limit}");
        return report.Root.ReplaceNode(part, tests.Template.Expression(narrowed).WithTriviaFrom(part));
    }
}
