using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Blocks of a flow graph that all lead to each other, by branches or by exceptions: whatever goes round goes round within them.</summary>
internal sealed class GraphCycle
{
    private readonly HashSet<int> _blocks;

    private GraphCycle(List<int> blocks)
    {
        blocks.Sort();
        Blocks = blocks;
        _blocks = new(blocks);
    }

    /// <summary>The blocks, in the order of the graph.</summary>
    public IReadOnlyList<int> Blocks { get; }

    /// <summary>The blocks outside that lead into the cycle.</summary>
    public IReadOnlyList<int> Before { get; private set; } = [];

    public bool Contains(int block) => _blocks.Contains(block);

    /// <summary>Finds the cycle that each block is in; null for one that no way leads back to.</summary>
    public static GraphCycle?[] In(ControlFlowGraph graph, GraphShape shape)
    {
        var targets = TargetsIn(graph, shape);
        var cycleOf = new GraphCycle?[targets.Length];
        foreach (var component in new Components(targets).All)
        {
            if (component.Count == 1 && !targets[component[0]].Contains(component[0]))
                continue;
            var cycle = new GraphCycle(component);
            foreach (var block in component)
                cycleOf[block] = cycle;
        }

        var before = new Dictionary<GraphCycle, List<int>>();
        for (var block = 0; block < targets.Length; block++)
        {
            foreach (var target in targets[block])
            {
                if (cycleOf[target] is not { } cycle || cycle == cycleOf[block])
                    continue;
                if (!before.TryGetValue(cycle, out var blocks))
                    cycle.Before = before[cycle] = blocks = [];
                if (blocks.Count == 0 || blocks[blocks.Count - 1] != block)
                    blocks.Add(block);
            }
        }

        return cycleOf;
    }

    /// <summary>Where a way can go on from each block: along its branches, into the handlers of its exceptions, and through <c>finally</c> blocks, which have no branches of
    /// their own out of them.</summary>
    private static List<int>[] TargetsIn(ControlFlowGraph graph, GraphShape shape)
    {
        var targets = new List<int>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
            targets[block.Ordinal] = [.. shape.HandlersOf(block)];
        foreach (var block in graph.Blocks)
        {
            Add(block, block.ConditionalSuccessor);
            Add(block, block.FallThroughSuccessor);
            AddHandlersAfterFilter(block);
        }

        return targets;

        void Add(BasicBlock from, ControlFlowBranch? branch)
        {
            if (branch?.Destination is not { Ordinal: var destination })
                return;
            targets[from.Ordinal].Add(destination);
            foreach (var region in branch.FinallyRegions)
            {
                targets[from.Ordinal].Add(region.FirstBlockOrdinal);
                for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
                    targets[ordinal].Add(destination);
            }
        }

        // A filter that is not satisfied leaves the exception to the handlers that follow. Above the root of a lambda's graph are regions of the graph around it.
        void AddHandlersAfterFilter(BasicBlock block)
        {
            for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
            {
                if (region is not { Kind: ControlFlowRegionKind.FilterAndHandler, EnclosingRegion: { } tryAndCatch } || region.NestedRegions.IsEmpty)
                    continue;
                foreach (var handler in tryAndCatch.NestedRegions)
                {
                    if (handler.FirstBlockOrdinal > region.LastBlockOrdinal)
                        targets[block.Ordinal].Add(handler.FirstBlockOrdinal);
                }
            }
        }
    }

    /// <summary>The strongly connected components of a graph, by Tarjan's algorithm with a stack of its own: a body can have thousands of blocks in a row.</summary>
    private sealed class Components
    {
        private readonly List<int>[] _targets;
        private readonly int[] _number;
        private readonly int[] _lowest;
        private readonly bool[] _isOpen;
        private readonly Stack<int> _open = new();
        private int _count;

        public Components(List<int>[] targets)
        {
            _targets = targets;
            _number = new int[targets.Length];
            _lowest = new int[targets.Length];
            _isOpen = new bool[targets.Length];
            for (var block = 0; block < targets.Length; block++)
            {
                if (_number[block] == 0)
                    Visit(block);
            }
        }

        public List<List<int>> All { get; } = [];

        private void Visit(int first)
        {
            var path = new Stack<(int Block, int Next)>();
            path.Push((first, 0));
            while (path.Count > 0)
            {
                var (block, next) = path.Pop();
                if (next == 0)
                {
                    _number[block] = _lowest[block] = ++_count;
                    _open.Push(block);
                    _isOpen[block] = true;
                }
                else
                {
                    var returned = _targets[block][next - 1];
                    if (_isOpen[returned])
                        _lowest[block] = Math.Min(_lowest[block], _lowest[returned]);
                }

                while (next < _targets[block].Count && _number[_targets[block][next]] != 0)
                {
                    if (_isOpen[_targets[block][next]])
                        _lowest[block] = Math.Min(_lowest[block], _number[_targets[block][next]]);
                    next++;
                }

                if (next < _targets[block].Count)
                {
                    path.Push((block, next + 1));
                    path.Push((_targets[block][next], 0));
                }
                else if (_lowest[block] == _number[block])
                {
                    Close(block);
                }
            }
        }

        private void Close(int root)
        {
            var component = new List<int>();
            int block;
            do
            {
                block = _open.Pop();
                _isOpen[block] = false;
                component.Add(block);
            }
            while (block != root);
            All.Add(component);
        }
    }
}
