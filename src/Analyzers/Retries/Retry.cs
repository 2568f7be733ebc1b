using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>A construct that sends the same request again after it failed.</summary>
/// <param name="Construct">The loop, or whatever else repeats.</param>
/// <param name="Request">The call that is made again.</param>
/// <param name="Paths">The ways back to the request.</param>
/// <param name="Limit">What is known of the number of attempts.</param>
internal sealed record Retry(SyntaxNode Construct, IInvocationOperation Request, ImmutableArray<RetryPath> Paths, RetryLimit Limit)
{
    /// <summary>The failures that go round again, by any path.</summary>
    public CaseSet Statuses => Paths.Aggregate(CaseSet.Empty, static (set, path) => set | path.Statuses);}

/// <summary>One way back to the request.</summary>
/// <param name="Node">What makes the retry: the handler's declaration or filter, the condition on the status, the predicate, the policy.</param>
/// <param name="Handler">The handler; null where no exception is caught.</param>
/// <param name="Statuses">The failures that take this way.</param>
/// <param name="Unwaited">Those of them that come back without a wait.</param>
/// <param name="IsUncertain">Whether a test is not understood that decides which failures take it.</param>
/// <param name="Waits">The calls that wait on this way, operations of the original tree.</param>
/// <param name="Exceptions">The names of the exceptions that the handler takes.</param>
internal sealed record RetryPath(
    SyntaxNode Node,
    SyntaxNode? Handler,
    CaseSet Statuses,
    CaseSet Unwaited,
    bool IsUncertain,
    ImmutableArray<IInvocationOperation> Waits,
    ImmutableArray<string> Exceptions)
{
    /// <summary>Whether some failure is known to come this way, or may: a test of the message that only failures without a status come to
    /// may be meant for others.</summary>
    public bool IsTaken => !IsUncertain || !Statuses.IsSubsetOf(ApiExceptions.NoStatus);
}

internal enum RetryLimit
{
    /// <summary>Something ends the attempts, or may.</summary>
    MayExist,

    /// <summary>Nothing does.</summary>
    None,
}
