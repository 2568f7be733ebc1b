using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>A method with what its parameters hold in the cases that are possible, at a depth: deeper calls see less.</summary>
internal sealed record SummaryKey(IMethodSymbol Method, int Depth, CaseSet Possible, ImmutableArray<KeyValuePair<object, Fact>> Arguments)
{
    public bool Equals(SummaryKey? other) => other is not null && Depth == other.Depth && Possible == other.Possible && SymbolEqualityComparer.Default.Equals(Method, other.Method)
        && Arguments.Length == other.Arguments.Length && Arguments.All(other.Arguments.Contains);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method) + Depth;
}
