using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>A call that sends a request to an AI API, and the ways in which it can fail.</summary>
/// <param name="Invocation">The call, an operation of the original tree.</param>
/// <param name="Failures">The exceptions it can throw.</param>
/// <param name="Answers">The statuses of the responses that it can return; empty where it returns no response.</param>
/// <param name="Kind">What kind of call it is.</param>
internal sealed record Attempt(IInvocationOperation Invocation, ImmutableArray<AttemptFailure> Failures, CaseSet Answers, AttemptKind Kind)
{
    /// <summary>The calls of the API that this comes down to.</summary>
    public ImmutableArray<IInvocationOperation> Calls { get; init; } = ImmutableArray.Create(Invocation);

    /// <summary>What code sees of the response that the call returns.</summary>
    public Failure ResponseView
    {
        get
        {
            var syntax = Invocation.Syntax;
            return Retries.Failures.OfResponse(Invocation.Type!, operation => operation is IInvocationOperation && operation.Syntax == syntax);
        }
    }
}

/// <summary>How the requests that a function makes leave it.</summary>
/// <param name="Failures">The exceptions that leave it.</param>
/// <param name="Answers">The statuses of the responses that it returns.</param>
/// <param name="IsRead">Whether it only reads how tasks stand.</param>
/// <param name="Calls">The calls of the API.</param>
internal sealed record AttemptOutcome(ImmutableArray<AttemptFailure> Failures, CaseSet Answers, bool IsRead, ImmutableArray<IInvocationOperation> Calls);

/// <summary>An exception that a request can end with.</summary>
/// <param name="Failure">The exception.</param>
/// <param name="Statuses">The statuses that it can report, those for no status among them.</param>
/// <param name="IsUncertain">Whether a test that is not understood was passed on the way.</param>
internal sealed record AttemptFailure(Failure Failure, CaseSet Statuses, bool IsUncertain = false);

internal enum AttemptKind
{
    /// <summary>A call that asks a model for something.</summary>
    Request,

    /// <summary>A call that reads how a task stands, or what it has made.</summary>
    Read,

    /// <summary>A call of a method of the program that makes the request.</summary>
    Helper,

    /// <summary>A call of a delegate that makes the request.</summary>
    Delegate,
}
