using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What a flow graph does not say by its edges: which handlers see a block's exceptions, what a finally block writes on the way out,
/// and which captures stand for variables.</summary>
internal sealed class GraphShape
{
    private readonly ControlFlowGraph _graph;
    private readonly int[]?[] _handlers;
    // The rules of a package run side by side.
    private readonly ConcurrentDictionary<ControlFlowRegion, List<object>> _written = new();
    private readonly Dictionary<CaptureId, ISymbol> _references = new();
    private readonly VariableWrites _writes;

    public GraphShape(ControlFlowGraph graph, VariableWrites writes)
    {
        _graph = graph;
        _handlers = new int[graph.Blocks.Length][];
        _writes = writes;
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is IFlowCaptureOperation capture && VariableOf(capture.Value) is { } variable && !writes.IsUnfollowed(variable))
                    _references[capture.Id] = variable;
            }
        }
    }

    /// <summary>The variable that an operation refers to, through a capture where it must; null for anything else, and for variables that cannot be
    /// followed.</summary>
    public object? SlotOf(IOperation operation) => operation switch
    {
        IFlowCaptureReferenceOperation capture => _references.TryGetValue(capture.Id, out var variable) ? variable : capture.Id,
        IDeclarationExpressionOperation declaration => SlotOf(declaration.Expression),
        _ => VariableOf(operation) is { } symbol && !_writes.IsUnfollowed(symbol) ? symbol : null,
    };

    /// <summary>The first blocks of the handlers that an exception in the block can reach.</summary>
    public int[] HandlersOf(BasicBlock block) => _handlers[block.Ordinal] ??= FindHandlers(block);

    /// <summary>Whether from each of some blocks every way leads to later ones only.</summary>
    public bool LeadsForward(IEnumerable<BasicBlock> blocks)
    {
        foreach (var block in blocks)
        {
            if (!IsAfter(block.FallThroughSuccessor) || !IsAfter(block.ConditionalSuccessor) || Array.Exists(HandlersOf(block), handler => handler <= block.Ordinal))
                return false;

            bool IsAfter(ControlFlowBranch? branch) => branch?.Destination is not { Ordinal: var destination } || destination > block.Ordinal;
        }

        return true;
    }

    /// <summary>The state beyond a branch: captures that end with a region are dropped, what a finally block writes is forgotten.</summary>
    public State Leave(ControlFlowBranch branch, State state)
    {
        foreach (var region in branch.LeavingRegions)
        {
            foreach (var capture in region.CaptureIds)
                state = state.With(capture, Fact.Unknown);
            foreach (var local in region.Locals)
                state = state.With(local, Fact.Unknown);
        }

        foreach (var region in branch.FinallyRegions)
        {
            foreach (var slot in WrittenIn(region))
                state = state.With(slot, Fact.Unknown);
        }

        return state;
    }

    private static int[] FindHandlers(BasicBlock block)
    {
        List<int>? handlers = null;
        // The root region of a nested function's graph has an enclosing region too, of the graph around it.
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } parent }; region = parent)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;
            var catchesAll = false;
            foreach (var sibling in parent.NestedRegions)
            {
                if (sibling.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally)
                    (handlers ??= new()).Add(sibling.FirstBlockOrdinal);
                catchesAll |= sibling.Kind == ControlFlowRegionKind.Catch
                    && sibling.ExceptionType is { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
            }

            if (catchesAll)
                break;
        }

        return handlers?.ToArray() ?? Array.Empty<int>();
    }

    private List<object> WrittenIn(ControlFlowRegion region)
    {
        if (_written.TryGetValue(region, out var written))
            return written;
        written = new();
        for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
        {
            foreach (var operation in _graph.Blocks[ordinal].Operations)
            {
                foreach (var descendant in operation.DescendantsAndSelf())
                    AddTargets(WrittenBy(descendant), written);
            }
        }

        return _written[region] = written;
    }

    private void AddTargets(IOperation? target, List<object> targets)
    {
        if (target is ITupleOperation tuple)
        {
            foreach (var element in tuple.Elements)
                AddTargets(element, targets);
        }
        else if (target is not null && SlotOf(target) is { } slot)
        {
            targets.Add(slot);
        }
    }

    /// <summary>What an operation writes.</summary>
    private static IOperation? WrittenBy(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target,
        IIncrementOrDecrementOperation increment => increment.Target,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
        _ => null,
    };

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
