using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>Takes elements out of lists and statements out of code, with their lines.</summary>
internal static class Elements
{
    /// <summary>The root without an element of an initializer, a member of an anonymous object or an argument; an empty initializer goes too.</summary>
    public static SyntaxNode? Remove(SyntaxNode root, SyntaxNode element) => element.Parent switch
    {
        InitializerExpressionSyntax { Expressions: [_], Parent: BaseObjectCreationExpressionSyntax creation } => root.ReplaceNode(creation, WithoutInitializer(creation)),
        InitializerExpressionSyntax initializer => root.ReplaceNode(initializer, initializer.WithExpressions(Without(initializer.Expressions, (ExpressionSyntax)element))),
        AnonymousObjectCreationExpressionSyntax { Initializers.Count: > 1 } creation =>
            root.ReplaceNode(creation, creation.WithInitializers(Without(creation.Initializers, (AnonymousObjectMemberDeclaratorSyntax)element))),
        ArgumentListSyntax list => root.ReplaceNode(list, list.WithArguments(Without(list.Arguments, (ArgumentSyntax)element))),
        _ => null,
    };

    /// <summary>The root without a statement, comments above it kept; null where a statement must stand.</summary>
    public static SyntaxNode? Remove(SyntaxNode root, StatementSyntax statement)
    {
        SyntaxNode? removed = statement.Parent switch
        {
            BlockSyntax or SwitchSectionSyntax { Statements.Count: > 1 } => statement,
            GlobalStatementSyntax global => global,
            _ => null,
        };
        if (removed is null)
            return null;
        var mark = new SyntaxAnnotation();
        var next = removed.GetLastToken().GetNextToken(includeZeroWidth: true);
        var comments = CommentsOf(removed);
        root = root.ReplaceSyntax(
            [removed], (_, node) => node.WithAdditionalAnnotations(mark),
            [next], (_, token) => comments.Count == 0 ? token : token.WithLeadingTrivia(comments.AddRange(token.LeadingTrivia)),
            [], static (_, trivia) => trivia);
        return root.RemoveNode(root.GetAnnotatedNodes(mark).Single(), SyntaxRemoveOptions.KeepUnbalancedDirectives);
    }

    /// <summary>The list without an element; what ends its line ends the line before where it was the last.</summary>
    private static SeparatedSyntaxList<T> Without<T>(SeparatedSyntaxList<T> list, T element)
        where T : SyntaxNode
    {
        var index = list.IndexOf(element);
        var nodes = list.ToList();
        var separators = list.GetSeparators().ToList();
        nodes.RemoveAt(index);
        if (index < separators.Count)
        {
            separators.RemoveAt(index);
            if (index < nodes.Count && CommentsOf(element) is { Count: > 0 } comments)
                nodes[index] = nodes[index].WithLeadingTrivia(comments.AddRange(nodes[index].GetLeadingTrivia()));
            else if (index == 0 && nodes.Count > 0 && !element.GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia))
                nodes[0] = nodes[0].WithLeadingTrivia(element.GetLeadingTrivia());
        }
        else if (index > 0)
        {
            var last = separators[index - 1];
            separators.RemoveAt(index - 1);
            nodes[index - 1] = nodes[index - 1].WithTrailingTrivia(nodes[index - 1].GetTrailingTrivia().AddRange(last.TrailingTrivia));
        }

        return SyntaxFactory.SeparatedList(nodes, separators);
    }

    private static BaseObjectCreationExpressionSyntax WithoutInitializer(BaseObjectCreationExpressionSyntax creation)
    {
        var bare = creation switch
        {
            ObjectCreationExpressionSyntax { ArgumentList: null } explicitly => explicitly
                .WithType(explicitly.Type.WithoutTrailingTrivia()).WithArgumentList(SyntaxFactory.ArgumentList()),
            _ => creation.WithArgumentList(creation.ArgumentList!.WithoutTrailingTrivia()),
        };
        return bare.WithInitializer(null).WithTrailingTrivia(creation.GetTrailingTrivia());
    }

    /// <summary>The comments above a node, each with its line; none where there are none.</summary>
    private static SyntaxTriviaList CommentsOf(SyntaxNode node)
    {
        var trivia = node.GetLeadingTrivia();
        if (!trivia.Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)))
            return SyntaxTriviaList.Empty;
        return trivia[trivia.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.RemoveAt(trivia.Count - 1) : trivia;
    }
}
