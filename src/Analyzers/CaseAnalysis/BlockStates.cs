namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The states at the beginnings of a graph's blocks, and which of these blocks are yet to be passed.</summary>
internal sealed class BlockStates(int count, CaseDomain domain)
{
    private readonly SortedSet<int> _pending = new();

    /// <summary>The states by the blocks' ordinals; null for those that were not reached.</summary>
    public State?[] Entries { get; } = new State?[count];

    /// <summary>Takes a state to a block, which is pending again where that tells something new.</summary>
    public void Enter(int block, State state)
    {
        var known = Entries[block];
        var joined = known is null ? state : known.Join(state, domain);
        if (known is not null && ReferenceEquals(joined, known))
            return;
        Entries[block] = joined;
        _pending.Add(block);
    }

    /// <summary>Takes the first pending block; false where there is none.</summary>
    public bool TryTake(out int block)
    {
        block = _pending.Min;
        return _pending.Remove(block);
    }
}
