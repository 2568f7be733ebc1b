using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>Spells a program otherwise, without changing what it does. Applies only where that is certain.</summary>
internal abstract class Respelling : CSharpSyntaxRewriter
{
    protected const string Suffix = "Respelled";

    private int _names;

    /// <summary>Whether reports mark the same text as before. Of others only the rules are compared.</summary>
    public virtual bool KeepsMarkedText => true;

    protected SemanticModel Model { get; private set; } = null!;

    /// <summary>The code of a tree, respelled.</summary>
    public string Apply(CSharpCompilation compilation, SyntaxTree tree)
    {
        Model = compilation.GetSemanticModel(tree);
        _names = 0;
        return Visit(tree.GetRoot())!.ToFullString();
    }

    /// <summary>What stays the same of a text: neither layout nor comments, nor what respellings add.</summary>
    public static string Essence(string text)
    {
        var tokens = SyntaxFactory.ParseTokens(text).Select(static token => token.Text.Replace(Suffix, string.Empty, StringComparison.Ordinal));
        return string.Concat(tokens.Where(static token => token is not "await")).Replace(".GetAwaiter().GetResult()", string.Empty, StringComparison.Ordinal);
    }

    protected static StatementSyntax Statement(string text) => SyntaxFactory.ParseStatement($" {text}\n");

    protected string NewName() => $"new{Suffix}{_names++}";

    /// <summary>Whether code names something that code behind it can use.</summary>
    protected static bool Declares(SyntaxNode node) => node.DescendantNodesAndSelf().Any(static inner => inner is SingleVariableDesignationSyntax or DeclarationExpressionSyntax);

    /// <summary>Whether an own function would be another thing: it yields, or has parameters by reference.</summary>
    protected static bool CanBeWrapped(SyntaxNode body, ParameterListSyntax parameters) =>
        !body.DescendantNodes(static node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(static node => node is YieldStatementSyntax)
        && parameters.Parameters.All(static parameter => !parameter.Modifiers.Any(SyntaxKind.RefKeyword) && !parameter.Modifiers.Any(SyntaxKind.OutKeyword) && !parameter.Modifiers.Any(SyntaxKind.InKeyword));

    /// <summary>Whether an expression has a type of its own, the same wherever it stands.</summary>
    protected bool HasOwnType(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or AwaitExpressionSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or ObjectCreationExpressionSyntax
        && Model.GetTypeInfo(expression).Type is { TypeKind: not (TypeKind.Error or TypeKind.Dynamic), SpecialType: not SpecialType.System_Void, IsRefLikeType: false }
        && Model.GetSymbolInfo(expression).Symbol is not (INamespaceOrTypeSymbol or IMethodSymbol { ReturnsByRef: true })
        && !Model.GetConstantValue(expression).HasValue;

    protected static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;
}
