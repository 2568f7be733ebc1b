using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>An exception on its way to a handler.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Subject">What code that caught it can read of the case.</param>
/// <param name="Narrower">The cases in which it is an instance of a type derived from <paramref name="Type"/>, a base class before its derived ones.</param>
internal sealed record Failure(ITypeSymbol Type, Subject Subject, ImmutableArray<KeyValuePair<ITypeSymbol, CaseSet>> Narrower)
{
    /// <summary>In which cases the exception is of a type: WhenTrue where it can be, WhenFalse where it can be something else.</summary>
    public Split Is(ITypeSymbol? type)
    {
        var all = Subject.Domain.All;
        if (type is null || type.SpecialType == SpecialType.System_Object || IsOrDerivesFrom(Type, type))
            return new(all, CaseSet.Empty);
        var possible = CaseSet.Empty;
        foreach (var narrower in Narrower)
        {
            if (SymbolEqualityComparer.Default.Equals(narrower.Key, type))
                return new(narrower.Value, all - narrower.Value);
            if (IsOrDerivesFrom(type, narrower.Key))
                possible = narrower.Value;
        }

        if (!possible.IsEmpty)
            return new(possible, all);
        return IsOrDerivesFrom(type, Type) ? new(all, all) : new(CaseSet.Empty, all);
    }

    /// <summary>Whether one type is another, or derives from it.</summary>
    public static bool IsOrDerivesFrom(ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        }

        return false;
    }
}
