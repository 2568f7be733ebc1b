using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Finds where a retry policy runs something: through locals, the type's own fields, properties and methods, and what wraps it.</summary>
internal sealed class PolicyUses(MethodBodies bodies, CancellationToken cancellationToken)
{
    private const int DeepestHolder = 4;

    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);
    private IInvocationOperation? _verb;

    /// <summary>The calls that run something under the policy.</summary>
    public List<IInvocationOperation> Executions { get; } = new();

    /// <summary>The registrations of HTTP clients whose requests all go through the policy.</summary>
    public List<HttpClientRegistration> Clients { get; } = new();

    /// <summary>Whether the policy is combined with another.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>Follows the policy, or the pipeline, that a call gives a retry to what uses it.</summary>
    public void FollowVerb(IInvocationOperation verb)
    {
        _verb = verb;
        Follow(verb, 0);
        if (PollyApis.IsAddRetry(verb.TargetMethod))
            FollowBuilder(verb);
    }

    /// <summary>Follows the builder itself, which need not be passed on by what adds to it.</summary>
    private void FollowBuilder(IOperation builder)
    {
        while (builder is IInvocationOperation call && PollyApis.KeepsPolicy(call.TargetMethod) && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } receiver)
            builder = References.Unwrap(receiver);
        switch (builder)
        {
            case ILocalReferenceOperation local:
                FollowLocal(local.Local, local, 0);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when Lambdas.CallTaking(builder, parameter) is { TargetMethod.Name: "AddResilienceHandler" } call:
                if (HttpClientRegistration.Of(call, cancellationToken) is { } client)
                    Clients.Add(client);
                break;
        }
    }

    private void Follow(IOperation policy, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > DeepestHolder)
            return;
        var child = policy;
        var parent = policy.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IArgumentOperation or ICoalesceOperation or IConditionalOperation or IDelegateCreationOperation)
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
            IsWrapped |= call != _verb && (method.Name.StartsWith("Wrap", StringComparison.Ordinal) || PollyApis.IsAddRetry(method));
            Follow(call, depth);
        }
        else if (PollyApis.IsHttpHandler(method) && HttpClientRegistration.Of(call, cancellationToken) is { } client)
        {
            Clients.Add(client);
        }
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
        foreach (var use in MemberUses.Of(member, bodies, cancellationToken))
            Follow(use, depth + 1);
    }

    private void FollowReturn(IReturnOperation returned, int depth)
    {
        switch (returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart, cancellationToken))
        {
            case IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property }:
                FollowMember(property, depth);
                break;
            case IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method:
                FollowMember(method, depth);
                break;
            case IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } when Lambdas.Around(returned) is { } lambda:
                Follow(lambda, depth + 1);
                break;
            case IPropertySymbol property:
                FollowMember(property, depth);
                break;
        }
    }
}
