using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Finds out whether something ends the attempts of code that retries.</summary>
internal static class RetryLimits
{
    /// <summary>What is known of the number of attempts. There is no limit where nothing on the way back can end them: no test of anything but the
    /// failure, no cancellation that gets through.</summary>
    public static RetryLimit Of(Attempt attempt, Aftermath failed, WayBacks backs)
    {
        foreach (var way in failed.Ways)
        {
            foreach (var branch in way.Branches)
            {
                if (!backs.LeadsBack(new(way, branch.Block.Ordinal)) || IsDecidedByFailure(branch) || !branch.IsOpen)
                    continue;
                if (new[] { branch.Block.ConditionalSuccessor, branch.Block.FallThroughSuccessor }.Any(successor => successor?.Destination is not { } next || !backs.LeadsBack(new(way, next.Ordinal))))
                    return RetryLimit.MayExist;
            }
        }

        return IsEndedByCancellation(attempt, failed, backs) ? RetryLimit.MayExist : RetryLimit.None;
    }

    /// <summary>Whether nothing but the failure says how a test ends: of <c>attempt == 3 || status &lt; 500</c>, kept in a variable, the count has a say in some cases.</summary>
    private static bool IsDecidedByFailure(WayBranch branch) => branch.Truth.SpeaksOfSubject && (branch.Truth.IsTainted || branch.IsDecided);

    /// <summary>Whether an operation observes a token, or is a call that is given one.</summary>
    public static bool IsGivenToken(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } => true,
        IInvocationOperation invocation => invocation.Arguments.Any(static argument => argument.Parameter?.Type.Name == nameof(CancellationToken)
            && argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Value is not (IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" })),
        IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingType.Name: nameof(CancellationToken) } } => true,
        _ => false,
    };

    private static bool IsEndedByCancellation(Attempt attempt, Aftermath failed, WayBacks backs)
    {
        var observes = false;
        foreach (var way in failed.Ways)
        {
            way.Show((statement, block, _) =>
            {
                if (backs.LeadsBack(new(way, block.Ordinal)))
                    observes |= statement.DescendantsAndSelf().Any(operation => operation.Syntax != attempt.Invocation.Syntax && IsGivenToken(operation));
            });
        }

        if (observes)
            return true;
        // A token that only the request is given ends the attempts unless a handler swallows the cancellation, too.
        return IsGivenToken(attempt.Invocation) && !failed.Ways.Any(static way => way.Failure.Type.Name is "TaskCanceledException" && way.Arrivals.Any());
    }
}
