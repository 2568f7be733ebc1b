using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Looks for a way round a loop on which nothing waits.</summary>
internal sealed class UnwaitedRounds
{
    private readonly PollingLoop _loop;
    private readonly Waits _waits;
    private readonly Dictionary<RoundNode, bool> _isWaiting = new();
    private readonly Dictionary<int, bool> _isDecidedByAnswer = new();
    private readonly Dictionary<ControlFlowRegion, bool> _waitingFinally = new();
    private readonly DoorConditions _conditions;

    public UnwaitedRounds(PollingLoop loop, CancellationToken cancellationToken)
    {
        _loop = loop;
        _conditions = new(loop, cancellationToken);
        _waits = new(loop.Bodies, cancellationToken);
    }

    public bool Exist()
    {
        // What the consumer of an iterator does between two rounds is out of sight, and so is what an asynchronous sequence waits for.
        if (_loop.Code is IForEachLoopOperation { IsAsynchronous: true } || _loop.Code.DescendantsAndSelf().Any(static operation => operation is IReturnOperation { Kind: OperationKind.YieldReturn })
            || _waits.In(_loop.Request.Call))
            return false;
        foreach (var status in _loop.Ways.Again)
        {
            if (_loop.Ways.FirstAlike(status) == status && ExistFor(status))
                return true;
        }

        return false;
    }

    /// <summary>From the ends backwards: a block lets a round pass if it does not wait itself and leads on to one that does, by what the answer decides;
    /// where something else decides, such as "not the first round", every way must.</summary>
    private bool ExistFor(int status)
    {
        var passable = new HashSet<RoundNode>();
        var isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (var node in _loop.Ways.Nodes)
            {
                if (!passable.Contains(node) && LetsPass(node, status, passable))
                    isChanged |= passable.Add(node);
            }
        }

        return _loop.Round.Starts.Any(start => passable.Contains(new(start.Block, true)));
    }

    private bool LetsPass(RoundNode node, int status, HashSet<RoundNode> passable)
    {
        if (WaitsIn(node))
            return false;
        if (_loop.Round.Arrivals.TryGetValue(node, out var arrival))
            return arrival.Possible.Contains(status);
        var onwards = _loop.Ways.EdgesOf(node)
            .Where(edge => edge.State.Possible.Contains(status) && !_loop.Ways.UndecidedDoors.Contains(edge))
            .SelectMany(edge => _loop.Ways.TargetsOf(edge).Where(_loop.Ways.Nodes.Contains).Select(target => passable.Contains(target) && !edge.Branch.FinallyRegions.Any(WaitsIn)))
            .ToList();
        return onwards.Count > 0 && (IsDecidedByAnswer(node.Block) ? onwards.Contains(true) : !onwards.Contains(false));
    }

    private bool IsDecidedByAnswer(int block)
    {
        if (!_isDecidedByAnswer.TryGetValue(block, out var known))
            _isDecidedByAnswer[block] = known = _conditions.KindOf(_loop.Graph.Blocks[block]) is DoorKind.Answer or DoorKind.HttpStatus;
        return known;
    }

    private bool WaitsIn(RoundNode node)
    {
        if (_isWaiting.TryGetValue(node, out var known))
            return known;
        var block = _loop.Graph.Blocks[node.Block];
        var origin = _loop.Round.Starts.Where(start => start.Block == node.Block).Select(static start => (int?)start.Index).FirstOrDefault();
        var first = node.IsStart ? origin ?? 0 : 0;
        var last = node.IsStart ? block.Operations.Length : origin ?? block.Operations.Length;
        return _isWaiting[node] = WaitsBetween(block, first, last);
    }

    private bool WaitsIn(ControlFlowRegion region)
    {
        if (_waitingFinally.TryGetValue(region, out var known))
            return known;
        var waits = false;
        for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal && !waits; ordinal++)
            waits = WaitsBetween(_loop.Graph.Blocks[ordinal], 0, _loop.Graph.Blocks[ordinal].Operations.Length);
        return _waitingFinally[region] = waits;
    }

    private bool WaitsBetween(BasicBlock block, int first, int last)
    {
        for (var index = first; index <= last; index++)
        {
            var operation = index < block.Operations.Length ? block.Operations[index] : block.BranchValue;
            if (operation is not null && _waits.In(operation))
                return true;
        }

        return false;
    }
}
