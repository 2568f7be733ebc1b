using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The runs of a body and of the lambdas and local functions in it, each of which starts with what is known wherever it can be called.</summary>
internal sealed class NestedRuns(CaseFlow flow, GraphRun main)
{
    private readonly List<GraphRun> _runs = new();
    private readonly Queue<GraphRun> _pending = new();

    /// <summary>Solves the body; where operations are to be shown, the functions in it, too.</summary>
    public void Solve(Action<IOperation, Point>? observe)
    {
        if (observe is null)
        {
            main.Solve();
            return;
        }

        // Nothing that a nested function does changes what is known of the body around it; a function that calls itself does.
        if (main.Graph.Parent is null)
        {
            main.SolveAndShow((operation, point) =>
            {
                AddFunction(operation, point, main.Graph);
                observe(operation, point);
            });
        }
        else
        {
            _runs.Add(main);
            _pending.Enqueue(main);
        }

        while (_pending.Count > 0 && !flow.IsExhausted)
        {
            var run = _pending.Dequeue();
            run.Solve();
            if (run.MetNestedFunction)
                run.Show((operation, point) => AddFunction(operation, point, run.Graph));
        }

        if (flow.IsExhausted)
            return;
        foreach (var run in _runs)
            run.Show(observe);
    }

    private void AddFunction(IOperation operation, Point point, ControlFlowGraph graph)
    {
        switch (operation.Kind)
        {
            case OperationKind.FlowAnonymousFunction:
                var lambda = (IFlowAnonymousFunctionOperation)operation;
                Add(graph.GetAnonymousFunctionControlFlowGraphInScope(lambda), ForDelegate(point.Conditions.GivenElements(lambda, point.State), operation, graph));
                break;
            case OperationKind.Invocation when operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call:
                var state = point.State;
                var entry = state;
                foreach (var argument in point.Conditions.ArgumentsOf(call, ref state))
                    entry = entry.With(argument.Key, argument.Value);
                Add(flow.LocalGraph(call.TargetMethod.OriginalDefinition, graph), entry);
                break;
            case OperationKind.MethodReference when operation is IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference:
                Add(flow.LocalGraph(reference.Method.OriginalDefinition, graph), ForDelegate(point.State, operation, graph));
                break;
        }
    }

    /// <summary>What a delegate knows when it is called, some time after its creation.</summary>
    private static State ForDelegate(State state, IOperation creation, ControlFlowGraph graph)
    {
        var writes = GraphFacts.Of(graph).Writes;
        foreach (var entry in state.Facts)
        {
            if (entry.Key is ISymbol variable && writes.MayBeWrittenAfter(variable, creation.Syntax))
                state = state.With(variable, Fact.Unknown);
        }

        return state;
    }

    private void Add(ControlFlowGraph? graph, State state)
    {
        if (graph is null)
            return;
        var entry = state.ForOtherCode();
        var run = _runs.Find(known => known.Graph == graph);
        if (run is null)
        {
            run = new(flow, graph, entry);
            _runs.Add(run);
        }
        else if (!run.Widen(entry))
        {
            return;
        }

        if (!_pending.Contains(run))
            _pending.Enqueue(run);
    }
}
