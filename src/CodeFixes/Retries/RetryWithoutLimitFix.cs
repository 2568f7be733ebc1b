using System.Collections.Immutable;
using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2005: counts the attempts and lets the failure of the last one out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryWithoutLimitFix))]
internal sealed class RetryWithoutLimitFix : DocumentFix
{
    public const string FiveAttempts = nameof(FiveAttempts);

    private const int MostAttempts = 5;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2005");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Give up after five attempts", FiveAttempts));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Node is SimpleNameSyntax)
            return PolicyDelay.Bounded(report, MostAttempts - 1) is { } bounded && RetryVerdict.IsBetter(report, bounded, new RetryWithoutLimitAnalyzer()) ? bounded : null;
        if (report.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } loop || report.Related.IsEmpty || report.Related.Contains(null))
            return null;
        var known = loop is ForStatementSyntax { Declaration.Variables: [{ Initializer.Value: LiteralExpressionSyntax { Token.Value: int first } } variable], Incrementors.Count: 1 }
            ? (variable.Identifier.ValueText, first)
            : ((string Name, int First)?)null;
        var name = known?.Name ?? new UniqueNames(loop).Take("attempt");
        var last = (known?.First ?? 1) + MostAttempts - 1;
        var template = Template.For(report, Enumerable.Empty<ITypeSymbol>());

        var root = report.Root.TrackNodes(report.Related.Prepend(loop)!);
        foreach (var place in report.Related)
        {
            if (root.GetCurrentNode(place!) is not { } current || Bounded(current, template, name, last) is not { } closed)
                return null;
            root = closed(root);
        }

        if (known is null)
        {
            if (root.GetCurrentNode(loop) is not { } unbounded || Counting(unbounded, template, name) is not { } counting)
                return null;
            root = root.ReplaceNode(unbounded, counting);
        }

        return RetryVerdict.IsBetter(report, root, new RetryWithoutLimitAnalyzer()) ? root : null;
    }

    /// <summary>How a way back is closed after the last attempt; null where it is not clear.</summary>
    private static Func<SyntaxNode, SyntaxNode>? Bounded(SyntaxNode place, Template template, string name, int last)
    {
        if (place is ExpressionSyntax condition)
        {
            var leaves = condition.Parent is IfStatementSyntax { Statement: var branch } && (branch is BlockSyntax block ? block.Statements.LastOrDefault() : branch)
                is ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax;
            var operation = leaves ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression;
            var test = leaves ? $"{name} == {last}" : $"{name} < {last}";
            return root => root.ReplaceNode(condition, template.Expression($"{Conjuncts.Operand(condition, operation)} {(leaves ? "||" : "&&")} {test}").WithTriviaFrom(condition));
        }

        return place.FirstAncestorOrSelf<CatchClauseSyntax>() is { } clause ? root => root.ReplaceNode(clause, WithLimit(clause, template, $"{name} < {last}")) : null;
    }

    private static CatchClauseSyntax WithLimit(CatchClauseSyntax clause, Template template, string test)
    {
        if (clause.Filter is { } filter)
        {
            var combined = template.Expression($"{test} && {Conjuncts.Operand(filter.FilterExpression, SyntaxKind.LogicalAndExpression)}");
            return clause.WithFilter(filter.WithFilterExpression(combined.WithTriviaFrom(filter.FilterExpression)));
        }

        var written = SyntaxFactory.CatchFilterClause(template.Expression(test))
            .WithWhenKeyword(SyntaxFactory.Token(SyntaxKind.WhenKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        return clause.Declaration is { } declaration
            ? clause.WithDeclaration(declaration.WithTrailingTrivia(SyntaxFactory.Space)).WithFilter(written.WithTrailingTrivia(declaration.GetTrailingTrivia()))
            : clause.WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space)).WithFilter(written.WithTrailingTrivia(clause.CatchKeyword.TrailingTrivia));
    }

    /// <summary>The loop with a counter in its head; null for what has no head.</summary>
    private static StatementSyntax? Counting(StatementSyntax loop, Template template, string name)
    {
        switch (loop)
        {
            case WhileStatementSyntax loopWhile:
                return For(loopWhile.Condition.IsKind(SyntaxKind.TrueLiteralExpression) ? " " : $" {loopWhile.Condition.WithoutTrivia()}", loopWhile.CloseParenToken, loopWhile.Statement);
            case DoStatementSyntax { Condition.RawKind: (int)SyntaxKind.TrueLiteralExpression } loopDo:
                return For(" ", loopDo.DoKeyword, loopDo.Statement.WithTrailingTrivia(loopDo.GetTrailingTrivia()));
            case ForStatementSyntax { Declaration: null, Initializers.Count: 0, Incrementors.Count: 0 } loopFor:
                return For(loopFor.Condition is null ? " " : $" {loopFor.Condition.WithoutTrivia()}", loopFor.CloseParenToken, loopFor.Statement);
            default:
                return null;
        }

        StatementSyntax For(string condition, SyntaxToken end, StatementSyntax body)
        {
            var head = (ForStatementSyntax)template.Statement($"for (var {name} = 1;{condition}; {name}++)\n;");
            return head.WithCloseParenToken(head.CloseParenToken.WithTrailingTrivia(end.TrailingTrivia)).WithStatement(body).WithoutAnnotations(Layout.New).WithLeadingTrivia(loop.GetLeadingTrivia());
        }
    }
}
