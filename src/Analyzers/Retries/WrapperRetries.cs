using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Judges a call that hands an AI request to a method of the program which runs it again after a failure (<c>RetryAsync(() => client.CompleteChatAsync(…))</c>).
/// A method whose handlers name an AI exception is judged by itself.</summary>
internal sealed class WrapperRetries(Attempts attempts, Failures failures, MethodBodies bodies, Waits waits, CancellationToken cancellationToken)
{
    /// <summary>Whether a closer look at a call of the method is worth its time.</summary>
    public static bool MayBeMade(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.TypeKind == TypeKind.Delegate)
                return !method.DeclaringSyntaxReferences.IsEmpty && !MemberFacts.CanBeReplaced(method);
        }

        return false;
    }

    /// <summary>The retries that a call makes of the requests among its arguments.</summary>
    public IEnumerable<Retry> Of(IInvocationOperation call)
    {
        var method = call.TargetMethod.OriginalDefinition;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Type.TypeKind: TypeKind.Delegate } parameter && Repeated(argument, parameter.OriginalDefinition, method) is { } retry)
                yield return retry;
        }
    }

    private Retry? Repeated(IArgumentOperation argument, IParameterSymbol parameter, IMethodSymbol method)
    {
        if (bodies.BodyOf(method, cancellationToken) is not { } body || bodies.GraphOf(method, cancellationToken) is not { } graph)
            return null;
        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is not IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } function } run
                || References.Unwrap(function) is not IParameterReferenceOperation { Parameter: var called } || called.Ordinal != parameter.Ordinal
                || attempts.Of(run, graph) is not null || attempts.OfDelegate(argument.Value) is not { } outcome)
            {
                continue;
            }

            var attempt = new Attempt(run, outcome.Failures, outcome.Answers, AttemptKind.Delegate) { Calls = outcome.Calls };
            return new LoopRetries(graph, method, failures, bodies, waits, cancellationToken).Of(attempt) is { } retry ? At(argument.Value.Syntax, retry) : null;
        }

        return null;
    }

    /// <summary>The retry as its caller sees it: a report in the block that is being analysed, with the cause beside it.</summary>
    private static Retry At(SyntaxNode argument, Retry retry) => retry with
    {
        Construct = argument,
        IsPolicy = true,
        Paths = retry.Paths.Select(path => path with
        {
            Node = argument,
            Cause = path.Node,
            Waits = path.Waits.Select(wait => wait with { Node = argument }).ToImmutableArray(),
        }).ToImmutableArray(),
    };
}
