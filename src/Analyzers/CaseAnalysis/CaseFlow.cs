using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>An operation of the flow graph with what is known where it stands.</summary>
/// <param name="State">What is known before the operation takes effect.</param>
/// <param name="Conditions">Evaluates operations here.</param>
/// <param name="IsReturned">Whether the operation's value is what the body returns.</param>
/// <param name="Run">The run over the graph that the operation is in.</param>
internal readonly record struct Point(State State, Conditions Conditions, bool IsReturned, GraphRun Run)
{
    /// <summary>What the operation's value is here.</summary>
    public Fact FactOf(IOperation? operation)
    {
        var state = State;
        return Conditions.Evaluate(operation, ref state);
    }
}

/// <summary>One run of the engine: which cases of a subject can reach each point of a body, and which cannot be told from a reference case there.</summary>
internal sealed class CaseFlow : ICalledMethods
{
    private const int DeepestCall = 3;

    // Only a fuse: steps are operations looked at, a long method takes some ten thousand.
    private const int MostSteps = 2_000_000;

    private readonly MethodBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<SummaryKey, CallEffect> _summaries = new();
    private readonly HashSet<ISymbol> _running = new(SymbolEqualityComparer.Default);
    private readonly Stack<ControlFlowGraph> _graphs = new();
    private readonly Dictionary<SyntaxNode, ConstantSet?> _constantSets = new();
    private readonly ConstantSetReader _constantSetReader;
    private int _steps;
    private bool _metRecursion;

    /// <summary>Prepares a run.</summary>
    /// <param name="subject">What is watched.</param>
    /// <param name="reference">The case that "alike" refers to; null when only reachability is asked for.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public CaseFlow(Subject subject, int? reference, MethodBodies bodies, CancellationToken cancellationToken)
    {
        Subject = subject;
        Reference = reference;
        _bodies = bodies;
        _cancellationToken = cancellationToken;
        Conditions = new(subject, this);
        _constantSetReader = new(OperationOf, Conditions.ConstantOf);
    }

    public Subject Subject { get; }

    public int? Reference { get; }

    public Conditions Conditions { get; }

    /// <summary>Whether the watched object or its value went to code that is not in sight and may test it.</summary>
    public bool ReachedOutside { get; private set; }

    /// <summary>Whether the fuse blew: nothing this run said holds.</summary>
    public bool IsExhausted => _steps > MostSteps;

    /// <summary>The state in which a body starts whose parameters hold watched objects (<see cref="Subject.OriginSymbols"/>).</summary>
    public State Start()
    {
        var state = State.Start(Subject.Domain);
        foreach (var symbol in Subject.OriginSymbols)
            state = state.With(symbol, new Fact.Path("", Subject.ValuePaths.Contains("")));
        return state;
    }

    /// <summary>Runs a body, its lambdas and local functions, and shows every operation that can be reached, in the order of evaluation within its block.</summary>
    /// <param name="graph">The body's graph.</param>
    /// <param name="start">The state at its beginning.</param>
    /// <param name="observe">Is shown each operation; null when only the returns are asked for.</param>
    /// <returns>What the body returns with the state at each return; the join of all for several.</returns>
    public (State State, Fact Value)? Run(ControlFlowGraph graph, State start, Action<IOperation, Point>? observe) => Run(new GraphRun(this, graph, start), observe);

    /// <summary>Runs those parts of a body in which a watched object can be at hand, and shows every operation there: what a rule that looks at uses of the object
    /// needs of <see cref="Run(ControlFlowGraph, State, Action{IOperation, Point})"/>, in a time that the rest of the body adds nothing to.</summary>
    /// <param name="graph">The body's graph.</param>
    /// <param name="origins">The calls and creations that are the origins.</param>
    /// <param name="observe">Is shown each operation.</param>
    /// <returns>The states where the object's life ends: at a return, or where nothing is mentioned any more that was made of it.</returns>
    public IEnumerable<State> Watch(ControlFlowGraph graph, IEnumerable<SyntaxNode> origins, Action<IOperation, Point> observe)
    {
        var region = Subject.OriginSymbols.IsEmpty ? GraphFacts.Of(graph).RegionOf(origins.ToImmutableArray()) : null;
        var main = new GraphRun(this, graph, Start(), region: region);
        Run(main, observe);
        return main.Ends.States;
    }

