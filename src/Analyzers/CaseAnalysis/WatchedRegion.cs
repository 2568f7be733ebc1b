using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The blocks of a graph in which a watched object can be at hand: from where it comes from to where nothing is mentioned any more that was made of it.</summary>
internal sealed class WatchedRegion
{
    private readonly ControlFlowGraph _graph;
    private readonly GraphFacts _facts;
    private readonly HashSet<int> _blocks = [];
    private readonly HashSet<object> _holders = new(FactMap.SlotComparer);
    private readonly HashSet<SyntaxNode> _places;
    private readonly bool _isCaptured;

    private WatchedRegion(ControlFlowGraph graph, GraphFacts facts, SortedSet<int> origins, HashSet<SyntaxNode> places)
    {
        _graph = graph;
        _facts = facts;
        _places = places;
        Origins = origins;
        Fill();
        Blocks = _blocks.OrderBy(static ordinal => ordinal).Select(ordinal => graph.Blocks[ordinal]).ToList();
        _isCaptured = _holders.Any(holder => holder is ISymbol variable && facts.Writes.IsCaptured(variable));
    }

    /// <summary>The blocks that the objects come from.</summary>
    public IReadOnlyCollection<int> Origins { get; }

    /// <summary>The blocks, in the order of the graph.</summary>
    public IReadOnlyList<BasicBlock> Blocks { get; }

    /// <summary>Finds the region.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="origins">The calls and creations that yield watched objects.</param>
    /// <returns>The region; null where not all origins are found.</returns>
    public static WatchedRegion? Find(ControlFlowGraph graph, GraphFacts facts, ImmutableArray<SyntaxNode> origins)
    {
        var places = new HashSet<SyntaxNode>();
        var blocks = new SortedSet<int>();
        foreach (var origin in origins)
        {
            if (!facts.AddPlaces(origin, blocks, places))
                return null;
        }

        return new(graph, facts, blocks, places);
    }

    /// <summary>The last of the blocks outside that lead into the region.</summary>
    public int LastWayIn => WaysIn().Max(static way => way.Block);

    public bool Contains(int block) => _blocks.Contains(block);

    /// <summary>Whether a statement can have to do with the watched object or what was made of it.</summary>
    public bool Concerns(Lifetimes.Statement statement) => _isCaptured || IsMentionedIn(statement);

    /// <summary>The blocks outside that lead into the region: by their branches, or into the handler that is named by an exception.</summary>
    public IEnumerable<(int Block, int? Handler)> WaysIn()
    {
        foreach (var block in Blocks)
        {
            foreach (var predecessor in block.Predecessors)
            {
                if (!Contains(predecessor.Source.Ordinal))
                    yield return (predecessor.Source.Ordinal, null);
            }

            for (var region = block.EnclosingRegion; region?.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
            {
                if (region is not { Kind: ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally, EnclosingRegion.NestedRegions: [var guarded, ..] })
                    continue;
                for (var ordinal = guarded.FirstBlockOrdinal; ordinal <= guarded.LastBlockOrdinal; ordinal++)
                {
                    if (!Contains(ordinal))
                        yield return (ordinal, block.Ordinal);
                }
            }
        }
    }

    private bool IsMentionedIn(Lifetimes.Statement statement) => statement.Mentioned.Exists(_holders.Contains) || statement.Calls.Exists(_places.Contains);

    private void Fill()
    {
        int known;
        do
        {
            known = _holders.Count;
            _blocks.Clear();
            var pending = new Stack<int>(Origins);
            while (pending.Count > 0)
            {
                var ordinal = pending.Pop();
                if (!_blocks.Add(ordinal))
                    continue;
                foreach (var statement in _facts.Lifetimes.StatementsOf(ordinal))
                {
                    if (IsMentionedIn(statement))
                        _holders.UnionWith(statement.Set);
                }

                var block = _graph.Blocks[ordinal];
                Follow(block.ConditionalSuccessor, pending);
                Follow(block.FallThroughSuccessor, pending);
                foreach (var handler in _facts.Shape.HandlersOf(block))
                    Follow(handler, pending);
            }
        }
        while (_holders.Count > known);
    }

    private void Follow(ControlFlowBranch? branch, Stack<int> pending)
    {
        if (branch?.Destination is { Ordinal: var destination })
            Follow(destination, pending);
    }

    private void Follow(int block, Stack<int> pending)
    {
        if (Contains(block))
            return;
        foreach (var holder in _holders)
        {
            if (_facts.Lifetimes.IsOver(holder, block))
                continue;
            pending.Push(block);
            return;
        }
    }
}
