using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Where a call of the original tree stands in a flow graph.</summary>
/// <param name="Block">The block.</param>
/// <param name="Statement">The statement or branch value that it is part of.</param>
internal sealed record AttemptPlace(BasicBlock Block, IOperation Statement)
{
    public static AttemptPlace? Find(IInvocationOperation invocation, ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var statement in block.Operations)
            {
                if (Contains(statement, invocation))
                    return new(block, statement);
            }

            if (block.BranchValue is { } value && Contains(value, invocation))
                return new(block, value);
        }

        return null;
    }

    /// <summary>What code sees of the response that an attempt returns.</summary>
    public static Failure ResponseView(Attempt attempt)
    {
        var syntax = attempt.Invocation.Syntax;
        return Failures.OfResponse(attempt.Invocation.Type!, operation => operation is IInvocationOperation && operation.Syntax == syntax);
    }

    private static bool Contains(IOperation statement, IInvocationOperation invocation)
    {
        if (!statement.Syntax.Span.IntersectsWith(invocation.Syntax.Span))
            return false;
        foreach (var operation in statement.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation && operation.Syntax == invocation.Syntax)
                return true;
        }

        return false;
    }
}
