using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tasks;

/// <summary>Where a report about a comparison lies.</summary>
internal static class ReportPlace
{
    /// <summary>A report at the comparison; where that is in another type, at the loop, with the comparison as an additional location.</summary>
    public static Diagnostic Create(
        DiagnosticDescriptor rule, PollingLoop loop, SyntaxNode? comparison, ImmutableDictionary<string, string?> properties, params object[] arguments)
    {
        var isNear = comparison is not null && IsInType(comparison, loop.Member.ContainingType);
        return Diagnostic.Create(
            rule,
            isNear ? comparison!.GetLocation() : loop.Keyword,
            comparison is null ? [] : isNear ? [loop.Keyword] : [comparison.GetLocation()],
            properties,
            arguments);
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
