using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>Sets properties in the initializers of objects.</summary>
internal static class ObjectInitializers
{
    /// <summary>The creation with a property set to a value: in place of the value that it is given there, else after the others.</summary>
    public static BaseObjectCreationExpressionSyntax WithSetting(this BaseObjectCreationExpressionSyntax creation, string property, ExpressionSyntax value)
    {
        var expressions = creation.Initializer?.Expressions ?? default;
        foreach (var expression in expressions)
        {
            if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: var old } && name == property)
                return creation.ReplaceNode(old, value.WithTriviaFrom(old));
        }

        var setting = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName(property),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            value);
        return expressions.Count == 0 ? WithOnly(creation, setting) : creation.WithInitializer(creation.Initializer!.WithExpressions(Appended(expressions, setting)));
    }

    private static BaseObjectCreationExpressionSyntax WithOnly(BaseObjectCreationExpressionSyntax creation, ExpressionSyntax setting)
    {
        var end = creation.GetTrailingTrivia();
        if (creation is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } explicitly)
            creation = explicitly.WithArgumentList(null).WithType(explicitly.Type.WithoutTrailingTrivia());
        var initializer = SyntaxFactory.InitializerExpression(
            SyntaxKind.ObjectInitializerExpression,
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList(setting),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Space));
        return creation.WithoutTrailingTrivia().WithInitializer(initializer).WithTrailingTrivia(end);
    }

    /// <summary>The settings with one more, on a line of its own where the last one is.</summary>
    private static SeparatedSyntaxList<ExpressionSyntax> Appended(SeparatedSyntaxList<ExpressionSyntax> settings, ExpressionSyntax added)
    {
        var last = settings.Last();
        var separators = settings.GetSeparators().ToList();
        var nodes = settings.ToList();
        var hasTrailingComma = separators.Count == nodes.Count;
        if (hasTrailingComma)
        {
            nodes.Add(added.WithLeadingTrivia(last.GetLeadingTrivia()));
            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(separators[separators.Count - 1].TrailingTrivia));
            return SyntaxFactory.SeparatedList(nodes, separators);
        }

        var isOnItsOwnLine = last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        nodes[nodes.Count - 1] = last.WithoutTrailingTrivia();
        separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOnItsOwnLine ? last.GetTrailingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.Space)));
        nodes.Add(isOnItsOwnLine
            ? added.WithLeadingTrivia(last.GetLeadingTrivia()).WithTrailingTrivia(Layout.LineBreak)
            : added.WithTrailingTrivia(last.GetTrailingTrivia()));
        return SyntaxFactory.SeparatedList(nodes, separators);
    }
}
