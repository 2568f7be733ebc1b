using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The worklist over one flow graph.</summary>
internal sealed class GraphRun
{
    private readonly CaseFlow _flow;
    private readonly ControlFlowGraph _graph;
    private readonly GraphFacts _facts;
    private readonly OpenConditions? _conditions;
    private readonly Transfer _transfer;
    private readonly BlockStates _states;
    private readonly Round? _round;
    private readonly WatchedRegion? _region;
    private readonly int? _unwatchedUpTo;
    private readonly RunEnds _ends;
    private State _start;
    private bool _showsEdges;
    private BasicBlock? _shown;

    /// <summary>Prepares a run.</summary>
    /// <param name="flow">What the run is a part of.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="start">The state at its beginning.</param>
    /// <param name="round">The round that this is a run of, if any.</param>
    /// <param name="region">The blocks that it keeps to; null for the whole graph.</param>
    /// <param name="unwatchedUpTo">Where there is no watched object, the last block that is asked for; null where there is one.</param>
    public GraphRun(CaseFlow flow, ControlFlowGraph graph, State start, Round? round = null, WatchedRegion? region = null, int? unwatchedUpTo = null)
    {
        _flow = flow;
        _graph = graph;
        _facts = GraphFacts.Of(graph);
        foreach (var entry in start.Facts)
        {
            if (entry.Key is ISymbol variable && _facts.Writes.IsUnfollowed(variable))
                start = start.With(variable, Fact.Unknown);
        }

        _start = start;
        _round = round;
        _conditions = flow.Reference is { } reference ? new(flow, _facts.Scopes, reference) : null;
        _transfer = new(flow, _facts.Shape, this);
        _states = new(flow.Subject.Domain);
        _ends = new(flow.Subject.Domain);
        _region = region;
        _unwatchedUpTo = unwatchedUpTo;
    }

    public ControlFlowGraph Graph => _graph;

    /// <summary>Whether it has come by a lambda or local function.</summary>
    public bool MetNestedFunction => _transfer.MetNestedFunction;

    /// <summary>The returns, and where the region is left on a way to one.</summary>
    public RunEnds Ends => _ends;

    /// <summary>The states at the beginning of the blocks.</summary>
    public BlockStates Entries => _states;

    /// <summary>Finds the state at the beginning of every block, and shows every reachable operation with its final state.</summary>
    public void SolveAndShow(Action<IOperation, Point> observe)
    {
        // Where every way leads forward, a block's state is final once those before it are passed.
        if (_facts.Shape.LeadsForward(_region?.Blocks ?? _graph.Blocks))
        {
            Solve(observe);
            return;
        }

        Solve();
        Show(observe);
    }

    /// <summary>Finds the state at the beginning of every block.</summary>
    public void Solve() => Solve(null);

    private void Solve(Action<IOperation, Point>? observe)
    {
        _ends.ForgetReturns();
        if (_region is null)
        {
            Enter(0, _start);
            Drain(observe);
            return;
        }

        // Most results are asked for before anything branches; then nothing has to be known of what comes before.
        BlockStates? unwatched = null;
        _flow.Enter(_graph);
        foreach (var (block, handler) in _region.WaysIn())
        {
            if ((block == 0 ? _start : (unwatched ??= _flow.UnwatchedEntries(_graph, _region.LastWayIn))[block]) is not { } state)
                continue;
            if (handler is { } entered)
                Enter(entered, state.ForOtherCode());
            else
                Pass(_graph.Blocks[block], state, null, null);
        }

        _flow.Leave();
        Drain(observe);
    }

    /// <summary>Finds the state at the beginning of every block that a round reaches from its origins.</summary>
    public void SolveRound()
    {
        foreach (var (block, index) in _round!.Starts)
            Pass(_graph.Blocks[block], _start, index, null);
        Drain(null);
    }

    /// <summary>Shows every operation of a round, and gives the round its branches.</summary>
    public void ShowRound(Action<IOperation, Point> observe)
    {
        _showsEdges = true;
        foreach (var (block, index) in _round!.Starts)
            Pass(_graph.Blocks[block], _start, index, observe, isSolving: false);
        Show(observe);
        _showsEdges = false;
    }

    private void Continue(BasicBlock block, State entry)
    {
        var state = entry;
        foreach (var operation in block.Operations)
            _transfer.Apply(operation, ref state, null, isReturned: false);
        if (block.BranchValue is { } value)
            _transfer.Apply(value, ref state, null, isReturned: false);
        Leave(block, state);
        Drain(null);
    }

    private void Drain(Action<IOperation, Point>? observe)
    {
        _flow.Enter(_graph);
        try
        {
            while (_states.TryTake(out var ordinal))
            {
                _shown = _graph.Blocks[ordinal];
                if (!Pass(_shown, Entries[ordinal]!, null, observe))
                    return;
            }
        }
        finally
        {
            _flow.Leave();
        }
    }

    /// <summary>Shows every reachable operation with its final state.</summary>
    public void Show(Action<IOperation, Point> observe)
    {
        _flow.Enter(_graph);
        try
        {
            foreach (var ordinal in Entries.Reached())
            {
                _shown = _graph.Blocks[ordinal];
                if (!Pass(_shown, Entries[ordinal]!, null, observe, isSolving: false))
                    return;
            }
        }
        finally
        {
            _flow.Leave();
        }
    }

