using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>One condition under which a policy tries again.</summary>
/// <param name="Node">The predicate, or what stands for the condition where it has none.</param>
/// <param name="Exception">The type of the exceptions that it is about; null where it is about responses.</param>
/// <param name="Predicate">The predicate, an operation of the original tree; null where every such exception counts.</param>
/// <param name="Known">The statuses for which it is known to hold; null where that depends on the rest.</param>
internal sealed record RetryClause(SyntaxNode Node, ITypeSymbol? Exception, IOperation? Predicate, CaseSet? Known = null)
{
    /// <summary>The conditions that the builder of a policy, or a predicate builder, has been given; default where not all of them are in sight.</summary>
    public static ImmutableArray<RetryClause> Of(IOperation builder, KnownApiSet apis, CancellationToken cancellationToken)
    {
        var clauses = ImmutableArray.CreateBuilder<RetryClause>();
        var current = References.Unwrap(builder);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (current)
            {
                case IObjectCreationOperation { Type.Name: "PredicateBuilder" }:
                    return clauses.ToImmutable();
                case IInvocationOperation { TargetMethod.Name: "Build" } build when build.Instance is { } built:
                    current = References.Unwrap(built);
                    break;
                case IInvocationOperation call when PollyApis.IsOfPolly(call.TargetMethod) && Read(call, apis) is { IsDefault: false } read:
                    clauses.AddRange(read);
                    if (Receiver(call) is not { } receiver)
                        return clauses.ToImmutable();
                    current = References.Unwrap(receiver);
                    break;
                case IParameterReferenceOperation { Parameter: var parameter } when Lambdas.CallTaking(current, parameter) is { } call && PollyApis.IsTransientHandler(call.TargetMethod):
                    clauses.AddRange(Transient(NameOf(call), apis));
                    return clauses.ToImmutable();
                case ILocalReferenceOperation local when ValueTracer.ValuesOf(local, cancellationToken) is [{ Origin: var origin }] && origin != current:
                    current = References.Unwrap(origin);
                    break;
                default:
                    return default;
            }
        }
    }

    private static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments[0].Value : null);

    private static ImmutableArray<RetryClause> Read(IInvocationOperation call, KnownApiSet apis)
    {
        var predicate = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Value;
        var node = predicate?.Syntax ?? NameOf(call);
        var type = call.TargetMethod.TypeArguments.FirstOrDefault();
        switch (call.TargetMethod.Name)
        {
            case "Handle" or "Or" when type is not null:
                return ImmutableArray.Create(new RetryClause(node, type, predicate));
            case "HandleResult" or "OrResult" when predicate is not null:
                return ImmutableArray.Create(new RetryClause(node, null, predicate));
            case "HandleTransientHttpError" or "OrTransientHttpError":
                return Transient(node, apis);
            case "OrTransientHttpStatusCode":
                return ImmutableArray.Create(new RetryClause(node, null, null, RetryDefaults.TransientHttpStatuses));
            default:
                return default;
        }
    }

    private static ImmutableArray<RetryClause> Transient(SyntaxNode node, KnownApiSet apis)
    {
        var statuses = new RetryClause(node, null, null, RetryDefaults.TransientHttpStatuses);
        return apis.Exceptions.HttpRequest is { } http ? ImmutableArray.Create(new RetryClause(node, http.Type, null), statuses) : ImmutableArray.Create(statuses);
    }

    /// <summary>The name of what is called.</summary>
    public static SyntaxNode NameOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;
}
