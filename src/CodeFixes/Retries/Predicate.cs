using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>The code that decides whether a request is sent again.</summary>
internal sealed class Predicate
{
    private Predicate(string parameter, ITypeSymbol type)
    {
        Parameter = parameter;
        Type = type;
    }

    /// <summary>The name of what it is given.</summary>
    public string Parameter { get; }

    /// <summary>The type of what it is given.</summary>
    public ITypeSymbol Type { get; }

    /// <summary>The code in which the decision can be changed; null where others use it, too.</summary>
    public SyntaxNode? Code { get; private init; }

    /// <summary>The expression whose truth is the decision, without the task around it; null where there are several.</summary>
    public ExpressionSyntax? Result { get; private init; }

    /// <summary>The statements that decide.</summary>
    public BlockSyntax? Block { get; private init; }

    /// <summary>The name of a method that decides; null where the code stands in place.</summary>
    public ExpressionSyntax? Group { get; private init; }

    /// <summary>Whether it returns a task.</summary>
    public bool IsOfTask { get; private init; }

    public bool IsAsync { get; private init; }

    /// <summary>Whether it overrides the decision of a client's own policy.</summary>
    public bool IsOverride { get; private init; }

    /// <summary>What the report marks; null where that decides nothing.</summary>
    public static Predicate? Of(Report report)
    {
        if (report.Node is LambdaExpressionSyntax lambda)
            return OfLambda(lambda, report.Model);
        if (report.Node is not ExpressionSyntax node)
            return null;
        if (report.Model.GetSymbolInfo(node).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method && node is not InvocationExpressionSyntax)
            return OfGroup(node, method, report);
        return node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "ShouldRetry" or "ShouldRetryAsync", ParameterList.Parameters: [var message, _] } deciding
            && report.Model.GetDeclaredSymbol(deciding) is { IsOverride: true } declared
                ? OfOverride(node, deciding, declared, message)
                : null;
    }

    /// <summary>Whether what it tests is the failure and nothing else.</summary>
    public bool SpeaksOnlyOfFailure(SemanticModel model) => (Code ?? Group)?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => model.GetSymbolInfo(name).Symbol switch
    {
        ILocalSymbol local => local.IsConst || local.DeclaringSyntaxReferences.All(reference => Code?.Span.Contains(reference.Span) == true),
        IParameterSymbol parameter => parameter.Name == Parameter || Group is not null,
        IFieldSymbol field => field.IsConst || (field.IsReadOnly && field.IsStatic),
        IPropertySymbol { IsStatic: true } => false,
        IPropertySymbol => name.Parent is MemberBindingExpressionSyntax or NameColonSyntax || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name),
        IMethodSymbol called => called.ContainingAssembly.Name.StartsWith("Polly", StringComparison.Ordinal) || called.ContainingType.Name is "ValueTask" || Group is not null,
        _ => true,
    }) == true;

    private static Predicate? OfLambda(LambdaExpressionSyntax lambda, SemanticModel model)
    {
        if (model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol { Parameters: [var parameter] } method)
            return null;
        return new(parameter.Name, parameter.Type)
        {
            Code = lambda.Body,
            Block = lambda.Block,
            Result = lambda.ExpressionBody is { } body ? Unwrapped(body, model) : null,
            IsOfTask = IsTask(method.ReturnType),
            IsAsync = method.IsAsync,
        };
    }

    private static Predicate? OfGroup(ExpressionSyntax group, IMethodSymbol method, Report report)
    {
        if (report.Model.GetTypeInfo(group).ConvertedType is not INamedTypeSymbol { DelegateInvokeMethod.Parameters: [{ Type: var type }] })
            return null;
        return new(new UniqueNames(group).Take(NameFor(type)), type) { Code = OwnCode(method, report), Group = group, IsOfTask = IsTask(method.ReturnType) };
    }

    private static Predicate OfOverride(ExpressionSyntax node, MethodDeclarationSyntax deciding, IMethodSymbol declared, ParameterSyntax message) =>
        new(message.Identifier.ValueText, declared.Parameters[0].Type)
        {
            Code = (SyntaxNode?)deciding.Body ?? deciding.ExpressionBody!.Expression,
            Result = IsTask(declared.ReturnType) && !deciding.Modifiers.Any(SyntaxKind.AsyncKeyword) ? InTask(node) : node,
            IsOfTask = IsTask(declared.ReturnType),
            IsOverride = true,
        };

    /// <summary>The body of a private method that nothing else in its type uses.</summary>
    private static SyntaxNode? OwnCode(IMethodSymbol method, Report report)
    {
        if (method.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != report.Root.SyntaxTree
            || !(method.DeclaredAccessibility == Accessibility.Private || method.MethodKind == MethodKind.LocalFunction) || method.ContainingType.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        var uses = method.ContainingType.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Count(name => name.Identifier.ValueText == method.Name);
        return uses != 1 ? null : reference.GetSyntax() switch
        {
            BaseMethodDeclarationSyntax { Body: { } body } => body,
            MethodDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            LocalFunctionStatementSyntax { Body: { } body } => body,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: var body } => body,
            _ => null,
        };
    }

    private static string NameFor(ITypeSymbol type) => type.Name switch
    {
        "HttpResponseMessage" => "response",
        PollyApis.PredicateArguments => "args",
        _ => "ex",
    };

    private static ExpressionSyntax? Unwrapped(ExpressionSyntax body, SemanticModel model) =>
        model.GetTypeInfo(body).ConvertedType is { SpecialType: SpecialType.System_Boolean } ? body : InTask(body);

    /// <summary>The value of a task that is done already.</summary>
    private static ExpressionSyntax? InTask(ExpressionSyntax task) => task switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: [var only] } => only.Expression,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var only] } => only.Expression,
        _ => null,
    };

    private static bool IsTask(ITypeSymbol type) => type is { Name: "ValueTask" or "Task" };
}
