using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Gives names to the exceptions that handlers take.</summary>
internal static class HandlerNames
{
    /// <summary>The name that the exception has, or can be given.</summary>
    public static string NameFor(CatchClauseSyntax clause) =>
        clause.Declaration?.Identifier is { RawKind: (int)SyntaxKind.IdentifierToken } identifier ? identifier.ValueText : new UniqueNames(clause).Take("ex");

    /// <summary>The handler with a name for its exception where it has none.</summary>
    /// <param name="unnamed">The handler.</param>
    /// <param name="name">The name.</param>
    /// <param name="template">Knows <c>Exception</c>.</param>
    public static CatchClauseSyntax WithName(this CatchClauseSyntax unnamed, string name, Template template)
    {
        var identifier = SyntaxFactory.Identifier(name);
        if (unnamed.Declaration is { Identifier.RawKind: not (int)SyntaxKind.IdentifierToken } declaration)
            return unnamed.WithDeclaration(declaration.WithType(declaration.Type.WithTrailingTrivia(SyntaxFactory.Space)).WithIdentifier(identifier));
        if (unnamed.Declaration is not null)
            return unnamed;
        var end = unnamed.CatchKeyword.TrailingTrivia;
        return unnamed
            .WithCatchKeyword(unnamed.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space))
            .WithDeclaration(SyntaxFactory.CatchDeclaration((TypeSyntax)template.Expression("Exception").WithTrailingTrivia(SyntaxFactory.Space), identifier).WithTrailingTrivia(end));
    }
}
