using System.Collections.Concurrent;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.Tasks;

/// <summary>How a way out of a round ends.</summary>
internal enum WayEnd
{
    Return,
    Throw,
}

/// <summary>An end of the ways that leave a polling loop.</summary>
/// <param name="Kind">How it ends.</param>
/// <param name="Block">The block that ends so.</param>
internal readonly record struct Terminal(WayEnd Kind, int Block);

/// <summary>Which ways a status can take from one poll on: round again, or out of the loop by which door to which end.</summary>
internal sealed class LoopWays
{
    private readonly Round _round;
    private readonly SyntaxNode? _loop;
    private readonly GraphShape _shape;
    private readonly Dictionary<RoundNode, List<RoundEdge>> _edges = new();
    private readonly HashSet<RoundNode> _loopNodes = new();
    // The rules ask concurrently.
    private readonly ConcurrentDictionary<int, (HashSet<Terminal> Ends, HashSet<RoundNode> Nodes)> _ways = new();
    private readonly HashSet<RoundEdge> _undecided = new();

    /// <summary>Looks at the ways of a round.</summary>
    /// <param name="round">The round.</param>
    /// <param name="loop">The loop statement; null for a loop without one.</param>
    /// <param name="pending">The words of a task that is not finished.</param>
    public LoopWays(Round round, SyntaxNode? loop, CaseSet pending)
    {
        _round = round;
        _loop = loop;
        _shape = GraphFacts.Of(round.Graph).Shape;
        foreach (var edge in round.Edges)
        {
            if (!_edges.TryGetValue(edge.Source, out var list))
                _edges.Add(edge.Source, list = new());
            list.Add(edge);
        }

        FindLoopNodes();
        foreach (var arrival in round.Arrivals)
        {
            if (_loopNodes.Contains(arrival.Key))
                Again |= arrival.Value.Possible;
        }

        StillPending = Again & pending;
        foreach (var door in Doors)
        {
            if (door.State.Possible.Overlaps(StillPending))
                _undecided.Add(door);
        }
    }

    /// <summary>The statuses after which the loop can poll again.</summary>
    public CaseSet Again { get; } = CaseSet.Empty;

    /// <summary>The pending statuses among them: what they can do, no status decides.</summary>
    public CaseSet StillPending { get; }

    /// <summary>The branches out of the loop, returns and throws among them.</summary>
    public IEnumerable<RoundEdge> Doors => _round.Edges.Where(IsDoor);

    /// <summary>The branches out of the loop that a pending status takes as well: deadlines, cancellation, and what else does not depend on the status.</summary>
    public IReadOnlyCollection<RoundEdge> UndecidedDoors => _undecided;

    /// <summary>The blocks of the loop.</summary>
    public IReadOnlyCollection<RoundNode> Nodes => _loopNodes;

    /// <summary>The branches of one block.</summary>
    public IReadOnlyList<RoundEdge> EdgesOf(RoundNode node) => _edges.TryGetValue(node, out var edges) ? edges : Array.Empty<RoundEdge>();

    /// <summary>The nodes that a branch leads to: its destination, or the handlers that catch what it throws.</summary>
    public IEnumerable<RoundNode> TargetsOf(RoundEdge edge)
    {
        if (!IsThrow(edge.Branch))
            return edge.Branch.Destination is { Kind: not BasicBlockKind.Exit } destination ? new[] { new RoundNode(destination.Ordinal, false) } : Array.Empty<RoundNode>();
        return _shape.HandlersOf(_round.Graph.Blocks[edge.Source.Block]).Where(handler => MayCatch(handler, edge)).Select(static handler => new RoundNode(handler, false));
    }

    /// <summary>Where the ways of a status end that leave the loop because of it.</summary>
    public IReadOnlyCollection<Terminal> EndsOf(int status) => WaysOf(status).Ends;

    /// <summary>The blocks that a status passes on them, those of the loop among them.</summary>
    public IReadOnlyCollection<RoundNode> NodesOf(int status) => WaysOf(status).Nodes;

    private static bool IsThrow(ControlFlowBranch branch) => branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow;

    private bool IsDoor(RoundEdge edge) =>
        _loopNodes.Contains(edge.Source) && !TargetsOf(edge).Any(_loopNodes.Contains);

    private (HashSet<Terminal> Ends, HashSet<RoundNode> Nodes) WaysOf(int status) => _ways.GetOrAdd(status, FindWays);

