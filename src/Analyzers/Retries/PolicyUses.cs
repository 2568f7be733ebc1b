using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Finds where a retry policy runs something: through locals, the type's own fields, properties and methods, and what wraps it.</summary>
internal sealed class PolicyUses(MethodBodies bodies, CancellationToken cancellationToken)
{
    private const int DeepestHolder = 4;

    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);

    /// <summary>The calls that run something under the policy.</summary>
    public List<IInvocationOperation> Executions { get; } = new();

    /// <summary>The types of clients whose requests all go through the policy.</summary>
    public List<INamedTypeSymbol> Clients { get; } = new();

    /// <summary>Whether the policy is combined with another.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>Follows the value of an operation to what uses it.</summary>
    public void Follow(IOperation policy, int depth = 0)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > DeepestHolder)
            return;
        var child = policy;
        var parent = policy.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IArgumentOperation or ICoalesceOperation or IConditionalOperation)
            (child, parent) = (parent, parent.Parent);
        switch (parent)
        {
            case IInvocationOperation call:
                FollowCall(call, child, depth);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }:
                FollowLocal(local, declarator, depth);
                break;
            case IFieldInitializerOperation { InitializedFields: [var field, ..] }:
                FollowMember(field, depth);
                break;
            case IPropertyInitializerOperation { InitializedProperties: [var property, ..] }:
                FollowMember(property, depth);
                break;
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation target }:
                FollowMember(target.Field, depth);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } when target.Instance is IInstanceReferenceOperation or null:
                FollowMember(target.Property, depth);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                FollowLocal(target.Local, assignment, depth);
                break;
            case IReturnOperation returned:
                FollowReturn(returned, depth);
                break;
        }
    }

    private void FollowCall(IInvocationOperation call, IOperation policy, int depth)
    {
        var method = call.TargetMethod;
        var isReceiver = call.Instance == policy || (policy is IArgumentOperation && method.IsExtensionMethod && call.Arguments[0] == policy);
        if (isReceiver && PollyApis.IsExecute(method))
        {
            Executions.Add(call);
        }
        else if (PollyApis.KeepsPolicy(method))
        {
            IsWrapped |= method.Name.StartsWith("Wrap", StringComparison.Ordinal) || PollyApis.IsAddRetry(method);
            Follow(call, depth);
        }
        else if (method.Name is "AddPolicyHandler" or "AddTransientHttpErrorPolicy" && ClientOf(call) is { } client)
        {
            Clients.Add(client);
        }
    }

    /// <summary>The typed client that an HTTP client builder is for.</summary>
    private static INamedTypeSymbol? ClientOf(IOperation builder)
    {
        for (var current = builder; current is IInvocationOperation call; current = call.Instance ?? call.Arguments.FirstOrDefault()?.Value!)
        {
            if (call.TargetMethod is { Name: "AddHttpClient", TypeArguments: { Length: > 0 } types })
                return types[types.Length - 1] as INamedTypeSymbol;
        }

        return null;
    }

    private void FollowLocal(ILocalSymbol local, IOperation declaration, int depth)
    {
        if (!_holders.Add(local))
            return;
        var root = declaration;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
                Follow(reference, depth + 1);
        }
    }

    /// <summary>Follows a member over the uses in its type.</summary>
    private void FollowMember(ISymbol member, int depth)
    {
        if (!_holders.Add(member))
            return;
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var name in part.GetSyntax(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText != member.Name)
                    continue;
                SyntaxNode node = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                if (member is IMethodSymbol)
                    node = node.Parent is InvocationExpressionSyntax invocation ? invocation : node;
                if (bodies.OperationOf(node, cancellationToken) is { } use && SymbolEqualityComparer.Default.Equals(MemberOf(use)?.OriginalDefinition, member.OriginalDefinition))
                    Follow(use, depth + 1);
            }
        }
    }

    private void FollowReturn(IReturnOperation returned, int depth)
    {
        switch (returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart))
        {
            case IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property }:
                FollowMember(property, depth);
                break;
            case IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method:
                FollowMember(method, depth);
                break;
            case IPropertySymbol property:
                FollowMember(property, depth);
                break;
        }
    }

    private static ISymbol? MemberOf(IOperation use) => use switch
    {
        IMemberReferenceOperation reference => reference.Member,
        IInvocationOperation call => call.TargetMethod,
        _ => null,
    };
}