    private (State State, Fact Value)? Run(GraphRun main, Action<IOperation, Point>? observe)
    {
        new NestedRuns(this, main).Solve(observe);
        return main.Ends.Returned;
    }

    /// <summary>The states at the beginning of the blocks that can be reached of a body in which nothing is watched.</summary>
    /// <param name="graph">The body's graph.</param>
    /// <param name="last">The last block that is asked for; no way leads back from behind it.</param>
    public BlockStates EntriesOf(ControlFlowGraph graph, int last)
    {
        var run = new GraphRun(this, graph, Start(), unwatchedUpTo: last);
        run.Solve();
        return run.Entries;
    }

    /// <summary>What is known at the beginning of each block of a body, up to one, besides the subject.</summary>
    internal BlockStates UnwatchedEntries(ControlFlowGraph graph, int block) => GraphFacts.Of(graph).UnwatchedEntries(Subject.Domain, block, _bodies, _cancellationToken);

    /// <summary>Runs a body round by round: a round starts at an origin and ends where an origin, or another end, is reached again.</summary>
    /// <param name="graph">The body's graph; lambdas and local functions in it are not run.</param>
    /// <param name="isOtherEnd">What ends a round besides an origin.</param>
    /// <param name="observe">Is shown each operation that a round can reach.</param>
    /// <returns>The round that stands for all; null when no round ever starts, or the fuse blew.</returns>
    public Round? RunRounds(ControlFlowGraph graph, Func<IOperation, bool> isOtherEnd, Action<IOperation, Point> observe)
    {
        var round = new Round(graph, Subject.Domain, Subject.IsOrigin, isOtherEnd);
        _graphs.Push(graph);
        try
        {
            new GraphRun(this, graph, Start(), round).Solve();
            var start = round.Next;
            while (start is not null && !IsExhausted)
            {
                round.Clear();
                var run = new GraphRun(this, graph, start, round);
                run.SolveRound();
                var next = round.Next is { } again ? start.Common(again) : start;
                if (next.IsSameAs(start))
                {
                    run.ShowRound(observe);
                    return IsExhausted ? null : round;
                }

                start = next;
            }

            return null;
        }
        finally
        {
            _graphs.Pop();
        }
    }

    /// <summary>Runs a method of the compilation as a call enters it.</summary>
    /// <returns>False when its body is not in sight, or too many calls lead there.</returns>
    public bool RunCalled(IOperation call, IMethodSymbol method, Point point, Action<IOperation, Point> observe)
    {
        var state = point.State;
        var arguments = Conditions.ArgumentsOf(call, ref state);
        (method, arguments) = Called(call, method, arguments);
        if (_running.Count >= DeepestCall || GraphOf(method) is not { } graph || !_running.Add(method.OriginalDefinition))
            return false;
        var entry = Entry(method, arguments, point.State, state.Possible, state.Alike);
        Run(graph, entry, observe);
        _running.Remove(method.OriginalDefinition);
        return true;
    }

    CallEffect? ICalledMethods.EffectOf(IOperation call, IMethodSymbol method, ImmutableArray<KeyValuePair<object, Fact>> arguments, State state)
    {
        (method, arguments) = Called(call, method, arguments);
        var isLocalFunction = MethodBodies.IsNested(method);
        if (isLocalFunction && _running.Count >= DeepestCall && SeesSubject(state))
            return new(Fact.Unevaluable, Subject.Domain.All, Subject.Domain.All, IsLost: true);
        if (_running.Count >= DeepestCall || (!isLocalFunction && !IsFixedTarget(method, call))
            || (!arguments.Any(static argument => argument.Value is not Fact.Constant) && !isLocalFunction))
        {
            return null;
        }

        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_running.Contains(method))
        {
            _metRecursion = true;
            return null;
        }

