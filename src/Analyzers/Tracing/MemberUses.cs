using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Finds where a member is used in the type that declares it.</summary>
internal static class MemberUses
{
    /// <summary>The references to a field or property, or the calls of a method, in the code of its type.</summary>
    public static IEnumerable<IOperation> Of(ISymbol member, MethodBodies bodies, CancellationToken cancellationToken)
    {
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var name in part.GetSyntax(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText != member.Name)
                    continue;
                SyntaxNode node = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                if (member is IMethodSymbol && node.Parent is InvocationExpressionSyntax invocation)
                    node = invocation;
                if (bodies.OperationOf(node, cancellationToken) is { } use && SymbolEqualityComparer.Default.Equals(MemberOf(use)?.OriginalDefinition, member.OriginalDefinition))
                    yield return use;
            }
        }
    }

    private static ISymbol? MemberOf(IOperation use) => use switch
    {
        IMemberReferenceOperation reference => reference.Member,
        IInvocationOperation call => call.TargetMethod,
        _ => null,
    };
}
