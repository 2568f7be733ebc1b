using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>Compares the full names of symbols without making them.</summary>
internal static class TypeNames
{
    /// <summary>Whether the type has that name, in whichever assembly it is.</summary>
    /// <param name="type">A type.</param>
    /// <param name="place">The name of its namespace.</param>
    /// <param name="name">Its own name.</param>
    public static bool IsNamed(ITypeSymbol? type, string place, string name) =>
        type is INamedTypeSymbol { Arity: 0, ContainingType: null } && type.Name == name && IsNamed(type.ContainingNamespace, place);

    /// <summary>Whether the namespace has that full name.</summary>
    public static bool IsNamed(INamespaceSymbol? space, string name)
    {
        var end = name.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var part = space.Name;
            var start = end - part.Length;
            if (start < 0 || (start > 0 && name[start - 1] != '.') || string.CompareOrdinal(name, start, part, 0, part.Length) != 0)
                return false;
            end = Math.Max(start - 1, 0);
        }

        return end == 0;
    }
}
