using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Retries;

/// <summary>A construct that sends the same request again after it failed.</summary>
/// <param name="Construct">The loop, or whatever else repeats.</param>
/// <param name="Paths">The ways back to the request.</param>
/// <param name="Limit">What is known of the number of attempts.</param>
internal sealed record Retry(SyntaxNode Construct, ImmutableArray<RetryPath> Paths, RetryLimit Limit)
{
    /// <summary>Whether a policy repeats, not code around the request.</summary>
    public bool IsPolicy { get; init; }

    /// <summary>Whether another retry may stand around or inside this one.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>The calls of the API that are made again; empty where they are not in sight.</summary>
    public ImmutableArray<IInvocationOperation> Calls { get; init; } = ImmutableArray<IInvocationOperation>.Empty;

    /// <summary>The failures that go round again, by any path.</summary>
    public CaseSet Statuses => Paths.Aggregate(CaseSet.Empty, static (set, path) => set | path.Statuses);

    /// <summary>Whether nothing but 404 goes round again: this waits until something that was just made is there, and does not hope for a better answer.</summary>
    public bool WaitsForExistence => Statuses == ApiExceptions.NotFound;

    /// <summary>What a report on the retry as a whole marks: of a loop, the part that says how long it goes on.</summary>
    public Location Head => Construct switch
    {
        WhileStatementSyntax loop => Location.Create(loop.SyntaxTree, TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End)),
        ForStatementSyntax loop => Location.Create(loop.SyntaxTree, TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End)),
        DoStatementSyntax loop => loop.DoKeyword.GetLocation(),
        CommonForEachStatementSyntax loop => loop.ForEachKeyword.GetLocation(),
        LabeledStatementSyntax label => label.Identifier.GetLocation(),
        _ => Construct.GetLocation(),
    };

    /// <summary>The retry as a use of it shows it: reports lie in the block that is being analysed, with the cause beside them.</summary>
    /// <param name="use">Where it is used.</param>
    public Retry SeenAt(SyntaxNode use) => this with
    {
        Construct = use,
        IsPolicy = true,
        Paths = Paths.Select(path => path with
        {
            Node = use,
            Cause = path.Node,
            Waits = path.Waits.Select(wait => wait with { Node = use }).ToImmutableArray(),
        }).ToImmutableArray(),
    };
}

/// <summary>One way back to the request.</summary>
/// <param name="Node">What makes the retry: the handler's declaration or filter, the condition on the status, the predicate, the policy.</param>
/// <param name="Handler">The handler; null where no exception is caught.</param>
/// <param name="Statuses">The failures that take this way.</param>
/// <param name="Unwaited">Those of them that come back without a wait.</param>
/// <param name="IsUncertain">Whether a test is not understood that decides which failures take it.</param>
/// <param name="Waits">The delays on this way.</param>
/// <param name="Exceptions">The names of the exceptions that the handler takes.</param>
internal sealed record RetryPath(
    SyntaxNode Node,
    SyntaxNode? Handler,
    CaseSet Statuses,
    CaseSet Unwaited,
    bool IsUncertain,
    ImmutableArray<RetryWait> Waits,
    ImmutableArray<string> Exceptions)
{
    /// <summary>Where the way is taken, when the report cannot lie there.</summary>
    public SyntaxNode? Cause { get; init; }

    /// <summary>The places beside the report's own.</summary>
    public IEnumerable<Location> Beside => Cause is null ? [] : [Cause.GetLocation()];

    /// <summary>Whether some failure is known to come this way, or may: a test of the message that only failures without a status come to
    /// may be meant for others.</summary>
    public bool IsTaken => !IsUncertain || !Statuses.IsSubsetOf(ApiExceptions.NoStatus);
}

/// <summary>A delay between two attempts.</summary>
/// <param name="Node">What waits, or says how long.</param>
/// <param name="Quality">What is known of the time.</param>
internal sealed record RetryWait(SyntaxNode Node, DelayQuality Quality);

internal enum RetryLimit
{
    /// <summary>Something ends the attempts, or may.</summary>
    MayExist,

    /// <summary>Nothing does.</summary>
    None,
}
