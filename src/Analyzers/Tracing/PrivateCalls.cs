using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>All calls of a method that only its own type, or the body around it, can call.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="IsMethodGroup">Whether the method is also handed on, so that who else calls it is not known.</param>
internal sealed record PrivateCalls(IReadOnlyList<IInvocationOperation> Calls, bool IsMethodGroup)
{
    /// <summary>The calls of a method; null where code elsewhere can call it.</summary>
    public static PrivateCalls? Of(IMethodSymbol method, MethodBodies bodies, CancellationToken cancellationToken)
    {
        method = method.OriginalDefinition;
        var scopes = method switch
        {
            { MethodKind: MethodKind.LocalFunction, ContainingSymbol: { } container } => container.DeclaringSyntaxReferences,
            { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, ExplicitInterfaceImplementations.IsEmpty: true } => method.ContainingType.DeclaringSyntaxReferences,
            _ => default,
        };
        if (scopes.IsDefaultOrEmpty)
            return null;
        var calls = new List<IInvocationOperation>();
        var isMethodGroup = false;
        foreach (var name in scopes.SelectMany(scope => scope.GetSyntax(cancellationToken).DescendantNodes()).OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != method.Name)
                continue;
            var callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
            switch (bodies.OperationOf(callee.Parent is InvocationExpressionSyntax invocation && invocation.Expression == callee ? invocation : callee, cancellationToken))
            {
                case IInvocationOperation call when SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method):
                    calls.Add(call);
                    break;
                case IMethodReferenceOperation { Parent: not INameOfOperation } reference when SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, method):
                    isMethodGroup = true;
                    break;
            }
        }

        return new(calls, isMethodGroup);
    }

    /// <summary>The innermost method or local function around an operation, lambdas left out; null where there is none.</summary>
    public static IMethodSymbol? MethodAround(IOperation operation, CancellationToken cancellationToken)
    {
        var symbol = operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart, cancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            symbol = symbol.ContainingSymbol;
        return symbol as IMethodSymbol;
    }
}
