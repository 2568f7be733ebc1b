using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>A block as one round passes it: from its beginning, or from the origin in it on.</summary>
/// <param name="Block">Its ordinal.</param>
/// <param name="IsStart">Whether the pass begins at the origin.</param>
internal readonly record struct RoundNode(int Block, bool IsStart);

/// <summary>A branch that a round can take.</summary>
/// <param name="Source">Where it leaves from.</param>
/// <param name="Branch">The branch.</param>
/// <param name="State">What holds on it.</param>
internal sealed record RoundEdge(RoundNode Source, ControlFlowBranch Branch, State State);

/// <summary>What happens between an origin and the next time that an origin, or another end of the round, is reached. Nothing of the time before the origin
/// or of earlier rounds is mixed into its states but the constants that variables certainly hold.</summary>
internal sealed class Round
{
    private readonly CaseDomain _domain;
    private readonly HashSet<(int Block, int Index)> _ends = new();
    private readonly List<RoundEdge> _edges = new();
    private readonly Dictionary<RoundNode, State> _arrivals = new();

    public Round(ControlFlowGraph graph, CaseDomain domain, Func<IOperation, bool> isOrigin, Func<IOperation, bool> isOtherEnd)
    {
        Graph = graph;
        _domain = domain;
        var starts = ImmutableArray.CreateBuilder<(int Block, int Index)>();
        foreach (var block in graph.Blocks)
        {
            for (var index = 0; index <= block.Operations.Length; index++)
            {
                var operation = index < block.Operations.Length ? block.Operations[index] : block.BranchValue;
                if (operation is null)
                    continue;
                var holdsOrigin = operation.DescendantsAndSelf().Any(isOrigin);
                if (holdsOrigin)
                    starts.Add((block.Ordinal, index));
                if (holdsOrigin || operation.DescendantsAndSelf().Any(isOtherEnd))
                    _ends.Add((block.Ordinal, index));
            }
        }

        Starts = starts.ToImmutable();
    }

    public ControlFlowGraph Graph { get; }

    /// <summary>The cases that its states tell apart.</summary>
    public CaseDomain Domain => _domain;

    /// <summary>The places of the origins: block and index of the operation, the index after the last for the branch value.</summary>
    public ImmutableArray<(int Block, int Index)> Starts { get; }

    /// <summary>The branches that can be taken.</summary>
    public IReadOnlyList<RoundEdge> Edges => _edges;

    /// <summary>Where the round ends by a new origin or another end, and in which states.</summary>
    public IReadOnlyDictionary<RoundNode, State> Arrivals => _arrivals;

    /// <summary>Whether the subject took part in a test that is not understood.</summary>
    public bool IsLost => _edges.Exists(static edge => edge.State.IsLost) || _arrivals.Values.Any(static state => state.IsLost);

    internal bool EndsAt(int block, int index) => _ends.Contains((block, index));

    /// <summary>What the next round starts with: the constants that variables hold wherever an origin was reached; null when none was.</summary>
    internal State? Next { get; private set; }

    internal void Arrive(RoundNode node, int index, State state)
    {
        _arrivals[node] = _arrivals.TryGetValue(node, out var known) ? known.Join(state, _domain) : state;
        if (!Starts.Contains((node.Block, index)))
            return;
        var constants = state.Constants(_domain);
        Next = Next?.Common(constants) ?? constants;
    }

    internal void Take(RoundEdge edge) => _edges.Add(edge);

    internal void Clear()
    {
        _edges.Clear();
        _arrivals.Clear();
        Next = null;
    }
}
