using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Reads what a class derived from System.ClientModel's <c>ClientRetryPolicy</c> makes of its base.</summary>
internal sealed class ClientRetryPolicies(MethodBodies bodies, CancellationToken cancellationToken)
{
    private static readonly CaseDomain Domain = ApiExceptions.Statuses;
    private static readonly CaseSet Answered = ApiExceptions.Parse("400-599");
    private static readonly CaseSet Unanswered = ApiExceptions.Parse("0");

    /// <summary>The retry as a member of such a class decides or times it; null for any other member.</summary>
    public Retry? Of(IMethodSymbol member, IOperation body)
    {
        if (!member.IsOverride || !OverridesPolicy(member))
            return null;
        return member.Name switch
        {
            "ShouldRetry" or "ShouldRetryAsync" when member.Parameters.Length == 2 && MethodBodies.GraphAround(body, cancellationToken) is { } graph => OfDecision(member, body, graph),
            "GetNextDelay" when member.Parameters.Length == 2 => OfDelay(member, body),
            _ => null,
        };
    }

    private static bool OverridesPolicy(IMethodSymbol member)
    {
        for (var overridden = member.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.ContainingType is { Name: "ClientRetryPolicy", ContainingAssembly.Name: "System.ClientModel" })
                return true;
        }

        return false;
    }

    private Retry? OfDecision(IMethodSymbol member, IOperation body, ControlFlowGraph graph)
    {
        var (statuses, isUncertain, node) = Decide(member, graph, Answered);
        var (silence, isUncertainToo, other) = Decide(member, graph, Unanswered);
        if ((node ?? other) is not { } mark)
            return null;
        var path = new RetryPath(mark, null, statuses | silence, CaseSet.Empty, isUncertain || isUncertainToo, ImmutableArray<RetryWait>.Empty, ImmutableArray<string>.Empty);
        return new(mark, ImmutableArray.Create(path), CanGoOnForEver(body) ? RetryLimit.None : RetryLimit.MayExist) { IsPolicy = true };
    }

    /// <summary>For which of the statuses a decision can be to try again, and the expression that says so.</summary>
    private (CaseSet Statuses, bool IsUncertain, SyntaxNode? Node) Decide(IMethodSymbol member, ControlFlowGraph graph, CaseSet possible)
    {
        var hasAnswer = possible == Answered;
        var subject = new Subject(Domain, ["Response/Status"], ["Response/Headers", "Request"])
        {
            IsOrigin = static _ => false,
            IsIgnoredCall = static _ => true,
            TellingPaths = ImmutableHashSet.Create("Response"),
            Presence = ImmutableDictionary<string, CaseSet>.Empty.Add("Response", hasAnswer ? Domain.All : CaseSet.Empty),
            Derived = ImmutableDictionary<string, Func<Case, object?>>.Empty.Add("Response/IsError", static _ => true),
            KnownTruth = static operation => IsCallOfBase(operation) ? new(RetryDefaults.ClientModel, Domain.All) : null,
        };
        var flow = new CaseFlow(subject, null, bodies, cancellationToken);
        var start = State.Start(Domain) with { Possible = possible };
        start = start.With(member.Parameters[0], new Fact.Path("", false));
        if (hasAnswer)
            start = start.With(member.Parameters[1], Fact.Null);
        var statuses = CaseSet.Empty;
        var isUncertain = false;
        SyntaxNode? node = null;
        flow.Run(graph, start, (operation, point) =>
        {
            if (!point.IsReturned)
                return;
            var state = point.State;
            var truth = flow.Conditions.TruthOf(Decision(operation), ref state);
            var here = truth.Split.WhenTrue & point.State.Possible;
            if (here.IsEmpty)
                return;
            statuses |= here;
            isUncertain |= truth.IsTainted || point.State.IsLost;
            if (node is null || operation.ConstantValue is not { HasValue: true })
                node = operation.Syntax;
        });
        return flow.IsExhausted ? default : (statuses, isUncertain, node);
    }

    private static IOperation Decision(IOperation returned)
    {
        returned = References.Unwrap(returned);
        return returned switch
        {
            IObjectCreationOperation { Type.Name: "ValueTask", Arguments: [var only] } => References.Unwrap(only.Value),
            IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: [var only] } => References.Unwrap(only.Value),
            _ => returned,
        };
    }

    /// <summary>The base counts the attempts, and only where it is asked (measured, 1.16.0); the class may count by itself.</summary>
    private static bool CanGoOnForEver(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (IsCallOfBase(operation) || operation is IFieldReferenceOperation { Field.IsConst: false } or IInvocationOperation { TargetMethod.Name: "TryGetProperty" or "SetProperty" })
                return false;
        }

        return true;
    }

    private static bool IsCallOfBase(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "ShouldRetry" or "ShouldRetryAsync", Instance: IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax } };

    private Retry? OfDelay(IMethodSymbol member, IOperation body)
    {
        var returns = body.DescendantsAndSelf().OfType<IReturnOperation>().Select(static returned => returned.ReturnedValue).OfType<IOperation>().ToList();
        if (returns.Count == 0)
            return null;
        var isNone = returns.TrueForAll(Waits.IsNone);
        var wait = new RetryWait(returns[0].Syntax, Delays.OfReturns(body, member.Parameters[1], bodies, cancellationToken));
        var path = new RetryPath(
            returns[0].Syntax, null, RetryDefaults.ClientModel, isNone ? RetryDefaults.ClientModel : CaseSet.Empty, false, ImmutableArray.Create(wait), ImmutableArray<string>.Empty);
        return new(returns[0].Syntax, ImmutableArray.Create(path), RetryLimit.MayExist) { IsPolicy = true };
    }
}
