using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What every run over a flow graph needs to know of it, whatever it watches: found out once, by whoever asks first.</summary>
internal sealed class GraphFacts
{
    private static readonly ConditionalWeakTable<ControlFlowGraph, GraphFacts> Cache = new();
    private static readonly ConditionalWeakTable<IOperation, BodyFacts> BodyCache = new();

    private readonly ControlFlowGraph _graph;
    private readonly Lazy<BlockScopes> _scopes;
    private readonly Lazy<Lifetimes> _lifetimes;
    private readonly Lazy<bool[]> _returning;
    private readonly Lazy<Places> _places;
    private readonly Lazy<GraphCycle?[]> _cycles;
    private readonly Lazy<Dictionary<ISymbol, IFlowAnonymousFunctionOperation>> _lambdas;
    private readonly ConcurrentDictionary<CaseDomain, (BlockStates Entries, int Last)> _unwatched = new();
    private readonly ConcurrentDictionary<ImmutableArray<SyntaxNode>, WatchedRegion?> _regions = new(SameNodes.Instance);

    private GraphFacts(ControlFlowGraph graph)
    {
        _graph = graph;
        var body = BodyCache.GetValue(MethodBodies.BodyAround(graph.OriginalOperation), static operation => new(operation));
        Writes = body.Writes;
        Shape = new(graph, Writes);
        _scopes = new(() => new(graph, body.Scopes));
        _lifetimes = new(() => new(graph, Writes));
        _returning = new(FindReturning);
        _places = new(() => new(graph));
        _cycles = new(() => GraphCycle.In(graph, Shape));
        _lambdas = new(FindLambdas);
    }

    /// <summary>The assignments in the member that the graph belongs to.</summary>
    public VariableWrites Writes { get; }

    public GraphShape Shape { get; }

    /// <summary>The conditions that the blocks lie in.</summary>
    public BlockScopes Scopes => _scopes.Value;

    public Lifetimes Lifetimes => _lifetimes.Value;

    public static GraphFacts Of(ControlFlowGraph graph) => Cache.GetValue(graph, static g => new(g));

    /// <summary>Whether a way from the block leads to a normal return.</summary>
    public bool CanReturn(int block) => _returning.Value[block];

    /// <summary>The cycle that a block is in; null where no way leads back to it.</summary>
    public GraphCycle? CycleAround(int block) => _cycles.Value[block];

    /// <summary>The lambda that a variable declared in the graph always holds.</summary>
    public IFlowAnonymousFunctionOperation? LambdaIn(ILocalSymbol variable) => _lambdas.Value.TryGetValue(variable, out var lambda) ? lambda : null;

    /// <summary>The lambda of a symbol, if a variable declared in the graph always holds it.</summary>
    public IFlowAnonymousFunctionOperation? HeldLambda(IMethodSymbol lambda) =>
        _lambdas.Value.Values.FirstOrDefault(held => SymbolEqualityComparer.Default.Equals(held.Symbol, lambda));

    /// <summary>Adds the blocks in which a call or creation is evaluated, or a nested function that contains it is mentioned, with the expressions there.</summary>
    /// <returns>False where it is not found.</returns>
    public bool AddPlaces(SyntaxNode call, ISet<int> blocks, ISet<SyntaxNode> expressions) => _places.Value.Add(call, blocks, expressions);

    /// <summary>Where what some calls yield can be at hand; null where not all of them are found. Several rules ask for the same ones.</summary>
    public WatchedRegion? RegionOf(ImmutableArray<SyntaxNode> origins) => _regions.GetOrAdd(origins, known => WatchedRegion.Find(_graph, this, known));

    /// <summary>The first statement or branch value that a call is evaluated in, with its block; null where it is in none.</summary>
    public (BasicBlock Block, IOperation Statement)? StatementOf(SyntaxNode call) => _places.Value.StatementOf(call);

    /// <summary>The states at the beginning of the blocks that can be reached, up to one at the least, of what has nothing to do with any subject.</summary>
    public BlockStates UnwatchedEntries(CaseDomain domain, int block, MethodBodies bodies, CancellationToken cancellationToken)
    {
        // What is asked for first is mostly all that is; who asks for more is told everything.
        var isKnown = _unwatched.TryGetValue(domain, out var known);
        if (isKnown && block <= known.Last)
            return known.Entries;
        var last = isKnown ? _graph.Blocks.Length : Lifetimes.LastLeadingTo(block);
        var nothing = new Subject(domain, Array.Empty<string>(), Array.Empty<string>()) { IsOrigin = static _ => false };
        var flow = new CaseFlow(nothing, null, bodies, cancellationToken);
        var entries = flow.EntriesOf(_graph, last);
        if (!flow.IsExhausted)
            _unwatched[domain] = (entries, last);
        return entries;
    }

    private Dictionary<ISymbol, IFlowAnonymousFunctionOperation> FindLambdas()
    {
        var found = new Dictionary<ISymbol, IFlowAnonymousFunctionOperation>(SymbolEqualityComparer.Default);
        foreach (var block in _graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation { IsDeclaration: true, Local: var variable }, Value: var value }
                    || Writes.IsAssignedAgain(variable))
                {
                    continue;
                }

