using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>A block on a way.</summary>
internal sealed record WayNode(Way Way, int Block);

/// <summary>A branch at which a way can go on in two directions.</summary>
/// <param name="Block">The block that branches.</param>
/// <param name="Truth">In which cases it takes which.</param>
/// <param name="IsOpen">Whether both directions are taken.</param>
/// <param name="IsDecided">Whether no case can take both.</param>
internal sealed record WayBranch(BasicBlock Block, Fact.Truth Truth, bool IsOpen, bool IsDecided);

/// <summary>Where a way came to its end.</summary>
/// <param name="Statement">The statement that ends it.</param>
/// <param name="Block">The block that it stands in.</param>
/// <param name="State">What is known there.</param>
internal sealed record Arrival(IOperation Statement, BasicBlock Block, State State);

/// <summary>What follows once a handler has taken an exception, or once an operation has ended normally.</summary>
internal sealed class Way
{
    private readonly Aftermath _aftermath;
    private readonly CaseFlow _flow;
    private readonly Transfer _transfer;
    private readonly BlockStates _states;
    private readonly Dictionary<int, HashSet<WayNode>> _edges = new();
    private readonly Dictionary<int, Arrival> _arrivals = new();
    private readonly Dictionary<int, WayBranch> _branches = new();
    private readonly Dictionary<int, (State State, Fact Value)> _returns = new();
    private (BasicBlock Block, IOperation Operation, State State)? _beginning;

    public Way(Aftermath aftermath, ControlFlowRegion? handler, Failure failure, CaseFlow flow)
    {
        _aftermath = aftermath;
        _flow = flow;
        _transfer = new(flow, aftermath.Shape, null);
        _states = new(flow.Subject.Domain);
        Handler = handler;
        Failure = failure;
    }

    /// <summary>The handler that took the exception; null after a normal end.</summary>
    public ControlFlowRegion? Handler { get; }

    /// <summary>The exception that was taken.</summary>
    public Failure Failure { get; }

    public IEnumerable<Arrival> Arrivals => _arrivals.Values;

    public IEnumerable<WayBranch> Branches => _branches.Values;

    /// <summary>What the way returns, with what is known there.</summary>
    public IEnumerable<(State State, Fact Value)> Returns => _returns.Values;

    public bool IsExhausted => _flow.IsExhausted;

    /// <summary>Whether the way leads through a block.</summary>
    public bool Visits(int block) => _states[block] is not null || _beginning?.Block.Ordinal == block;

    /// <summary>Where the way can go from a block.</summary>
    public IEnumerable<WayNode> From(int block) => _edges.TryGetValue(block, out var edges) ? edges : [];

    /// <summary>Whether the way has arrived in a block.</summary>
    public bool ArrivesIn(int block) => _arrivals.ContainsKey(block);

    /// <summary>Whether the way ends at a statement.</summary>
    public bool EndsAt(IOperation statement) => _aftermath.EndAt(statement) != WayEnd.None;

    /// <summary>Shows every statement of the way with what is known before it.</summary>
    public void Show(Action<IOperation, BasicBlock, AftermathPoint> observe)
    {
        if (_beginning is var (first, operation, state))
            Pass(first, state, operation, observe);
        foreach (var block in _states.Reached())
            Pass(_aftermath.Graph.Blocks[block], _states[block]!, null, observe);
    }

    /// <summary>Takes another way on from the blocks that it has come to.</summary>
    internal void ComeIn(Way outside, IEnumerable<int> from)
    {
        foreach (var block in from)
        {
            if (outside._states[block] is { } entry)
                Pass(_aftermath.Graph.Blocks[block], entry, null, null);
        }
    }

    internal void Enter(int block, State state)
    {
        if (_aftermath.IsFollowed(block))
            _states.Enter(block, state);
    }

    internal void Begin(BasicBlock block, IOperation operation, State state)
    {
        _beginning = (block, operation, state);
        Pass(block, state, operation, null);
    }

    internal void NoteEdge(int from, WayNode to)
    {
        if (!_edges.TryGetValue(from, out var edges))
            _edges[from] = edges = new();
        edges.Add(to);
    }

    /// <summary>Takes what is pending as far as it goes; false where nothing was.</summary>
    internal bool Work()
    {
        var worked = false;
        while (!IsExhausted && _states.TryTake(out var ordinal))
        {
            Pass(_aftermath.Graph.Blocks[ordinal], _states[ordinal]!, null, null);
            worked = true;
        }

        return worked;
    }

    /// <summary>Takes a state through a block, from after the beginning of the statement where the way begins.</summary>
    private void Pass(BasicBlock block, State state, IOperation? beginning, Action<IOperation, BasicBlock, AftermathPoint>? observe)
    {
        foreach (var operation in block.Operations)
        {
            if (beginning is not null && operation != beginning)
                continue;
            if (!Apply(operation, block, beginning is not null, ref state, observe))
                return;
            beginning = null;
        }

        if (block.BranchValue is { } value && !Apply(value, block, beginning == value, ref state, observe))
            return;
        if (observe is null && !state.Possible.IsEmpty)
            Leave(block, state);
    }

