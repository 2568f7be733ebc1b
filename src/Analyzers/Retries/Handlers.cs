using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.Retries;

/// <summary>Finds the syntax of what a flow graph has lowered.</summary>
internal static class Handlers
{
    /// <summary>The clause that a handler's region comes from; null where it has no code to tell by.</summary>
    public static CatchClauseSyntax? ClauseOf(ControlFlowRegion handler, ControlFlowGraph graph)
    {
        if (handler.EnclosingRegion is not { } tryAndCatch)
            return null;
        var tried = tryAndCatch.NestedRegions[0];
        for (var ordinal = tried.FirstBlockOrdinal; ordinal <= tried.LastBlockOrdinal; ordinal++)
        {
            var block = graph.Blocks[ordinal];
            if ((block.Operations.FirstOrDefault() ?? block.BranchValue)?.Syntax is not { } node)
                continue;
            var inner = 0;
            for (var region = block.EnclosingRegion; region is not null && region != tried; region = region.EnclosingRegion)
            {
                if (region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion?.Kind == ControlFlowRegionKind.TryAndCatch)
                    inner++;
            }

            var statement = node.Ancestors().OfType<TryStatementSyntax>().Where(t => t.Catches.Count > 0 && t.Block.Span.Contains(node.Span)).ElementAtOrDefault(inner);
            return statement?.Catches.ElementAtOrDefault(tryAndCatch.NestedRegions.IndexOf(handler) - 1);
        }

        return null;
    }

    /// <summary>What a report about a handler marks: its filter, else its declaration, else the keyword's clause.</summary>
    public static SyntaxNode Marked(CatchClauseSyntax clause) => (SyntaxNode?)clause.Filter ?? clause.Declaration ?? (SyntaxNode)clause;

    /// <summary>The whole condition that an operation is a part of.</summary>
    public static SyntaxNode WholeCondition(SyntaxNode part)
    {
        var node = part;
        while (node.Parent is ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }
               or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression })
        {
            node = node.Parent;
        }

        return node;
    }
}
