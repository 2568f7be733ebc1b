using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Puts a guard on a result to its place.</summary>
/// <param name="report">The report to be fixed.</param>
/// <param name="isResult">Which types are results.</param>
/// <param name="guard">Writes the guard.</param>
internal sealed class GuardInsertion(Report report, Func<ITypeSymbol, bool> isResult, Func<ResultPlace, StatementSyntax> guard)
{
    /// <summary>The root with the guard; null when it cannot be put there without changing what the program does with a good result.</summary>
    public SyntaxNode? Insert(ResultPlace place) => place switch
    {
        ResultPlace.After after => After(after),
        ResultPlace.Before before => InFrontOf(before.Statement, guard(place)),
        ResultPlace.TopOf { Body: var body } when !body.Contains(report.Node) => null,
        ResultPlace.TopOf { Body: BlockSyntax block } => InFrontOf(block.Statements.First(s => !IsNullCheck(s, place.Name)), guard(place)),
        ResultPlace.TopOf { Body: var body } => InFrontOf(body, guard(place)),
        ResultPlace.Extraction extraction =>
            new ResultExtraction(report, isResult, guard).Extract(extraction) ?? new CheckingMethod(report, guard).Wrap(extraction),
        _ => null,
    };

    private SyntaxNode? After(ResultPlace.After place)
    {
        var written = guard(place);
        var open = place.Statements.Where(statement => !StandsNextTo(statement, written)).ToList();
        var root = report.Root.TrackNodes(open);
        foreach (var statement in open)
        {
            var current = root.GetCurrentNode(statement)!;
            root = root.ReplaceStatement(current, [current, written.WithEmptyLines()]);
        }

        return open.Count == 0 ? null : root;
    }

    private SyntaxNode? InFrontOf(SyntaxNode node, StatementSyntax written)
    {
        var (root, statement) = ExpressionBodies.StatementAround(report.Root, node, ExpressionBodies.YieldsValue(node, report.Model));
        if (statement is null || StandsNextTo(statement, written))
            return null;
        var isFirst = statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            || statement.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.OpenBraceToken);
        return root.ReplaceStatement(statement, [(isFirst ? written : written.WithEmptyLineBefore()).WithEmptyLineAfter(), statement]);
    }

    private static bool IsNullCheck(StatementSyntax statement, string parameter) => statement switch
    {
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax callee } } =>
            callee.Name.Identifier.ValueText.StartsWith("ThrowIfNull", StringComparison.Ordinal),
        IfStatementSyntax { Else: null, Condition: var condition } =>
            condition.ToString() == $"{parameter} is null" || condition.ToString() == $"{parameter} == null",
        _ => false,
    };

    /// <summary>Whether a fix of another report has put the same guard there.</summary>
    private static bool StandsNextTo(StatementSyntax statement, StatementSyntax written)
    {
        var siblings = Statements.Siblings(statement).ToList();
        var index = siblings.IndexOf(statement);
        return siblings.Where((_, i) => Math.Abs(i - index) == 1).Any(sibling => Template.AreAlike(sibling, written));
    }
}
