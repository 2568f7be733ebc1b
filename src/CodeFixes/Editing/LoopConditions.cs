using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Editing;

/// <summary>Puts statements before the condition of a loop, so that they run in every round: the condition moves into the body.</summary>
internal static class LoopConditions
{
    /// <summary>Whether a node lies in the condition of that loop.</summary>
    public static bool IsInCondition(SyntaxNode node, StatementSyntax loop) => ConditionOf(loop)?.Contains(node) == true;

    /// <summary>The loop with the statements before its condition; null where a <c>continue</c> would pass them by.</summary>
    public static StatementSyntax? WithStatementsBefore(StatementSyntax loop, IReadOnlyList<StatementSyntax> statements, SyntaxGenerator generator)
    {
        var leave = ((StatementSyntax)generator.IfStatement(Negated(ConditionOf(loop)!, generator), [SyntaxFactory.BreakStatement()]))
            .WithEmptyLineAfter().WithAdditionalAnnotations(Layout.New);
        switch (loop)
        {
            case WhileStatementSyntax loopWhile:
                return loopWhile.WithCondition(SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(loopWhile.Condition))
                    .WithStatement(Prepend([.. statements, leave], loopWhile.Statement));
            case ForStatementSyntax loopFor:
                return loopFor.WithCondition(null).WithStatement(Prepend([.. statements, leave], loopFor.Statement));
            case DoStatementSyntax { Statement: BlockSyntax block } loopDo when !block.DescendantNodes().Any(n => n is ContinueStatementSyntax):
                return SyntaxFactory.WhileStatement(
                    SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression),
                    block.AddStatements([statements[0].WithoutLeadingTrivia().WithEmptyLineBefore(), .. statements.Skip(1), leave.WithEmptyLineBefore()]))
                    .WithTriviaFrom(loopDo).WithAdditionalAnnotations(Layout.New);
            default:
                return null;
        }
    }

    private static ExpressionSyntax? ConditionOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax loopWhile => loopWhile.Condition,
        DoStatementSyntax loopDo => loopDo.Condition,
        ForStatementSyntax loopFor => loopFor.Condition,
        _ => null,
    };

    private static SyntaxNode Negated(ExpressionSyntax condition, SyntaxGenerator generator) => condition.WithoutTrivia() switch
    {
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.EqualsExpression) => generator.ValueNotEqualsExpression(binary.Left, binary.Right),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.NotEqualsExpression) => generator.ValueEqualsExpression(binary.Left, binary.Right),
        PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.LogicalNotExpression) => unary.Operand,
        var other => generator.LogicalNotExpression(other),
    };

    private static StatementSyntax Prepend(IReadOnlyList<StatementSyntax> statements, StatementSyntax body) => body is BlockSyntax block
        ? block.WithStatements(block.Statements.InsertRange(0, statements))
        : Statements.InBraces([.. statements, body]);
}
