using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>A polling loop asks again at once.</summary>
/// <example><code>
/// while (task.Status is "PENDING" or "RUNNING")
///     task = await GetTaskAsync(id);   // hundreds of requests a minute, until the endpoint refuses them
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PollingWithoutDelayAnalyzer : PollingAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4004",
        title: "Polling has no delay",
        messageFormat: "The polling can ask {0} again without waiting",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A generation task takes from seconds to minutes. A loop that can ask again at once sends as many requests as the network carries, and is answered with 429 before the task is done.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4004"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        if (new UnwaitedRounds(loop, cancellationToken).Exist())
            yield return Diagnostic.Create(Rule, loop.Keyword, loop.Words.Name);
    }
}

/// <summary>Looks for a way round a loop on which nothing waits.</summary>
internal sealed class UnwaitedRounds
{
    private readonly PollingLoop _loop;
    private readonly DoorConditions _conditions;
    private readonly Waits _waits;
    private readonly HashSet<RoundNode> _passable = new();

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
        // From the ends backwards: a block lets a round pass if it does not wait itself and leads on to one that does, by what the answer decides;
        // where something else decides, such as "not the first round", every way must.
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var node in _loop.Ways.Nodes)
            {
                if (!_passable.Contains(node) && LetsPass(node))
                    changed |= _passable.Add(node);
            }
        }

        return _loop.Round.Starts.Any(start => _passable.Contains(new(start.Block, true)));
    }

    private bool LetsPass(RoundNode node)
    {
        if (WaitsIn(node))
            return false;
        if (_loop.Round.Arrivals.ContainsKey(node))
            return true;
        var onwards = _loop.Ways.EdgesOf(node).Where(edge => !_loop.Ways.UndecidedDoors.Contains(edge))
            .SelectMany(_loop.Ways.TargetsOf).Where(_loop.Ways.Nodes.Contains).ToList();
        if (onwards.Count == 0)
            return false;
        return _conditions.KindOf(_loop.Graph.Blocks[node.Block]) is DoorKind.Answer or DoorKind.HttpStatus
            ? onwards.Exists(_passable.Contains)
            : onwards.TrueForAll(_passable.Contains);
    }

    private bool WaitsIn(RoundNode node)
    {
        var block = _loop.Graph.Blocks[node.Block];
        var places = _loop.Round.Starts.Where(start => start.Block == node.Block).Select(static start => start.Index).ToList();
        var first = node.IsStart ? places[0] : 0;
        var last = !node.IsStart && places.Count > 0 ? places[0] : block.Operations.Length;
        for (var index = first; index <= last; index++)
        {
            var operation = index < block.Operations.Length ? block.Operations[index] : block.BranchValue;
            if (operation is not null && _waits.In(operation))
                return true;
        }

        return false;
    }
}
