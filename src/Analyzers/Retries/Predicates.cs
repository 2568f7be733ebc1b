using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>What a predicate lets through.</summary>
/// <param name="Statuses">The statuses for which it can hold.</param>
/// <param name="IsUncertain">Whether it tests something that is not understood.</param>
internal readonly record struct Admitted(CaseSet Statuses, bool IsUncertain);

/// <summary>Evaluates the predicates that are handed to retry libraries.</summary>
internal sealed class Predicates(MethodBodies bodies, CancellationToken cancellationToken)
{
    /// <summary>For which statuses of a failure a predicate holds; null where the predicate is not in sight.</summary>
    /// <param name="predicate">A lambda or method, of the original tree.</param>
    /// <param name="failure">What its first parameter is given.</param>
    /// <param name="statuses">The statuses that can occur.</param>
    public Admitted? Of(IOperation predicate, Failure failure, CaseSet statuses)
    {
        predicate = Lambdas.FunctionOf(predicate);
        var flow = new CaseFlow(failure.Subject, null, bodies, cancellationToken);
        var start = State.Start(failure.Subject.Domain) with { Possible = statuses };
        switch (predicate)
        {
            case IAnonymousFunctionOperation { Symbol.Parameters: [var parameter, ..] } lambda:
                start = With(start, parameter);
                if (lambda.Body.Operations is [IReturnOperation { ReturnedValue: { } result }])
                    return Truth(flow.Conditions.TruthOf(Unwrapped(result), ref start), statuses);
                return FunctionGraphs.Of(lambda, bodies, cancellationToken) is { } graph ? Returned(flow, flow.Run(graph, start, null), statuses) : null;
            case IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } constant }] }:
                return Truth(flow.Conditions.TruthOf(Unwrapped(constant), ref start), statuses);
            case IMethodReferenceOperation { Method: { Parameters: [var parameter, ..] } method } when !MemberFacts.CanBeReplaced(method):
                return bodies.GraphOf(method, cancellationToken) is { } body ? Returned(flow, flow.Run(body, With(start, parameter), null), statuses) : null;
            default:
                return null;
        }
    }

    private static State With(State start, IParameterSymbol parameter) => start.With(parameter, new Fact.Path("", false));

    private static Admitted? Returned(CaseFlow flow, (State State, Fact Value)? returned, CaseSet statuses)
    {
        if (flow.IsExhausted || returned is not var (state, value))
            return null;
        if (FactJoin.AsSplit(value, flow.Subject.Domain) is { } split)
            return new(split.WhenTrue & state.Possible & statuses, state.IsLost || value is Fact.Truth { IsTainted: true });
        return new(state.Possible & statuses, true);
    }

    private static Admitted Truth(Fact.Truth truth, CaseSet statuses) => new(truth.Split.WhenTrue & statuses, truth.IsTainted);

    /// <summary>The truth inside a task that is done already.</summary>
    private static IOperation Unwrapped(IOperation value)
    {
        while (true)
        {
            value = References.Unwrap(value);
            switch (value)
            {
                case IInvocationOperation { TargetMethod: { Name: "FromResult" }, Arguments: [var only] }:
                    value = only.Value;
                    break;
                case IObjectCreationOperation { Type.Name: "ValueTask", Arguments: [var only] }:
                    value = only.Value;
                    break;
                default:
                    return value;
            }
        }
    }
}
