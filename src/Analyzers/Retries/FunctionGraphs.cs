using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Finds the flow graphs of functions inside members.</summary>
internal static class FunctionGraphs
{
    /// <summary>The graph of a lambda; null where the member around it has none that can be asked.</summary>
    public static ControlFlowGraph? Of(IAnonymousFunctionOperation lambda, MethodBodies bodies, CancellationToken cancellationToken) =>
        GraphAround(lambda, bodies, cancellationToken) is { } outer && Find(outer, lambda) is { } flow ? outer.GetAnonymousFunctionControlFlowGraph(flow, cancellationToken) : null;

    /// <summary>The graph of a lambda in the function whose graph is given.</summary>
    public static ControlFlowGraph In(ControlFlowGraph outer, IAnonymousFunctionOperation lambda, CancellationToken cancellationToken) =>
        outer.GetAnonymousFunctionControlFlowGraph(
            Find(outer, lambda) ?? throw new InvalidOperationException("A lambda has no place in the graph around it."), cancellationToken);

    private static ControlFlowGraph? GraphAround(IOperation operation, MethodBodies bodies, CancellationToken cancellationToken)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return Of(lambda, bodies, cancellationToken);
                case ILocalFunctionOperation local:
                    return GraphAround(local, bodies, cancellationToken)?.GetLocalFunctionControlFlowGraph(local.Symbol, cancellationToken);
            }
        }

        return MethodBodies.GraphAround(operation, cancellationToken);
    }

    private static IFlowAnonymousFunctionOperation? Find(ControlFlowGraph graph, IAnonymousFunctionOperation lambda)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var statement in block.Operations.Append(block.BranchValue))
            {
                if (statement is null)
                    continue;
                foreach (var operation in statement.DescendantsAndSelf())
                {
                    if (operation is IFlowAnonymousFunctionOperation flow && flow.Syntax == lambda.Syntax)
                        return flow;
                }
            }
        }

        return null;
    }
}
