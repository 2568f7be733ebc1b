using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Which variables, captures and calls the statements of a graph mention, and up to where.</summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<object, int> _lastMention = new(FactMap.SlotComparer);
    private readonly int[] _earliestReachable;
    private readonly List<Statement>[] _statements;
    private readonly VariableWrites _writes;
    private readonly Dictionary<CaptureId, ILocalSymbol> _captured = new();

    public Lifetimes(ControlFlowGraph graph, VariableWrites writes)
    {
        _writes = writes;
        _earliestReachable = EarliestReachable(graph);
        _statements = new List<Statement>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            var statements = _statements[block.Ordinal] = new();
            foreach (var operation in block.Operations)
                Add(operation, block.Ordinal, statements);
            if (block.BranchValue is { } value)
                Add(value, block.Ordinal, statements);
        }
    }

    /// <summary>Whether no way from the beginning of a block leads to a mention of the variable or capture.</summary>
    public bool IsOver(object slot, int block) =>
        !(slot is ISymbol variable && _writes.IsCaptured(variable)) && (!_lastMention.TryGetValue(slot, out var last) || last < _earliestReachable[block]);

    /// <summary>The last block from which a way leads to a block or one before it: the end of the outermost loop around it, else the block itself.</summary>
    public int LastLeadingTo(int block) => Array.FindLastIndex(_earliestReachable, earliest => earliest <= block);

    /// <summary>What the statements of a block mention and set: its operations in their order, then the value that it branches on or returns.</summary>
    public IReadOnlyList<Statement> StatementsOf(int block) => _statements[block];

    private void Add(IOperation operation, int block, List<Statement> statements)
    {
        var statement = new Statement();
        Note(operation, statement);
        foreach (var slot in statement.Mentioned)
            _lastMention[slot] = block;
        statements.Add(statement);
    }

    private void Note(IOperation operation, Statement statement)
    {
        if (SlotOf(operation) is { } mentioned)
            statement.Mentioned.Add(mentioned);
        switch (operation.Kind)
        {
            case OperationKind.FlowCapture:
                var capture = (IFlowCaptureOperation)operation;
                statement.Set.Add(capture.Id);
                if (capture.Value is ILocalReferenceOperation { Local: var variable })
                    _captured[capture.Id] = variable;
                break;
            case OperationKind.Invocation:
                NoteCall((IInvocationOperation)operation, statement);
                break;
            case OperationKind.ObjectCreation:
                statement.Calls.Add(operation.Syntax);
                break;
            case OperationKind.FlowAnonymousFunction or OperationKind.MethodReference:
                statement.Calls.Add(operation.Syntax);
                statement.HasFunctions = true;
                break;
            case OperationKind.DeclarationPattern when operation is IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                statement.Set.Add(declared);
                break;
            case OperationKind.RecursivePattern when operation is IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                statement.Set.Add(declared);
                break;
            case OperationKind.ListPattern when operation is IListPatternOperation { DeclaredSymbol: { } declared }:
                statement.Set.Add(declared);
                break;
            case OperationKind.SimpleAssignment or OperationKind.CompoundAssignment or OperationKind.CoalesceAssignment or OperationKind.DeconstructionAssignment:
                NoteTarget(((IAssignmentOperation)operation).Target, statement);
                break;
            case OperationKind.Increment or OperationKind.Decrement:
                statement.Counts = true;
                break;
            case OperationKind.Argument when operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var target }:
                NoteTarget(target, statement);
                break;
        }

        foreach (var child in operation.ChildOperations)
            Note(child, statement);
    }

    private void NoteCall(IInvocationOperation call, Statement statement)
    {
        statement.Calls.Add(call.Syntax);
        statement.HasFunctions |= call.TargetMethod.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke;
        if (Gatherers.FilledBy(call) is not { } gatherer)
            return;
        NoteTarget(gatherer, statement);
        if (gatherer is IFlowCaptureReferenceOperation { Id: var held } && _captured.TryGetValue(held, out var filled))
            statement.Set.Add(filled);
    }

    private static void NoteTarget(IOperation target, Statement statement)
    {
        if (SlotOf(target) is { } slot)
            statement.Set.Add(slot);
        foreach (var part in target.ChildOperations)
            NoteTarget(part, statement);
    }

    private static object? SlotOf(IOperation operation) => operation.Kind switch
    {
        OperationKind.LocalReference => ((ILocalReferenceOperation)operation).Local,
        OperationKind.ParameterReference => ((IParameterReferenceOperation)operation).Parameter,
        OperationKind.FlowCaptureReference => ((IFlowCaptureReferenceOperation)operation).Id,
        _ => null,
    };

    /// <summary>For each block the first one, in the order of the graph, that a way from it leads to. Only the edges that go round a loop lead back, those to
    /// handlers go forward: so this is the beginning of the outermost loop around the block.</summary>
    private static int[] EarliestReachable(ControlFlowGraph graph)
    {
        var earliest = new int[graph.Blocks.Length];
        for (var ordinal = 0; ordinal < earliest.Length; ordinal++)
            earliest[ordinal] = ordinal;
        foreach (var block in graph.Blocks)
        {
            Turn(block, block.FallThroughSuccessor?.Destination);
            Turn(block, block.ConditionalSuccessor?.Destination);
        }

        for (var ordinal = earliest.Length - 2; ordinal >= 0; ordinal--)
        {
            // A loop that ends further on and begins before this block goes round it too.
            if (earliest[ordinal + 1] <= ordinal)
                earliest[ordinal] = Math.Min(earliest[ordinal], earliest[ordinal + 1]);
        }

        for (var ordinal = 0; ordinal < earliest.Length; ordinal++)
        {
            // Where loops overlap, the later one leads on to where the earlier one begins.
            earliest[ordinal] = earliest[earliest[ordinal]];
        }

        return earliest;

        void Turn(BasicBlock from, BasicBlock? to)
        {
            if (to is not null && to.Ordinal <= from.Ordinal)
                earliest[from.Ordinal] = Math.Min(earliest[from.Ordinal], to.Ordinal);
        }
    }

    /// <summary>An operation at the root of a block with all that is in it.</summary>
    internal sealed class Statement
    {
        /// <summary>The variables and captures that are mentioned.</summary>
        public List<object> Mentioned { get; } = new();

        /// <summary>Those that are set.</summary>
        public List<object> Set { get; } = new();

        /// <summary>The calls, creations and nested functions.</summary>
        public List<SyntaxNode> Calls { get; } = new();

        /// <summary>Whether a lambda or local function is made or called.</summary>
        public bool HasFunctions { get; set; }

        /// <summary>Whether something is counted up or down.</summary>
        public bool Counts { get; set; }

        /// <summary>Whether what is known after it is what was known before it, if it has nothing to do with the watched object.</summary>
        public bool LeavesAll => Set.Count == 0 && !Counts && !HasFunctions;
    }
}