        if (GraphOf(method) is not { } graph)
            return null;
        var key = new SummaryKey(method, _running.Count, state.Possible, isLocalFunction ? state.ForOtherCode().Facts.ToImmutableArray().AddRange(arguments) : arguments);
        if (_summaries.TryGetValue(key, out var known))
            return known;
        var metBefore = _metRecursion;
        _metRecursion = false;
        _running.Add(method);
        var returned = Run(graph, Entry(method, arguments, state, state.Possible, Subject.Domain.All), null);
        _running.Remove(method);
        var effect = returned is var (end, value)
            ? new CallEffect(value, end.Possible, end.Alike, end.IsLost)
            : new CallEffect(Fact.Unknown, CaseSet.Empty, CaseSet.Empty, false);
        if (!_metRecursion)
            _summaries[key] = effect;
        _metRecursion |= metBefore;
        return effect;
    }

    ConstantSet? ICalledMethods.ConstantSetOf(IOperation collection)
    {
        if (_constantSets.TryGetValue(collection.Syntax, out var set))
            return set;
        return _constantSets[collection.Syntax] = _constantSetReader.Read(collection);
    }

    IAnonymousFunctionOperation? ICalledMethods.LambdaOf(IOperation operation)
    {
        while (operation is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            operation = operation.ChildOperations.First();
        return operation switch
        {
            IAnonymousFunctionOperation lambda => lambda,
            IFlowAnonymousFunctionOperation => OperationOf(operation.Syntax) as IAnonymousFunctionOperation,
            _ => null,
        };
    }

    internal void NoteOutsideLook() => ReachedOutside = true;

    /// <summary>The graph whose operations are evaluated from here on: its local functions are in sight.</summary>
    internal void Enter(ControlFlowGraph graph) => _graphs.Push(graph);

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    internal void Leave() => _graphs.Pop();

    /// <summary>Counts a step; false when the fuse has blown.</summary>
    internal bool Step()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return ++_steps <= MostSteps;
    }

    internal ControlFlowGraph? LocalGraph(IMethodSymbol function, ControlFlowGraph scope) => MethodBodies.GraphOfLocal(function, scope, _cancellationToken);

    private IOperation? OperationOf(SyntaxNode node) => _bodies.OperationOf(node, _cancellationToken);

    private ControlFlowGraph? GraphOf(IMethodSymbol method)
    {
        if (!MethodBodies.IsNested(method))
            return _bodies.GraphOf(method, _cancellationToken);
        foreach (var graph in _graphs)
        {
            if (LocalGraph(method, graph) is { } local)
                return local;
        }

        return null;
    }

    /// <summary>The method that a call runs, with what its parameters hold: the lambda that a variable holds, the implementation of a partial method.</summary>
    private (IMethodSymbol Method, ImmutableArray<KeyValuePair<object, Fact>> Arguments) Called(IOperation call, IMethodSymbol method, ImmutableArray<KeyValuePair<object, Fact>> arguments)
    {
        if (Implementation(call, method) is not { } implementation)
            return (method, arguments);
        var given = arguments.Select(argument => argument.Key is IParameterSymbol { Ordinal: var ordinal }
            ? new KeyValuePair<object, Fact>(implementation.Parameters[ordinal], argument.Value)
            : argument);
        return (implementation, given.ToImmutableArray());
    }

    private IMethodSymbol? Implementation(IOperation call, IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.DelegateInvoke)
            return (method.ReducedFrom ?? method).OriginalDefinition.PartialImplementationPart;
        foreach (var graph in _graphs)
        {
            if (call is IInvocationOperation invocation && MethodBodies.Called(invocation, graph) is { MethodKind: MethodKind.AnonymousFunction } lambda)
                return lambda;
        }

        return null;
    }

    private static State Entry(IMethodSymbol method, ImmutableArray<KeyValuePair<object, Fact>> arguments, State caller, CaseSet possible, CaseSet alike)
    {
        // A function in a method sees the variables around it, any other method only what it is given.
        var facts = MethodBodies.IsNested(method) ? caller.ForOtherCode() : caller with { Facts = FactMap.Empty };
        var entry = facts.ForOtherCode() with { Possible = possible, Alike = alike, IsLost = false };
        foreach (var argument in arguments)
            entry = entry.With(argument.Key, argument.Value);
        return entry;
    }

    /// <summary>Whether a function in the method that is being run sees the watched object, or its value.</summary>
    private bool SeesSubject(State state) =>
        state.ForOtherCode().Facts.Any(fact => fact.Value.SpeaksOfSubject || fact.Value is Fact.Path { Steps: var path } && Subject.LeadsToValue(path));

    /// <summary>Whether the call runs exactly this method: no override can take its place.</summary>
    private static bool IsFixedTarget(IMethodSymbol method, IOperation call) =>
        !method.DeclaringSyntaxReferences.IsEmpty && !method.IsExtern && (!MemberFacts.CanBeReplaced(method) || call is IInvocationOperation { IsVirtual: false });
}
