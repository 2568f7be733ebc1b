using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>What a policy stands around.</summary>
/// <param name="Failures">How the requests fail.</param>
/// <param name="Answers">The statuses of the responses that they return.</param>
/// <param name="Calls">The calls of the API.</param>
/// <param name="IsCancellable">Whether a token can end the attempts.</param>
/// <param name="IsWrapped">Whether other policies stand around them, too, or may.</param>
internal sealed record PolicyGuard(
    ImmutableArray<AttemptFailure> Failures, CaseSet Answers, ImmutableArray<IInvocationOperation> Calls, bool IsCancellable, bool IsWrapped);

/// <summary>Finds the requests that run under a policy.</summary>
internal sealed class PolicyGuards(Attempts attempts, MethodBodies bodies, CancellationToken cancellationToken)
{
    /// <summary>The requests under the policy that a call makes; null where none is in sight.</summary>
    /// <param name="verb">The call.</param>
    /// <param name="clauses">What the policy handles.</param>
    public PolicyGuard? Of(IInvocationOperation verb, ImmutableArray<RetryClause> clauses)
    {
        var uses = new PolicyUses(bodies, cancellationToken);
        uses.FollowVerb(verb);
        attempts.NamedAround = clauses.Where(static clause => clause.Exception is not null).Select(static clause => clause.Exception!).ToList();
        var outcomes = new List<AttemptOutcome>();
        var isCancellable = false;
        foreach (var execution in uses.Executions)
        {
            foreach (var outcome in OutcomesOf(execution))
            {
                outcomes.Add(outcome);
                isCancellable |= RetryLimits.IsGivenToken(execution);
            }
        }

        attempts.NamedAround = Array.Empty<ITypeSymbol>();
        foreach (var client in uses.Clients)
        {
            if (attempts.FirstRawCallBy(client) is not { } call)
                continue;
            outcomes.Add(attempts.OfClient(call));
            isCancellable = true;
        }

        return outcomes.Count == 0 ? null : Joined(outcomes, isCancellable, uses.IsWrapped);
    }

    /// <summary>What a client's requests make of a policy around all of them.</summary>
    public PolicyGuard OfClient(IInvocationOperation request) => Joined([attempts.OfClient(request)], isCancellable: true, isWrapped: false);

    private static PolicyGuard Joined(List<AttemptOutcome> outcomes, bool isCancellable, bool isWrapped) => new(
        outcomes.SelectMany(static outcome => outcome.Failures).ToImmutableArray(),
        outcomes.Aggregate(CaseSet.Empty, static (set, outcome) => set | outcome.Answers),
        outcomes.SelectMany(static outcome => outcome.Calls).ToImmutableArray(),
        isCancellable,
        isWrapped);

    /// <summary>How the requests fail that one call runs; where it runs what a method of the type is handed, those that the type hands to it.</summary>
    private IEnumerable<AttemptOutcome> OutcomesOf(IInvocationOperation execution)
    {
        if (execution.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Value is not { } action)
            yield break;
        if (attempts.OfDelegate(action) is { } outcome)
            yield return outcome;
        else if (HandedOn(action) is { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method } parameter)
        {
            foreach (var use in MemberUses.Of(method, bodies, cancellationToken))
            {
                var handed = (use as IInvocationOperation)?.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
                if (handed is not null && attempts.OfDelegate(handed) is { } passed)
                    yield return passed;
            }
        }
    }

    /// <summary>The parameter that a delegate is, or that it does nothing but run.</summary>
    private static IParameterSymbol? HandedOn(IOperation action)
    {
        var function = Lambdas.FunctionOf(action);
        if (function is IParameterReferenceOperation { Parameter: var handed })
            return handed;
        foreach (var operation in function.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } run }
                && References.Unwrap(run) is IParameterReferenceOperation { Parameter: var parameter } && WrapperRetries.Runs(action, parameter))
            {
                return parameter;
            }
        }

        return null;
    }
}
