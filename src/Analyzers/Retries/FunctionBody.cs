using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>A member's body, or a lambda or local function in it.</summary>
/// <param name="Body">Its operations.</param>
/// <param name="Method">The method that calls of itself would name; null for a lambda or initializer.</param>
/// <param name="Graph">Its flow graph, made when it is first asked for.</param>
internal sealed record FunctionBody(IOperation Body, IMethodSymbol? Method, Lazy<ControlFlowGraph> Graph)
{
    /// <summary>The function of a block and those inside it, the outer ones first.</summary>
    /// <param name="block">The block.</param>
    /// <param name="owner">The member that it belongs to.</param>
    /// <param name="graph">Makes the graph of the block.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<FunctionBody> In(IOperation block, ISymbol owner, Func<ControlFlowGraph> graph, CancellationToken cancellationToken)
    {
        var pending = new Queue<FunctionBody>();
        pending.Enqueue(new(block, owner as IMethodSymbol, new(graph)));
        while (pending.Count > 0)
        {
            var function = pending.Dequeue();
            yield return function;
            foreach (var operation in References.OwnOperations(function.Body))
            {
                foreach (var child in operation.ChildOperations)
                {
                    if (Nested(child, function.Graph, cancellationToken) is { } nested)
                        pending.Enqueue(nested);
                }
            }
        }
    }

    private static FunctionBody? Nested(IOperation child, Lazy<ControlFlowGraph> outer, CancellationToken cancellationToken) => child switch
    {
        ILocalFunctionOperation local => new(local.Body ?? (IOperation)local, local.Symbol, new(() => outer.Value.GetLocalFunctionControlFlowGraph(local.Symbol, cancellationToken))),
        IAnonymousFunctionOperation lambda => new(lambda.Body, null, new(() => FunctionGraphs.In(outer.Value, lambda, cancellationToken))),
        _ => null,
    };
}