    private (HashSet<Terminal> Ends, HashSet<RoundNode> Nodes) FindWays(int status)
    {
        var ends = new HashSet<Terminal>();
        var seen = new HashSet<(RoundNode, bool)>();
        var pending = new Stack<(RoundNode Node, bool IsOutside)>();
        foreach (var (block, _) in _round.Starts)
            pending.Push((new(block, true), false));
        while (pending.Count > 0)
        {
            var (node, isOutside) = pending.Pop();
            if (!seen.Add((node, isOutside)))
                continue;
            // Another task after this one: this one's polling has ended.
            if (isOutside && _round.Arrivals.ContainsKey(node))
                ends.Add(new(WayEnd.Return, node.Block));
            foreach (var edge in EdgesOf(node))
            {
                if (!edge.State.Possible.Contains(status) || _undecided.Contains(edge))
                    continue;
                var leaves = isOutside || IsDoor(edge);
                var targets = TargetsOf(edge).ToList();
                foreach (var target in targets)
                    pending.Push((target, leaves));
                if (IsThrow(edge.Branch) && !targets.Any(target => CertainlyCatches(target.Block, edge)))
                    ends.Add(new(WayEnd.Throw, node.Block));
                else if (edge.Branch.Semantics == ControlFlowBranchSemantics.Return || edge.Branch.Destination is { Kind: BasicBlockKind.Exit })
                    ends.Add(new(WayEnd.Return, node.Block));
            }
        }

        return (ends, new(seen.Select(static visit => visit.Item1)));
    }

    private void FindLoopNodes()
    {
        var sources = new Dictionary<RoundNode, List<RoundNode>>();
        foreach (var edge in _round.Edges)
        {
            foreach (var target in TargetsOf(edge))
            {
                if (!sources.TryGetValue(target, out var list))
                    sources.Add(target, list = new());
                list.Add(edge.Source);
            }
        }

        // What throws unexpectedly in a block can be handled in the loop.
        foreach (var node in _edges.Keys)
        {
            foreach (var handler in _shape.HandlersOf(_round.Graph.Blocks[node.Block]))
            {
                var target = new RoundNode(handler, false);
                if (!sources.TryGetValue(target, out var list))
                    sources.Add(target, list = new());
                list.Add(node);
            }
        }

        var pending = new Stack<RoundNode>(_round.Arrivals.Keys.Where(node => IsInLoop(_round.Graph.Blocks[node.Block], 0)));
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!_loopNodes.Add(node) || !sources.TryGetValue(node, out var list))
                continue;
            foreach (var source in list)
            {
                if (IsInLoop(_round.Graph.Blocks[source.Block], 0))
                    pending.Push(source);
            }
        }
    }

    private bool IsInLoop(BasicBlock block, int depth)
    {
        if (_loop is null)
            return true;
        if ((block.Operations.FirstOrDefault() ?? block.BranchValue) is { } first)
            return _loop.Span.Contains(first.Syntax.Span);
        return depth < 8 && block.FallThroughSuccessor?.Destination is { } destination && IsInLoop(destination, depth + 1);
    }

    private bool MayCatch(int handler, RoundEdge edge)
    {
        var caught = CaughtBy(handler);
        return caught is null || ThrownBy(edge) is not { } thrown || IsBaseOf(caught, thrown) || IsBaseOf(thrown, caught);
    }

    private bool CertainlyCatches(int handler, RoundEdge edge) =>
        _round.Graph.Blocks[handler].EnclosingRegion is { Kind: ControlFlowRegionKind.Catch } && (CaughtBy(handler) is not { } caught || (ThrownBy(edge) is { } thrown && IsBaseOf(caught, thrown)));

    /// <summary>The exception type that a handler takes; null for all, and for a finally block.</summary>
    private ITypeSymbol? CaughtBy(int handler)
    {
        for (var region = _round.Graph.Blocks[handler].EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                return region.ExceptionType is { SpecialType: SpecialType.System_Object } ? null : region.ExceptionType;
            if (region.Kind == ControlFlowRegionKind.Finally)
                return null;
        }

        return null;
    }

    private ITypeSymbol? ThrownBy(RoundEdge edge)
    {
        var value = _round.Graph.Blocks[edge.Source.Block].BranchValue;
        while (value is Microsoft.CodeAnalysis.Operations.IConversionOperation conversion)
            value = conversion.Operand;
        return value?.Type;
    }

    private static bool IsBaseOf(ITypeSymbol type, ITypeSymbol derived)
    {
        for (var current = derived; current is not null; current = current.BaseType!)
        {
            if (SymbolEqualityComparer.Default.Equals(current, type))
                return true;
        }

        return false;
    }
}
