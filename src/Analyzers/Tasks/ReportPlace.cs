using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tasks;

/// <summary>Where a report about comparisons lies.</summary>
internal static class ReportPlace
{
    /// <summary>A report at the first comparison; where that is in another type, at the loop. The other comparisons, and at the end the loop, are
    /// additional locations.</summary>
    public static Diagnostic Create(
        DiagnosticDescriptor rule,
        PollingLoop loop,
        IReadOnlyList<SyntaxNode> comparisons,
        ImmutableDictionary<string, string?> properties,
        params object[] arguments)
    {
        var isNear = comparisons.Count > 0 && IsInType(comparisons[0], loop.Member.ContainingType);
        var others = comparisons.Skip(isNear ? 1 : 0).Select(static comparison => comparison.GetLocation());
        return isNear
            ? Diagnostic.Create(rule, comparisons[0].GetLocation(), others.Append(loop.Keyword), properties, arguments)
            : Diagnostic.Create(rule, loop.Keyword, others, ImmutableDictionary<string, string?>.Empty, arguments);
    }

    private static bool IsInType(SyntaxNode node, INamedTypeSymbol type)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (part.SyntaxTree == node.SyntaxTree && part.Span.Contains(node.Span))
                return true;
        }

        return false;
    }
}