    /// <summary>The states at the ends of the watched object's life on every way onwards from the operation that is being shown: the body's normal returns, where
    /// nothing holds the object any more, and where a new object takes its place.</summary>
    public IReadOnlyList<State> EndsAfterShown()
    {
        if (_shown is not { } block || Entries[block.Ordinal] is not { } entry)
            return [];
        var onwards = new GraphRun(_flow, _graph, entry, region: _region);
        onwards.Continue(block, entry);
        var ends = onwards.Ends.States.ToList();
        if (_region?.Origins.Any(origin => onwards.Entries[origin] is not null) != false)
        {
            onwards.Show((reached, point) =>
            {
                if (_flow.Subject.IsOrigin(reached))
                    ends.Add(point.State);
            });
        }

        return ends;
    }

    /// <summary>Widens the state that the run starts in; false where it says nothing new.</summary>
    public bool Widen(State start)
    {
        var joined = _start.Join(start, _flow.Subject.Domain);
        if (ReferenceEquals(joined, _start))
            return false;
        _start = joined;
        return true;
    }

    private void Enter(int ordinal, State state)
    {
        if (_region is not null && !_region.Contains(ordinal))
        {
            if (_facts.CanReturn(ordinal))
                _ends.Leave(state);
            return;
        }

        if (ordinal > _unwatchedUpTo)
            return;
        _states.Enter(ordinal, state);
    }

    /// <summary>Takes a state through a block's operations.</summary>
    /// <param name="block">The block.</param>
    /// <param name="state">The state before the first operation.</param>
    /// <param name="origin">Where the round starts in it; null for the whole block.</param>
    /// <param name="observe">Is shown the operations.</param>
    /// <param name="isSolving">Whether the state flows on from there.</param>
    private bool Pass(BasicBlock block, State state, int? origin, Action<IOperation, Point>? observe, bool isSolving = true)
    {
        var handlers = isSolving ? _facts.Shape.HandlersOf(block) : Array.Empty<int>();
        // An exception of the origin itself is none of the round's.
        var isToBeRaised = origin is null;
        for (var index = origin ?? 0; index <= block.Operations.Length; index++)
        {
            if (_round?.EndsAt(block.Ordinal, index) == true && index != origin)
            {
                if (isSolving && !state.Possible.IsEmpty)
                    _round.Arrive(new(block.Ordinal, origin is not null), index, state);
                return true;
            }

            if (!_flow.Step())
                return false;
            var operation = index < block.Operations.Length ? block.Operations[index] : block.BranchValue;
            if (operation is null)
                continue;
            // What is known after the last operation is raised by the next block, if that is guarded as well.
            if (isToBeRaised)
                Raise(handlers, state);
            var isReturned = index == block.Operations.Length && block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return;
            var before = state;
            if (!IsBesideTheSubject(block, index))
                _transfer.Apply(operation, ref state, observe, isReturned);
            isToBeRaised = !ReferenceEquals(before, state);
        }

        if (isToBeRaised && block.FallThroughSuccessor?.Destination is null)
            Raise(handlers, state);

        if ((isSolving || _showsEdges) && !state.Possible.IsEmpty)
            Leave(block, state, origin is not null);
        return true;
    }

    /// <summary>Whether a statement has nothing to do with what is watched, and changes nothing that is known.</summary>
    private bool IsBesideTheSubject(BasicBlock block, int index) =>
        (_region is not null || _unwatchedUpTo is not null)
        && _facts.Lifetimes.StatementsOf(block.Ordinal)[index] is { LeavesAll: true } statement && _region?.Concerns(statement) != true;

    private void Raise(int[] handlers, State state)
    {
        if (handlers.Length == 0 || state.Possible.IsEmpty)
            return;
        var seen = state.ForOtherCode();
        foreach (var handler in handlers)
            Enter(handler, seen);
    }

    private void Leave(BasicBlock block, State state, bool isStart = false)
    {
        if (block.ConditionalSuccessor is not { } conditional)
        {
            Follow(block, block.FallThroughSuccessor, state, isStart);
            return;
        }

        var after = state;
        var truth = _flow.Conditions.TruthOf(block.BranchValue!, ref after);
        if (truth.IsTainted)
            after = after.Lost();
        after = _conditions?.Begin(block, after) ?? after;
        var outcome = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        var alikeBy = new CaseSet?[_conditions?.CountAt(block) ?? 0];
        Follow(block, conditional, Narrowed(block, conditional, after, truth.Split.Side(outcome), alikeBy), isStart);
        Follow(block, block.FallThroughSuccessor, Narrowed(block, block.FallThroughSuccessor, after, truth.Split.Side(!outcome), alikeBy), isStart);
    }

    private State Narrowed(BasicBlock block, ControlFlowBranch? branch, State state, CaseSet side, CaseSet?[] alikeBy) =>
        _conditions?.Narrowed(block, branch, state, side, alikeBy) ?? state with { Possible = state.Possible & side };

    private void Follow(BasicBlock block, ControlFlowBranch? branch, State state, bool isStart)
    {
        if (branch is null || state.Possible.IsEmpty)
            return;
        state = _conditions?.End(block, branch.Destination, state) ?? state;
        if (_showsEdges)
        {
            _round!.Take(new(new(block.Ordinal, isStart), branch, state));
            return;
        }

        // The returned value may be held by a capture that leaving drops.
        if (branch.Semantics == ControlFlowBranchSemantics.Return || branch.Destination is { Kind: BasicBlockKind.Exit })
            Return(block.BranchValue is { } value && block.ConditionalSuccessor is null ? value : null, state, branch);
        state = _facts.Shape.Leave(branch, state);
        if (branch.Destination is { } destination && branch.Semantics is not (ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow))
            Enter(destination.Ordinal, state);
    }

    private void Return(IOperation? value, State state, ControlFlowBranch branch)
    {
        var evaluated = state;
        var fact = value is null ? Fact.Unknown : _flow.Conditions.Evaluate(value, ref evaluated);
        _ends.Return(_facts.Shape.Leave(branch, state), fact);
    }
}
