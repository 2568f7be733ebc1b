using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Which variables, captures and calls the statements of a graph mention, and up to where.</summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<object, int> _lastMention = new(State.NoFacts.KeyComparer);
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

    /// <summary>What the statements of a block mention and set.</summary>
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
        switch (operation)
        {
            case ILocalReferenceOperation { Local: var local }:
                statement.Mentioned.Add(local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                statement.Mentioned.Add(parameter);
                break;
            case IFlowCaptureReferenceOperation { Id: var id }:
                statement.Mentioned.Add(id);
                break;
            case IFlowCaptureOperation { Id: var id, Value: var captured }:
                statement.Set.Add(id);
                if (captured is ILocalReferenceOperation { Local: var variable })
                    _captured[id] = variable;
                break;
            case IInvocationOperation call when Gatherers.FilledBy(call) is { } gatherer:
                statement.Calls.Add(operation.Syntax);
                NoteTarget(gatherer, statement);
                if (gatherer is IFlowCaptureReferenceOperation { Id: var held } && _captured.TryGetValue(held, out var filled))
                    statement.Set.Add(filled);
                break;
            case IInvocationOperation or IObjectCreationOperation or IFlowAnonymousFunctionOperation or IMethodReferenceOperation:
                statement.Calls.Add(operation.Syntax);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                statement.Set.Add(declared);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                statement.Set.Add(declared);
                break;
            case IListPatternOperation { DeclaredSymbol: { } declared }:
                statement.Set.Add(declared);
                break;
            case IAssignmentOperation { Target: var target }:
                NoteTarget(target, statement);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var target }:
                NoteTarget(target, statement);
                break;
        }

        foreach (var child in operation.ChildOperations)
            Note(child, statement);
    }

    private static void NoteTarget(IOperation target, Statement statement)
    {
        foreach (var part in target.DescendantsAndSelf())
        {
            switch (part)
            {
                case ILocalReferenceOperation { Local: var local }:
                    statement.Set.Add(local);
                    break;
                case IParameterReferenceOperation { Parameter: var parameter }:
                    statement.Set.Add(parameter);
                    break;
                case IFlowCaptureReferenceOperation { Id: var id }:
                    statement.Set.Add(id);
                    break;
            }
        }
    }

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
    }
}
