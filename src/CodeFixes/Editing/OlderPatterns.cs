using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>Writes the patterns of C# 9 as comparisons, for projects in an older version of the language: <c>x is A or >= B</c> as <c>x == A || x >= B</c>,
/// <c>x is not T t</c> as <c>!(x is T t)</c>. Code of such a project cannot have them, so all that are found come from a fix.</summary>
internal sealed class OlderPatterns : CSharpSyntaxRewriter
{
    /// <summary>The root in the syntax that its language version has.</summary>
    public static SyntaxNode In(SyntaxNode root, SyntaxTree original) =>
        ((CSharpParseOptions)original.Options).LanguageVersion < LanguageVersion.CSharp9 ? new OlderPatterns().Visit(root) : root;

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node) =>
        IsNew(node.Pattern) && IsWithoutEffect(node.Expression) && Test(node.Expression.WithoutTrivia(), node.Pattern) is { } test
            ? Suited(test, node.Parent).WithTriviaFrom(node)
            : base.VisitIsPatternExpression(node);

    private static bool IsNew(PatternSyntax pattern) => pattern switch
    {
        UnaryPatternSyntax or BinaryPatternSyntax or RelationalPatternSyntax => true,
        ParenthesizedPatternSyntax parenthesized => IsNew(parenthesized.Pattern),
        _ => false,
    };

    /// <summary>Whether reading the value once more for each comparison is the same as reading it once.</summary>
    private static bool IsWithoutEffect(ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsWithoutEffect(access.Expression),
        CastExpressionSyntax cast => IsWithoutEffect(cast.Expression),
        ParenthesizedExpressionSyntax parenthesized => IsWithoutEffect(parenthesized.Expression),
        _ => false,
    };

    private static ExpressionSyntax? Test(ExpressionSyntax value, PatternSyntax pattern) => pattern switch
    {
        ParenthesizedPatternSyntax parenthesized => Test(value, parenthesized.Pattern),
        ConstantPatternSyntax constant => Comparison(SyntaxKind.EqualsExpression, value, constant.Expression),
        RelationalPatternSyntax relation => Comparison(KindOf(relation.OperatorToken), value, relation.Expression),
        UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } => Comparison(SyntaxKind.NotEqualsExpression, value, constant.Expression),
        UnaryPatternSyntax negated => Test(value, negated.Pattern) is { } test
            ? SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, SyntaxFactory.ParenthesizedExpression(test))
            : null,
        BinaryPatternSyntax both => Test(value, both.Left) is { } left && Test(value, both.Right) is { } right ? Joined(both.IsKind(SyntaxKind.OrPattern), left, right) : null,
        TypePatternSyntax type => Comparison(SyntaxKind.IsExpression, value, type.Type),
        DeclarationPatternSyntax declaration => SyntaxFactory.IsPatternExpression(value.WithTrailingTrivia(SyntaxFactory.Space), declaration.WithLeadingTrivia(SyntaxFactory.Space)),
        _ => null,
    };

    private static BinaryExpressionSyntax Joined(bool isOr, ExpressionSyntax left, ExpressionSyntax right)
    {
        var kind = isOr ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression;
        return Comparison(kind, Operand(left), Operand(right));

        ExpressionSyntax Operand(ExpressionSyntax operand) => operand.IsKind(SyntaxKind.LogicalOrExpression) && !isOr ? SyntaxFactory.ParenthesizedExpression(operand) : operand;
    }

    private static BinaryExpressionSyntax Comparison(SyntaxKind kind, ExpressionSyntax left, ExpressionSyntax right) =>
        SyntaxFactory.BinaryExpression(kind, left.WithTrailingTrivia(SyntaxFactory.Space), right.WithoutTrivia().WithLeadingTrivia(SyntaxFactory.Space));

    private static SyntaxKind KindOf(SyntaxToken @operator) => @operator.Kind() switch
    {
        SyntaxKind.LessThanToken => SyntaxKind.LessThanExpression,
        SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanExpression,
        _ => SyntaxKind.GreaterThanOrEqualExpression,
    };

    /// <summary>The test as a part of the expression that the pattern was a part of.</summary>
    private static ExpressionSyntax Suited(ExpressionSyntax test, SyntaxNode? parent) =>
        test is BinaryExpressionSyntax && parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ConditionalExpressionSyntax && !parent.IsKind(test.Kind())
            ? SyntaxFactory.ParenthesizedExpression(test)
            : test;
}
