using System.Collections.Immutable;
using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2003: waits before the next attempt, longer each time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryWithoutDelayFix))]
internal sealed class RetryWithoutDelayFix : DocumentFix
{
    public const string BackOff = nameof(BackOff);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2003");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Wait between the attempts, with exponential backoff and jitter", BackOff));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Node is SimpleNameSyntax)
            return OfPolicy(report);
        if (report.Related is not [{ } construct, ..])
            return null;
        var backoff = new Backoff(report, construct);
        var marked = backoff.Marked(report.Root.TrackNodes(Tracked(report, construct)));
        var root = Insert(report, marked, construct, backoff);
        return root is not null && backoff.WithCounter(root) is { } done
            && RetryVerdict.IsBetter(report, done, new RetryWithoutDelayAnalyzer(), new PoorBackoffAnalyzer(), new RetryWithoutLimitAnalyzer())
                ? done
                : null;
    }

    private static SyntaxNode? OfPolicy(Report report) =>
        new PolicyDelay(report, new Backoff(report, report.Node)).Waiting() is { } root
        && RetryVerdict.IsBetter(report, root, new RetryWithoutDelayAnalyzer(), new PoorBackoffAnalyzer(), new RetryWithoutLimitAnalyzer())
            ? root
            : null;

    private static IEnumerable<SyntaxNode> Tracked(Report report, SyntaxNode construct) =>
        report.Node.AncestorsAndSelf().Where(static node => node is StatementSyntax or CatchClauseSyntax or BlockSyntax).Prepend(construct)
            .Concat(report.Node.FirstAncestorOrSelf<CatchClauseSyntax>()?.Block.Statements ?? default).Distinct();

    private static SyntaxNode? Insert(Report report, SyntaxNode root, SyntaxNode construct, Backoff backoff)
    {
        if (report.Node is not ExpressionSyntax && report.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is { } clause)
            return InHandler(root, clause, backoff.Wait(null));
        var response = report.Node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .FirstOrDefault(name => report.Model.GetTypeInfo(name).Type?.Name == "HttpResponseMessage")?.Identifier.ValueText;
        var wait = backoff.Wait(response);
        switch (report.Node.Parent)
        {
            case IfStatementSyntax { Else: null } choice when Last(choice.Statement) is ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax:
                return root.GetCurrentNode(choice) is { } leaving ? root.ReplaceStatement(leaving, [leaving, wait.WithEmptyLineBefore()]) : null;
            case IfStatementSyntax { Statement: BlockSyntax } choice:
                return root.GetCurrentNode(choice) is { Statement: BlockSyntax block } ? AtEnd(root, block, wait) : null;
            case IfStatementSyntax choice:
                return root.GetCurrentNode(choice)?.Statement is { } jump ? root.ReplaceStatement(jump, [wait, jump]) : null;
            case DoStatementSyntax or WhileStatementSyntax:
                return root.GetCurrentNode(construct) is DoStatementSyntax { Statement: BlockSyntax body } ? AtEnd(root, body, wait) : null;
            default:
                return null;
        }
    }

    private static SyntaxNode? InHandler(SyntaxNode root, CatchClauseSyntax clause, StatementSyntax wait)
    {
        // A wait that is none is put right where it stands.
        if (clause.Block.Statements.FirstOrDefault(IsVainWait) is { } vain && root.GetCurrentNode(vain) is { } current)
            return root.ReplaceNode(current, wait.WithTriviaFrom(current));
        return root.GetCurrentNode(clause) is { } handler ? AtEnd(root, handler.Block, wait) : null;
    }

    private static SyntaxNode AtEnd(SyntaxNode root, BlockSyntax block, StatementSyntax wait)
    {
        if (block.Statements.Count == 0)
            return root.ReplaceNode(block, block.AddStatements(wait).WithAdditionalAnnotations(Layout.New));
        var last = block.Statements.Last();
        return root.ReplaceStatement(last, IsJump(last) ? [wait.WithLeadingTrivia(last.GetLeadingTrivia()), last.WithLeadingTrivia(Statements.Indentation(last))] : [last, wait]);
    }

    private static bool IsVainWait(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax expression
        && expression.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" or "Sleep" } };

    private static bool IsJump(StatementSyntax statement) => statement is ContinueStatementSyntax or GotoStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax;

    private static StatementSyntax? Last(StatementSyntax branch) => branch is BlockSyntax block ? block.Statements.LastOrDefault() : branch;
}
