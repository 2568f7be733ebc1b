using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Follows what happens after an operation ended in one way, such as with an exception: through the handlers that can catch it, in their order and with
/// their filters, and onwards until a way ends. Unlike a <see cref="CaseFlow"/> run, only exceptions that are thrown for a known reason reach handlers.</summary>
internal sealed class Aftermath
{
    private readonly MethodBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly GraphCycle? _within;
    private readonly Dictionary<IOperation, WayEnd> _ends = new();
    private readonly Dictionary<Failure, CaseFlow> _flows = new();
    private readonly List<Way> _ways = new();
    private readonly List<Escape> _escapes = new();
    private bool _isExhausted;

    /// <summary>Prepares to follow ways through a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    /// <param name="guide">Knows what the operations mean.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="within">The cycle that the ways are followed in, where what becomes of them once they have left it does not matter; null for the whole graph.</param>
    public Aftermath(ControlFlowGraph graph, MethodBodies bodies, IAftermathGuide guide, CancellationToken cancellationToken, GraphCycle? within = null)
    {
        Graph = graph;
        _bodies = bodies;
        Guide = guide;
        _cancellationToken = cancellationToken;
        _within = within;
        Shape = GraphFacts.Of(graph).Shape;
        foreach (var block in Blocks)
        {
            foreach (var operation in block.Operations)
                NoteEnd(operation, block.Ordinal);
            if (block.BranchValue is { } value)
                NoteEnd(value, block.Ordinal);
        }
    }

    /// <summary>The ways followed, each with the handler that it began in.</summary>
    public IReadOnlyList<Way> Ways => _ways;

    /// <summary>The exceptions that leave the body.</summary>
    public IReadOnlyList<Escape> Escapes => _escapes;

    /// <summary>Whether the search was given up: nothing it says holds.</summary>
    public bool IsExhausted => _isExhausted;

    internal ControlFlowGraph Graph { get; }

    /// <summary>The blocks that ways are followed in.</summary>
    internal IEnumerable<BasicBlock> Blocks => _within is null ? Graph.Blocks : _within.Blocks.Select(ordinal => Graph.Blocks[ordinal]);

    internal GraphShape Shape { get; }

    internal IAftermathGuide Guide { get; }

    /// <summary>Follows an exception thrown in a block.</summary>
    public void Throw(BasicBlock block, Failure failure, State state)
    {
        Throw(block, failure, state, from: null);
        Solve();
    }

    /// <summary>Follows the normal end of an operation: a way that begins in no handler.</summary>
    /// <param name="block">The block that the operation stands in.</param>
    /// <param name="operation">The statement of the block, or its branch value, that the operation is part of.</param>
    /// <param name="view">What code can read of the watched object.</param>
    /// <param name="state">What is known.</param>
    public void Continue(BasicBlock block, IOperation operation, Failure view, State state)
    {
        WayOf(null, view).Begin(block, operation, state);
        Solve();
    }

    /// <summary>Follows the body from its beginning, where no exception is thrown.</summary>
    public void Start(Failure view, State state)
    {
        WayOf(null, view).Enter(0, state);
        Solve();
    }

    /// <summary>Follows the ways into the cycle from where others, of the whole body, have come to it.</summary>
    /// <param name="view">What code can read of the watched object where no exception was thrown.</param>
    /// <param name="whole">Those of the whole body.</param>
    public void GoInto(Failure view, Aftermath whole)
    {
        WayOf(null, view);
        foreach (var outside in whole.Ways)
            WayOf(outside.Handler, outside.Handler is null ? view : outside.Failure).ComeIn(outside, _within!.Before);
        Solve();
    }

    internal bool IsFollowed(int block) => _within?.Contains(block) != false;

    internal WayEnd EndAt(IOperation statement) => _ends.TryGetValue(statement, out var end) ? end : WayEnd.None;

    internal void Throw(BasicBlock block, Failure failure, State state, WayNode? from) => ThrowIn(block.EnclosingRegion, failure, state, from);

    /// <summary>Offers an exception to the handlers of a <c>try</c> from one of them on, then to those around it.</summary>
    internal void Offer(Failure failure, State state, ControlFlowRegion tryAndCatch, int next, WayNode? from)
    {
        for (; next < tryAndCatch.NestedRegions.Length && !state.Possible.IsEmpty; next++)
        {
            var handler = tryAndCatch.NestedRegions[next];
            var fits = failure.Is(handler.ExceptionType ?? handler.NestedRegions.FirstOrDefault()?.ExceptionType);
            var entering = state with { Possible = state.Possible & fits.WhenTrue };
            if (!entering.Possible.IsEmpty)
            {
                var way = WayOf(handler, failure);
                way.Enter(handler.FirstBlockOrdinal, entering.ForOtherCode());
                from?.Way.NoteEdge(from.Block, new(way, handler.FirstBlockOrdinal));
            }

            state = state with { Possible = state.Possible & fits.WhenFalse };
        }

        if (!state.Possible.IsEmpty)
            ThrowIn(tryAndCatch, failure, state, from);
    }

    private void ThrowIn(ControlFlowRegion innermost, Failure failure, State state, WayNode? from)
    {
        // The root of a lambda's graph lies in a region of the graph around it, whose handlers see nothing of this.
        for (var region = innermost; region is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } parent }; region = parent)
        {
            if (region.Kind == ControlFlowRegionKind.Try && parent.Kind == ControlFlowRegionKind.TryAndCatch)
            {
                Offer(failure, state, parent, 1, from);
                return;
            }
        }

        _escapes.Add(new(failure, state, from));
    }

    private Way WayOf(ControlFlowRegion? handler, Failure failure)
    {
        foreach (var known in _ways)
        {
            if (known.Handler == handler && known.Failure == failure)
                return known;
        }

        if (!_flows.TryGetValue(failure, out var flow))
        {
            _flows[failure] = flow = new(failure.Subject, null, _bodies, _cancellationToken);
            flow.Enter(Graph);
        }

        var way = new Way(this, handler, failure, flow);
        _ways.Add(way);
        return way;
    }

    private void Solve()
    {
        bool worked;
        do
        {
            worked = false;
            for (var index = 0; index < _ways.Count; index++)
                worked |= _ways[index].Work();
            _isExhausted |= _ways.Exists(static way => way.IsExhausted);
        }
        while (worked && !_isExhausted);
    }

    private void NoteEnd(IOperation statement, int block)
    {
        var end = WayEnd.None;
        foreach (var operation in statement.DescendantsAndSelf())
        {
            var here = Guide.EndAt(operation, block);
            if (here > end)
                end = here;
        }

        if (end != WayEnd.None)
            _ends[statement] = end;
    }
}

/// <summary>An exception that leaves the body.</summary>
/// <param name="Failure">What is known of it.</param>
/// <param name="State">What is known where it leaves.</param>
/// <param name="From">Where it was thrown; null for the one that was followed from the beginning.</param>
internal sealed record Escape(Failure Failure, State State, WayNode? From);
