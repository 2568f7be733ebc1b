using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>Turns <c>=> expression</c> into <c>{ return expression; }</c>, for members, accessors, local functions and lambdas.</summary>
internal static class ExpressionBodies
{
    /// <summary>The expression body that a node stands in; null when it stands in a statement or an initializer.</summary>
    public static ExpressionSyntax? Enclosing(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (ancestor is StatementSyntax or MemberDeclarationSyntax)
                return null;
            if (ancestor is ExpressionSyntax body && IsBody(body))
                return body;
        }

        return null;
    }

    /// <summary>Whether the value of the expression body that a node stands in is returned; false when it stands in none.</summary>
    public static bool YieldsValue(SyntaxNode node, SemanticModel model)
    {
        if (Enclosing(node) is not { } body)
            return false;
        var function = FunctionOf(body);
        if (function is BasePropertyDeclarationSyntax)
            return true;
        var method = (function is LambdaExpressionSyntax ? model.GetSymbolInfo(function).Symbol : model.GetDeclaredSymbol(function)) as IMethodSymbol;
        return method is { ReturnsVoid: false, MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor) }
            && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
    }

    /// <summary>The statement that a node stands in; an expression body becomes a block of one statement first.</summary>
    /// <param name="root">The root.</param>
    /// <param name="node">A node under it.</param>
    /// <param name="yieldsValue">Whether the block is to return the value.</param>
    /// <returns>The root, and the statement in it; null when the node stands in neither.</returns>
    public static (SyntaxNode Root, StatementSyntax? Statement) StatementAround(SyntaxNode root, SyntaxNode node, bool yieldsValue)
    {
        if (Enclosing(node) is not { } body)
            return (root, node.FirstAncestorOrSelf<StatementSyntax>());
        var mark = new SyntaxAnnotation();
        var function = FunctionOf(body);
        var comments = body.GetFirstToken().GetPreviousToken().TrailingTrivia.Concat(body.GetLeadingTrivia()).Where(IsComment)
            .SelectMany(comment => new[] { comment, Layout.LineBreak });
        var bare = body.WithoutTrivia();
        StatementSyntax statement = yieldsValue ? SyntaxFactory.ReturnStatement(bare) : SyntaxFactory.ExpressionStatement(bare);
        var block = Statements.InBraces([statement.WithLeadingTrivia(comments).WithAdditionalAnnotations(mark)]);
        var changed = root.ReplaceNode(function, WithBlock(function, block));
        return (changed, (StatementSyntax)changed.GetAnnotatedNodes(mark).Single());
    }

    private static bool IsBody(ExpressionSyntax expression) =>
        expression.Parent is ArrowExpressionClauseSyntax || (expression.Parent is LambdaExpressionSyntax lambda && lambda.ExpressionBody == expression);

    private static SyntaxNode FunctionOf(ExpressionSyntax body) => body.Parent is ArrowExpressionClauseSyntax arrow ? arrow.Parent! : body.Parent!;

    private static SyntaxNode WithBlock(SyntaxNode function, BlockSyntax block)
    {
        var none = default(SyntaxToken);
        return function switch
        {
            LambdaExpressionSyntax lambda => lambda.WithBody(block.WithTrailingTrivia(lambda.ExpressionBody!.GetTrailingTrivia())),
            BaseMethodDeclarationSyntax method => method.WithExpressionBody(null).WithSemicolonToken(none).WithBody(AfterSemicolon(method.SemicolonToken)),
            AccessorDeclarationSyntax accessor =>
                accessor.WithExpressionBody(null).WithSemicolonToken(none).WithBody(AfterSemicolon(accessor.SemicolonToken)),
            LocalFunctionStatementSyntax local => local.WithExpressionBody(null).WithSemicolonToken(none).WithBody(AfterSemicolon(local.SemicolonToken)),
            PropertyDeclarationSyntax property =>
                property.WithExpressionBody(null).WithSemicolonToken(none).WithAccessorList(Getter(property.SemicolonToken)),
            IndexerDeclarationSyntax indexer => indexer.WithExpressionBody(null).WithSemicolonToken(none).WithAccessorList(Getter(indexer.SemicolonToken)),
            _ => throw new ArgumentException($"{function.Kind()} has no expression body.", nameof(function)),
        };

        BlockSyntax AfterSemicolon(SyntaxToken semicolon) => block.WithTrailingTrivia(semicolon.TrailingTrivia);

        AccessorListSyntax Getter(SyntaxToken semicolon) =>
            SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, block)))
                .WithTrailingTrivia(semicolon.TrailingTrivia)
                .WithAdditionalAnnotations(Layout.New);
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
