using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>Spells a program otherwise, without changing what it does. Applies only where that is certain.</summary>
internal abstract partial class Respelling : CSharpSyntaxRewriter
{
    protected const string Suffix = "Respelled";

    private int _names;

    /// <summary>Whether reports mark the same text as before. Of others only the rules are compared.</summary>
    public virtual bool KeepsMarkedText => true;

    /// <summary>Whether the last code has chains of calls in its program that are longer than before.</summary>
    public bool LengthensCalls { get; protected set; }

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
        var essence = string.Concat(tokens.Where(static token => token is not ("await" or "{" or "}"))).Replace(".GetAwaiter().GetResult()", string.Empty, StringComparison.Ordinal);
        return MemberOfSameName().Replace(essence, "$1");
    }

    /// <summary>What an anonymous object gets to keep a name.</summary>
    [GeneratedRegex(@"\b(\w+)=\1\b")]
    private static partial Regex MemberOfSameName();

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

    /// <summary>The body of a method that consists of an expression, as a block.</summary>
    protected static BlockSyntax? InBlock(IMethodSymbol? method, ArrowExpressionClauseSyntax? body)
    {
        if (method is null || body is null || body.Expression is RefExpressionSyntax)
            return null;
        var yieldsNothing = method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
        var isStatement = yieldsNothing || body.Expression is ThrowExpressionSyntax;
        return (BlockSyntax)Statement(isStatement ? $"{{ {body.Expression.ToFullString()}; }}" : $"{{ return {body.Expression.ToFullString()}; }}");
    }

    /// <summary>The expressions of a statement before which nothing in it takes effect, outermost first: of <c>f(a.B(c))</c> both calls, <c>a.B</c>, <c>a</c> and <c>c</c>.</summary>
    protected IEnumerable<ExpressionSyntax> EvaluatedFirst(StatementSyntax statement)
    {
        for (var expression = FirstIn(statement); expression is not null; expression = FirstIn(expression))
            yield return expression;
    }

    /// <summary>The same expressions after a visit, which can be asked for no symbols.</summary>
    protected static IEnumerable<ExpressionSyntax?> EvaluatedFirst(StatementSyntax visited, IReadOnlyList<ExpressionSyntax> unvisited)
    {
        var (before, after) = ((SyntaxNode)unvisited[0].FirstAncestorOrSelf<StatementSyntax>()!, (SyntaxNode?)visited);
        foreach (var expression in unvisited)
        {
            // The way down is the same as long as a visit changes only nested functions.
            var path = PathTo(expression, before);
            foreach (var step in path)
                after = after?.ChildNodes().ElementAtOrDefault(step);
            before = expression;
            yield return after?.RawKind == expression.RawKind ? after as ExpressionSyntax : null;
        }
    }

    private static IEnumerable<int> PathTo(SyntaxNode node, SyntaxNode from)
    {
        var path = new Stack<int>();
        for (var current = node; current != from && current.Parent is { } parent; current = parent)
            path.Push(parent.ChildNodes().TakeWhile(child => child != current).Count());
        return path;
    }

    private ExpressionSyntax? FirstIn(SyntaxNode node) => node switch
    {
        ReturnStatementSyntax { Expression: { } value } => value,
        ExpressionStatementSyntax { Expression: var value } => value,
        LocalDeclarationStatementSyntax { IsConst: false, Declaration: { Type: not RefTypeSyntax, Variables: [{ Initializer.Value: { } value }, ..] } } => value,
        IfStatementSyntax { Condition: var value } => value,
        SwitchStatementSyntax { Expression: var value } => value,
        ForEachStatementSyntax { AwaitKeyword.RawKind: 0, Expression: var value } => value,
        ThrowStatementSyntax { Expression: { } value } => value,
        AwaitExpressionSyntax { Expression: var value } => value,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Expression: var value } => value,
        ParenthesizedExpressionSyntax { Expression: var value } => value,
        CastExpressionSyntax { Expression: var value } => value,
        ElementAccessExpressionSyntax { Expression: var value } => value,
        ConditionalAccessExpressionSyntax { Expression: var value } => value,
        BinaryExpressionSyntax { Left: var value } => value,
        IsPatternExpressionSyntax { Expression: var value } => value,
        ConditionalExpressionSyntax { Condition: var value } => value,
        SwitchExpressionSyntax { GoverningExpression: var value } => value,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var value } => value,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var value } => value,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax, Right: var value, RawKind: (int)SyntaxKind.SimpleAssignmentExpression } => value,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } access, ArgumentList.Arguments: var arguments }
            when !IsName(receiver) || arguments.All(static argument => argument.Expression is LiteralExpressionSyntax) => access,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => null,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax or IdentifierNameSyntax, ArgumentList.Arguments: [{ NameColon: null, RefKindKeyword.RawKind: 0, Expression: var value }, ..] } => value,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ NameColon: null, RefKindKeyword.RawKind: 0, Expression: var value }, ..] } => value,
        _ => null,
    };

    /// <summary>Whether an expression only names something.</summary>
    private bool IsName(ExpressionSyntax expression) => expression is IdentifierNameSyntax or PredefinedTypeSyntax or ThisExpressionSyntax or BaseExpressionSyntax
        || Model.GetSymbolInfo(expression).Symbol is INamespaceOrTypeSymbol or IFieldSymbol;

    protected static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;
}