    private bool Apply(IOperation operation, BasicBlock block, bool isBeginning, ref State state, Action<IOperation, BasicBlock, AftermathPoint>? observe)
    {
        if (!_flow.Step())
            return false;
        if (!isBeginning)
        {
            observe?.Invoke(operation, block, new(state, _flow.Conditions));
            switch (_aftermath.EndAt(operation))
            {
                case WayEnd.Arrival:
                    _arrivals[block.Ordinal] = new(operation, block, state);
                    return false;
                case WayEnd.Barrier:
                    return false;
                case WayEnd.Rethrow or WayEnd.Throw when observe is not null:
                    return false;
                case var end and (WayEnd.Rethrow or WayEnd.Throw):
                    _aftermath.Throw(block, end == WayEnd.Rethrow && Handler is not null ? Failure : _aftermath.Guide.ThrownByCallIn(operation), state, new(this, block.Ordinal));
                    return false;
            }
        }

        var before = state;
        _transfer.Apply(operation, ref state, null, isReturned: false);
        var thrown = before.Possible - state.Possible;
        if (observe is null && !thrown.IsEmpty)
            _aftermath.Throw(block, _aftermath.Guide.ThrownByCallIn(operation), before with { Possible = thrown }, new(this, block.Ordinal));
        return true;
    }

    private void Leave(BasicBlock block, State state)
    {
        if (block.ConditionalSuccessor is not { } conditional)
        {
            Follow(block, block.FallThroughSuccessor, state);
            return;
        }

        var after = state;
        var truth = _flow.Conditions.TruthOf(block.BranchValue!, ref after);
        if (truth.IsTainted)
            after = after.Lost();
        var outcome = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        var taken = after with { Possible = after.Possible & truth.Split.Side(outcome) };
        var other = after with { Possible = after.Possible & truth.Split.Side(!outcome) };
        _branches[block.Ordinal] = new(block, truth, !taken.Possible.IsEmpty && !other.Possible.IsEmpty, !taken.Possible.Overlaps(other.Possible));
        Follow(block, conditional, taken);
        Follow(block, block.FallThroughSuccessor, other);
    }

    private void Follow(BasicBlock block, ControlFlowBranch? branch, State state)
    {
        if (branch is null || state.Possible.IsEmpty)
            return;
        var here = new WayNode(this, block.Ordinal);
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Throw:
                _aftermath.Throw(block, Thrown(block.BranchValue!, state), state, here);
                return;
            case ControlFlowBranchSemantics.Rethrow:
                _aftermath.Throw(block, Failure, state, here);
                return;
            case ControlFlowBranchSemantics.StructuredExceptionHandling when branch.Destination is null:
                DeclineInFilter(block, state, here);
                return;
        }

        if (branch.Semantics == ControlFlowBranchSemantics.Return || branch.Destination is { Kind: BasicBlockKind.Exit })
        {
            var evaluated = state;
            var value = block.ConditionalSuccessor is null && block.BranchValue is { } returned ? _flow.Conditions.Evaluate(returned, ref evaluated) : Fact.Unknown;
            _returns[block.Ordinal] = (state, value);
        }

        if (branch.Destination is not { } destination)
            return;
        foreach (var region in branch.FinallyRegions)
            PassThrough(region, block, destination, state);
        NoteEdge(block.Ordinal, new(this, destination.Ordinal));
        Enter(destination.Ordinal, _aftermath.Shape.Leave(branch, state));
    }

    /// <summary>Visits a <c>finally</c> block on the way to a branch's destination.</summary>
    private void PassThrough(ControlFlowRegion region, BasicBlock block, BasicBlock destination, State state)
    {
        NoteEdge(block.Ordinal, new(this, region.FirstBlockOrdinal));
        for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
        {
            if (_aftermath.Graph.Blocks[ordinal].FallThroughSuccessor is { Destination: null, Semantics: ControlFlowBranchSemantics.StructuredExceptionHandling })
                NoteEdge(ordinal, new(this, destination.Ordinal));
        }

        Enter(region.FirstBlockOrdinal, state.ForOtherCode());
    }

    private Failure Thrown(IOperation operand, State state)
    {
        var evaluated = state;
        return _flow.Conditions.Evaluate(operand, ref evaluated) is Fact.Path { Steps: "" } && Handler is not null
            ? Failure
            : _aftermath.Guide.ThrownBy(operand, new(state, _flow.Conditions));
    }

    /// <summary>A filter that is not satisfied leaves the exception to the handlers that follow.</summary>
    private void DeclineInFilter(BasicBlock block, State state, WayNode from)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.FilterAndHandler, EnclosingRegion: { } tryAndCatch })
                continue;
            _aftermath.Offer(Failure, state, tryAndCatch, tryAndCatch.NestedRegions.IndexOf(region) + 1, from);
            return;
        }
    }
}
