using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Finds out whether the code around a request sends it again after it failed, and after which failures.</summary>
internal sealed class LoopRetries
{
    private const int MostRounds = 4;

    private static readonly CaseDomain Domain = ApiExceptions.Statuses;
    private static readonly CaseSet Success = ApiExceptions.Parse("200-299");
    private static readonly CaseSet Failed = ApiExceptions.Parse("0 300-599 null");

    private readonly ControlFlowGraph _graph;
    private readonly IMethodSymbol? _self;
    private readonly Failures _failures;
    private readonly MethodBodies _bodies;
    private readonly Waits _waits;
    private readonly CancellationToken _cancellationToken;
    private readonly Lazy<bool> _callsItself;
    private readonly Dictionary<ITypeSymbol, Aftermath> _beginnings = new(SymbolEqualityComparer.Default);

    /// <summary>Prepares to look at the requests of one body.</summary>
    /// <param name="graph">Its flow graph.</param>
    /// <param name="self">The method that it is the body of; null for a lambda or initializer.</param>
    /// <param name="failures">The views of failures.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    /// <param name="waits">What waits.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public LoopRetries(ControlFlowGraph graph, IMethodSymbol? self, Failures failures, MethodBodies bodies, Waits waits, CancellationToken cancellationToken)
    {
        _graph = graph;
        _self = self;
        _failures = failures;
        _bodies = bodies;
        _waits = waits;
        _cancellationToken = cancellationToken;
        _callsItself = new(CallsItself);
    }

    /// <summary>The retry of a request; null where it is not known to be sent again after a failure.</summary>
    public Retry? Of(Attempt attempt)
    {
        if (GraphFacts.Of(_graph).StatementOf(attempt.Invocation.Syntax) is not var (block, statement))
            return null;
        // What has left the cycle around the request does not come back to it.
        var cycle = _callsItself.Value ? null : GraphFacts.Of(_graph).CycleAround(block.Ordinal);
        if (cycle is null && !_callsItself.Value)
            return null;
        var view = attempt.ResponseView;
        var before = Follow(new RetryGuide(_failures, _bodies, _cancellationToken) { Request = attempt.Invocation }, cycle);
        if (cycle is null)
            before.Start(view, State.Start(Domain));
        else
            before.GoInto(view, BeginningFor(attempt));
        var isPassedBefore = BlocksOf(before);
        var start = before.Ways[0].Arrivals.Select(static arrival => arrival.State).FirstOrDefault() ?? State.Start(Domain);

        var succeeded = Follow(Guide(attempt, changes: null, isPassedBefore), cycle);
        succeeded.Continue(block, statement, view, start with { Possible = Success });
        if (succeeded.IsExhausted)
            return null;
        var comesBackAfterSuccess = succeeded.Ways.Any(static way => way.Arrivals.Any());
        if (comesBackAfterSuccess && attempt.Kind != AttemptKind.Request)
            return null;
        // Where a good answer, too, is followed by another round, the rounds may each have input of their own.
        var guide = Guide(attempt, new(attempt.Invocation, isStrict: comesBackAfterSuccess, _bodies, _cancellationToken), isPassedBefore);
        if (Fail(attempt, () => Follow(guide, cycle), block, statement, view, start) is not { } failed)
            return null;
        if (comesBackAfterSuccess && !LeavesOnlyAfterSuccess(succeeded, failed, before))
            return null;
        return Describe(attempt, failed);
    }

    /// <summary>The ways from the beginning of the body, along which nothing fails: the same for all its requests.</summary>
    private Aftermath BeginningFor(Attempt attempt)
    {
        var type = attempt.Invocation.Type!;
        if (!_beginnings.TryGetValue(type, out var beginning))
        {
            _beginnings[type] = beginning = Follow(new RetryGuide(_failures, _bodies, _cancellationToken), null);
            beginning.Start(Failures.OfResponse(type, static _ => false), State.Start(Domain));
        }

        return beginning;
    }

    private bool CallsItself() => _self is not null && _graph.Blocks.Any(block => block.Operations.Any(CallsItself) || (block.BranchValue is { } value && CallsItself(value)));

