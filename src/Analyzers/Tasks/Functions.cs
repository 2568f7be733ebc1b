using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>A function of a member, the member's own body or one nested in it, with its graph.</summary>
/// <param name="Body">Its original operation.</param>
/// <param name="Graph">Its graph.</param>
/// <param name="Method">Its symbol; null for a lambda.</param>
internal sealed record Function(IOperation Body, ControlFlowGraph Graph, IMethodSymbol? Method)
{
    /// <summary>What a caller hands to the function, where it is looked at for that caller.</summary>
    public HandedFunctions? Handed { get; init; }

    /// <summary>The functions of a member, outermost first.</summary>
    public static IEnumerable<Function> Of(IOperation body, ControlFlowGraph graph, IMethodSymbol? method)
    {
        yield return new(body, graph, method);
        foreach (var local in graph.LocalFunctions)
        {
            if (body.Descendants().FirstOrDefault(operation => operation is ILocalFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, local)) is { } nested)
            {
                foreach (var inner in Of(nested, graph.GetLocalFunctionControlFlowGraph(local), local))
                    yield return inner;
            }
        }

        foreach (var block in graph.Blocks)
        {
            foreach (var root in block.Operations.Append(block.BranchValue))
            {
                foreach (var operation in root?.DescendantsAndSelf() ?? Enumerable.Empty<IOperation>())
                {
                    if (operation is IFlowAnonymousFunctionOperation lambda
                        && body.Descendants().FirstOrDefault(candidate => candidate is IAnonymousFunctionOperation && candidate.Syntax == lambda.Syntax) is { } nested)
                    {
                        foreach (var inner in Of(nested, graph.GetAnonymousFunctionControlFlowGraph(lambda), null))
                            yield return inner;
                    }
                }
            }
        }
    }
}
