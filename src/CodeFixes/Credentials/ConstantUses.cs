using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Credentials;

/// <summary>Finds where the language wants a constant.</summary>
internal static class ConstantUses
{
    /// <summary>Whether a name is used anywhere in the compilation where only a constant can stand. Judged by the name alone:
    /// it may see one too many.</summary>
    public static bool Exist(Compilation compilation, string name)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (node is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name && NeedsConstant(identifier))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the expression is a part of one that must be constant.</summary>
    public static bool NeedsConstant(ExpressionSyntax expression)
    {
        for (SyntaxNode? node = expression; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AttributeArgumentSyntax or CaseSwitchLabelSyntax or ConstantPatternSyntax or RelationalPatternSyntax:
                case ParameterSyntax or EnumMemberDeclarationSyntax:
                    return true;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: var declaration } }:
                    return declaration != expression.Parent?.Parent?.Parent?.Parent && IsConstant(declaration);
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }:
                    return false;
                case StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsConstant(SyntaxNode? declaration) => declaration switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        _ => false,
    };
}