    private bool CallsItself(IOperation statement) => statement.DescendantsAndSelf().Any(operation =>
        operation is IInvocationOperation { TargetMethod.OriginalDefinition: var called } && SymbolEqualityComparer.Default.Equals(called, _self));

    private RetryGuide Guide(Attempt attempt, RequestChanges? changes, HashSet<int> isPassedBefore) => new(_failures, _bodies, _cancellationToken)
    {
        Request = attempt.Invocation,
        Self = _self,
        Changes = changes,
        IsPassedBefore = isPassedBefore.Contains,
    };

    private Aftermath Follow(IAftermathGuide guide, GraphCycle? cycle) => new(_graph, _bodies, guide, _cancellationToken, cycle);

    /// <summary>Lets the request fail in every way. What variables hold then is what they hold the first time and every time after.</summary>
    private static Aftermath? Fail(Attempt attempt, Func<Aftermath> follow, BasicBlock block, IOperation statement, Failure view, State start)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var failed = follow();
            foreach (var failure in attempt.Failures)
            {
                var state = start with { Possible = failure.Statuses };
                failed.Throw(block, failure.Failure, failure.IsUncertain ? state.Lost() : state);
            }

            if (attempt.Answers.Overlaps(Failed))
                failed.Continue(block, statement, view, start with { Possible = attempt.Answers & Failed });
            if (failed.IsExhausted)
                return null;
            var again = failed.Ways.SelectMany(static way => way.Arrivals).ToList();
            if (again.Count == 0)
                return null;
            var next = again.Aggregate(start, static (state, arrival) => WhatStays(state, arrival.State));
            if (next.Facts.Count == start.Facts.Count)
                return failed;
            start = next;
        }

        return null;
    }

    /// <summary>What variables hold before every request alike, whatever became of the one before.</summary>
    private static State WhatStays(State first, State again)
    {
        var stays = first;
        foreach (var fact in first.Facts)
        {
            if (fact.Value is not Fact.Constant || !fact.Value.Equals(again.FactOf(fact.Key)))
                stays = stays.With(fact.Key, Fact.Unknown);
        }

        return stays;
    }

    private static HashSet<int> BlocksOf(Aftermath aftermath) => [.. aftermath.Blocks.Select(static block => block.Ordinal).Where(ordinal => aftermath.Ways.Any(way => way.Visits(ordinal)))];

    /// <summary>Whether a good answer can end the loop where no failure comes by: a loop without such an end repeats for another reason.</summary>
    private static bool LeavesOnlyAfterSuccess(Aftermath succeeded, Aftermath failed, Aftermath before)
    {
        var shared = BlocksOf(failed);
        shared.UnionWith(BlocksOf(before));
        var backs = new WayBacks(succeeded);
        foreach (var way in succeeded.Ways)
        {
            foreach (var branch in way.Branches)
            {
                if (branch.IsOpen && !shared.Contains(branch.Block.Ordinal) && way.From(branch.Block.Ordinal).Any(next => !backs.LeadsBack(next)))
                    return true;
            }
        }

        return false;
    }

    private Retry? Describe(Attempt attempt, Aftermath failed)
    {
        var backs = new WayBacks(failed);
        var paths = ImmutableArray.CreateBuilder<RetryPath>();
        foreach (var way in failed.Ways)
        {
            var statuses = CaseSet.Empty;
            var isUncertain = false;
            foreach (var arrival in way.Arrivals)
            {
                statuses |= arrival.State.Possible;
                isUncertain |= arrival.State.IsLost;
            }

            statuses &= Failed;
            if (statuses.IsEmpty)
                continue;
            var (waits, waited) = WaitsOn(way, backs);
            var clause = way.Handler is null ? null : Handlers.ClauseOf(way.Handler, _graph);
            var node = clause is null ? ConditionOf(way, backs) ?? attempt.Invocation.Syntax : Handlers.Marked(clause);
            paths.Add(new(node, clause, statuses, statuses - waited, isUncertain, waits, clause is null ? ImmutableArray<string>.Empty : ImmutableArray.Create(way.Failure.Type.Name)));
        }

        if (paths.Count == 0)
            return null;
        return new(ConstructOf(attempt, failed), Merged(paths), RetryLimits.Of(attempt, failed, backs)) { Calls = attempt.Calls };
    }

    private (ImmutableArray<RetryWait> Waits, CaseSet Waited) WaitsOn(Way way, WayBacks backs)
    {
        var waits = ImmutableArray.CreateBuilder<RetryWait>();
        var waited = CaseSet.Empty;
        way.Show((statement, block, point) =>
        {
            if (!backs.LeadsBack(new(way, block.Ordinal)) || way.EndsAt(statement))
                return;
            foreach (var operation in statement.DescendantsAndSelf())
            {
                if (!_waits.IsWait(operation))
                    continue;
                waited |= point.State.Possible;
                if (_bodies.OperationOf(operation.Syntax, _cancellationToken) is IInvocationOperation wait && !waits.Any(known => known.Node == wait.Syntax))
                    waits.Add(new(wait.Syntax, Delays.Of(wait, _bodies, _cancellationToken)));
            }
        });
        return (waits.ToImmutable(), waited);
    }

    /// <summary>The last condition on the status that the way passes.</summary>
    private static SyntaxNode? ConditionOf(Way way, WayBacks backs)
    {
        SyntaxNode? last = null;
        foreach (var branch in way.Branches)
        {
            if (!TestsFailure(branch) || branch.Block.BranchValue is not { } value || !backs.LeadsBack(new(way, branch.Block.Ordinal)))
                continue;
            var condition = Handlers.WholeCondition(value.Syntax);
            if (last is null || condition.SpanStart > last.SpanStart)
                last = condition;
        }

        return last;
    }

    /// <summary>Whether the direction of a branch depends on the failure; that of a constant condition does not.</summary>
    private static bool TestsFailure(WayBranch branch) => branch.Truth.SpeaksOfSubject && !branch.Truth.Split.WhenTrue.IsEmpty && !branch.Truth.Split.WhenFalse.IsEmpty;

    /// <summary>The loop that repeats; the label, or the call of the method itself, where there is none.</summary>
    private static SyntaxNode ConstructOf(Attempt attempt, Aftermath failed)
    {
        var arrival = failed.Ways.SelectMany(static way => way.Arrivals).First();
        foreach (var operation in arrival.Statement.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation && operation.Syntax == attempt.Invocation.Syntax)
                return LoopAround(attempt.Invocation.Syntax, failed) ?? LabelBefore(attempt.Invocation.Syntax) ?? attempt.Invocation.Syntax;
        }

        return arrival.Statement.Syntax;
    }

    /// <summary>The innermost loop that the handlers, too, stand in.</summary>
    private static SyntaxNode? LoopAround(SyntaxNode request, Aftermath failed)
    {
        var clauses = failed.Ways.Where(static way => way.Handler is not null && way.Arrivals.Any()).Select(way => Handlers.ClauseOf(way.Handler!, failed.Graph)).ToList();
        foreach (var node in request.Ancestors())
        {
            if (node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
                return null;
            if (node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax
                && clauses.TrueForAll(clause => clause is null || node.Span.Contains(clause.Span)))
            {
                return node;
            }
        }

        return null;
    }

    private static LabeledStatementSyntax? LabelBefore(SyntaxNode request) =>
        request.FirstAncestorOrSelf<BlockSyntax>(static block => block.Parent is not (TryStatementSyntax or BlockSyntax))?.DescendantNodes().OfType<LabeledStatementSyntax>()
            .LastOrDefault(label => label.SpanStart <= request.SpanStart && label.SyntaxTree == request.SyntaxTree);

    /// <summary>Different failures that one handler takes are one way back.</summary>
    private static ImmutableArray<RetryPath> Merged(IEnumerable<RetryPath> paths)
    {
        var merged = ImmutableArray.CreateBuilder<RetryPath>();
        foreach (var group in paths.GroupBy(static path => path.Node))
        {
            merged.Add(group.Aggregate(static (first, second) => first with
            {
                Statuses = first.Statuses | second.Statuses,
                Unwaited = first.Unwaited | second.Unwaited,
                IsUncertain = first.IsUncertain || second.IsUncertain,
                Waits = first.Waits.Union(second.Waits).ToImmutableArray(),
                Exceptions = first.Exceptions.Union(second.Exceptions).ToImmutableArray(),
            }));
        }

        return merged.ToImmutable();
    }
}
