namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The states at the beginnings of a graph's blocks, and which of these blocks are yet to be passed. Most runs come to few blocks of a long body.</summary>
internal sealed class BlockStates(CaseDomain domain)
{
    private readonly Dictionary<int, State> _entries = new();
    private readonly SortedSet<int> _pending = new();

    /// <summary>The state at the beginning of a block, by its ordinal; null where it was not reached.</summary>
    public State? this[int block] => _entries.TryGetValue(block, out var state) ? state : null;

    /// <summary>The blocks that were reached until now, in the order of the graph.</summary>
    public List<int> Reached()
    {
        var blocks = new List<int>(_entries.Keys);
        blocks.Sort();
        return blocks;
    }

    /// <summary>Takes a state to a block, which is pending again where that tells something new.</summary>
    public void Enter(int block, State state)
    {
        if (_entries.TryGetValue(block, out var known))
        {
            var joined = known.Join(state, domain);
            if (ReferenceEquals(joined, known))
                return;
            state = joined;
        }

        _entries[block] = state;
        _pending.Add(block);
    }

    /// <summary>Takes the first pending block; false where there is none.</summary>
    public bool TryTake(out int block)
    {
        block = _pending.Min;
        return _pending.Remove(block);
    }
}
