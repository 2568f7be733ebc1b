using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.Tasks;

/// <summary>A loop that asks for the status of one generation task until it is final.</summary>
/// <param name="Member">The member of the compilation that the loop is in.</param>
/// <param name="Body">The original operation of the function that the loop is in.</param>
/// <param name="Code">The loop itself; the function where calls of itself or jumps make the loop.</param>
/// <param name="Keyword">Where the loop is reported.</param>
/// <param name="Request">The request for the status.</param>
/// <param name="Origin">The call that yields the task.</param>
/// <param name="Statuses">The statuses that are told apart.</param>
/// <param name="Round">What a round does.</param>
/// <param name="Ways">The ways that a status can take.</param>
/// <param name="StatusFacts">What the expressions of the member are that tell of the status, by their syntax.</param>
internal sealed record PollingLoop(
    ISymbol Member,
    IOperation Body,
    IOperation Code,
    Location Keyword,
    StatusRequest Request,
    StatusOrigin Origin,
    StatusDomain Statuses,
    Round Round,
    LoopWays Ways,
    IReadOnlyDictionary<SyntaxNode, Fact> StatusFacts)
{
    public MethodBodies Bodies => MethodBodies.Of(Origin.Call.SemanticModel!.Compilation);

    /// <summary>What the member hands to the generic method that the loop is in; null for a loop of the member's own.</summary>
    public HandedFunctions? Handed { get; init; }

    /// <summary>What each rule says of the loop, once for all members of the type.</summary>
    public ConcurrentDictionary<DiagnosticAnalyzer, ImmutableArray<Diagnostic>> Reports { get; } = new();

    public CaseDomain Domain => Statuses.Cases;

    public TaskVocabulary Words => Request.Answer.Words;

    public ControlFlowGraph Graph => Round.Graph;

    /// <summary>Whether a status leaves the loop by a door of its own, without an exception.</summary>
    public bool LeavesWell(string status) => Ways.EndsOf(Domain.IndexOf(status)).Any(static end => end.Kind != WayEnd.Throw);

    /// <summary>Whether a status leaves the loop by a door of its own.</summary>
    public bool Leaves(string status) => Ways.EndsOf(Domain.IndexOf(status)).Count > 0;

    /// <summary>Whether the loop may poll again after a status.</summary>
    public bool PollsAgainAfter(string status) => Ways.Again.Contains(Domain.IndexOf(status));
}