                while (value is IDelegateCreationOperation or IConversionOperation)
                    value = value.ChildOperations.First();
                if (value is IFlowAnonymousFunctionOperation lambda)
                    found[variable] = lambda;
            }
        }

        return found;
    }

    private bool[] FindReturning()
    {
        var returning = new bool[_graph.Blocks.Length];
        bool isChanged;
        do
        {
            isChanged = false;
            for (var ordinal = returning.Length - 1; ordinal >= 0; ordinal--)
            {
                var block = _graph.Blocks[ordinal];
                if (returning[ordinal] || !(block.Kind == BasicBlockKind.Exit || Leads(block.FallThroughSuccessor) || Leads(block.ConditionalSuccessor)
                    || Array.Exists(Shape.HandlersOf(block), handler => returning[handler])))
                {
                    continue;
                }

                returning[ordinal] = isChanged = true;
            }
        }
        while (isChanged);
        return returning;

        bool Leads(ControlFlowBranch? branch) => branch is { Semantics: not (ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow), Destination.Ordinal: var destination }
            && returning[destination];
    }

    private sealed class SameNodes : IEqualityComparer<ImmutableArray<SyntaxNode>>
    {
        public static readonly SameNodes Instance = new();

        public bool Equals(ImmutableArray<SyntaxNode> x, ImmutableArray<SyntaxNode> y) => x.SequenceEqual(y);

        public int GetHashCode(ImmutableArray<SyntaxNode> obj) => obj.IsEmpty ? 0 : obj[0].GetHashCode();
    }

    private sealed class BodyFacts(IOperation body)
    {
        private readonly Lazy<ConditionScopes> _scopes = new(() => new(body));

        public VariableWrites Writes { get; } = new(body);

        public ConditionScopes Scopes => _scopes.Value;
    }

    /// <summary>In which block of a graph each call, creation and nested function stands.</summary>
    private sealed class Places
    {
        private readonly Dictionary<SyntaxNode, int> _blockOf = new();
        private readonly Dictionary<SyntaxNode, (BasicBlock Block, IOperation Statement)> _statementOf = new();
        private readonly List<(SyntaxNode Syntax, int Block)> _lambdas = new();
        private readonly List<(SyntaxNode Syntax, int Block)> _localFunctionUses = new();
        private readonly ControlFlowGraph _graph;

        public Places(ControlFlowGraph graph)
        {
            _graph = graph;
            foreach (var block in graph.Blocks)
            {
                foreach (var operation in block.Operations)
                    Note(operation, operation, block);
                if (block.BranchValue is { } value)
                    Note(value, value, block);
            }
        }

        public (BasicBlock Block, IOperation Statement)? StatementOf(SyntaxNode call) => _statementOf.TryGetValue(call, out var place) ? place : null;

        public bool Add(SyntaxNode call, ISet<int> blocks, ISet<SyntaxNode> expressions)
        {
            if (_blockOf.TryGetValue(call, out var block))
            {
                blocks.Add(block);
                expressions.Add(call);
                return true;
            }

            if (_graph.LocalFunctions.Any(function => function.DeclaringSyntaxReferences.Any(reference => reference.Span.Contains(call.Span))))
            {
                // Lambdas may use the local function as well.
                AddAll(_localFunctionUses.Concat(_lambdas), blocks, expressions);
                return true;
            }

            var around = _lambdas.Where(lambda => lambda.Syntax.Span.Contains(call.Span)).ToList();
            AddAll(around, blocks, expressions);
            return around.Count > 0;
        }

        private static void AddAll(IEnumerable<(SyntaxNode Syntax, int Block)> places, ISet<int> blocks, ISet<SyntaxNode> expressions)
        {
            foreach (var (syntax, block) in places)
            {
                blocks.Add(block);
                expressions.Add(syntax);
            }
        }

        private void Note(IOperation operation, IOperation statement, BasicBlock block)
        {
            switch (operation.Kind)
            {
                case OperationKind.Invocation:
                    NoteCall((IInvocationOperation)operation, statement, block);
                    break;
                case OperationKind.MethodReference when operation is IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction }:
                    _localFunctionUses.Add((operation.Syntax, block.Ordinal));
                    _blockOf[operation.Syntax] = block.Ordinal;
                    break;
                case OperationKind.ObjectCreation:
                    _blockOf[operation.Syntax] = block.Ordinal;
                    break;
                case OperationKind.FlowAnonymousFunction:
                    _lambdas.Add((operation.Syntax, block.Ordinal));
                    break;
            }

            foreach (var child in operation.ChildOperations)
                Note(child, statement, block);
        }

        private void NoteCall(IInvocationOperation call, IOperation statement, BasicBlock block)
        {
            if (!_statementOf.ContainsKey(call.Syntax))
                _statementOf.Add(call.Syntax, (block, statement));
            if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
                _localFunctionUses.Add((call.Syntax, block.Ordinal));
            _blockOf[call.Syntax] = block.Ordinal;
        }
    }
}
