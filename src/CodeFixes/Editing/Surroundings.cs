using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>What code that is put somewhere can use there.</summary>
internal static class Surroundings
{
    /// <summary>Whether an <c>await</c> can stand where the node does.</summary>
    public static bool IsAsyncAt(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case AccessorDeclarationSyntax:
                    return false;
                case GlobalStatementSyntax:
                    return true;
            }
        }

        return false;
    }

    /// <summary>A value of the type that can be read before the node: of a parameter, else of a local, a field or a property; null where there is none.</summary>
    /// <param name="type">The type's simple name.</param>
    /// <param name="node">The node.</param>
    /// <param name="model">The meaning of the names.</param>
    public static string? Named(string type, SyntaxNode node, SemanticModel model)
    {
        return model.LookupSymbols(node.SpanStart)
            .Where(symbol => IsUsable(symbol, node.SpanStart, model) && TypeOf(symbol)?.Name == type)
            .OrderBy(static symbol => symbol switch { IParameterSymbol => 0, ILocalSymbol => 1, IFieldSymbol => 2, _ => 3 })
            .FirstOrDefault()?.Name;
    }

    private static bool IsUsable(ISymbol symbol, int position, SemanticModel model) => symbol switch
    {
        ILocalSymbol { DeclaringSyntaxReferences: [var declaration] } => declaration.Span.End <= position && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null },
        IParameterSymbol { RefKind: RefKind.None } => true,
        IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true } => symbol.IsStatic || model.GetEnclosingSymbol(position) is not { IsStatic: true },
        _ => false,
    };

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
