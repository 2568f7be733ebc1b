using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Tells whether code names a member of a JSON body or form.</summary>
internal static class BodyMembers
{
    /// <summary>Whether the reference is to the member of that name: by key, by the name itself, or by one that an attribute says.</summary>
    public static bool Names(IPropertyReferenceOperation reference, string name) =>
        reference.Arguments is [var key] ? IsKey(key.Value, name) : reference.Arguments.IsEmpty && Is(reference.Property, name);

    /// <summary>Whether a parameter of the constructor sets the member of that name.</summary>
    public static bool Names(ITypeSymbol? type, IParameterSymbol parameter, string name) =>
        type is not null && WireNames.Bare(parameter.Name) == WireNames.Bare(name) && PropertyOf(type, name) is not null;

    /// <summary>Whether the expression is a key of that name; forms are sometimes given it in quotes.</summary>
    public static bool IsKey(IOperation key, string name) =>
        References.Unwrap(key).ConstantValue is { HasValue: true, Value: string text } && (text == name || text == $"\"{name}\"");

    /// <summary>The property of a type that is that member; null when it has none.</summary>
    public static IPropertySymbol? PropertyOf(ITypeSymbol type, string name)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsIndexer: false } property && Is(property, name))
                    return property;
            }
        }

        return null;
    }

    /// <summary>Whether a property is that member for certain. A naming policy can make <c>response_format</c> of <c>ResponseFormat</c>, but nothing tells that it does.</summary>
    private static bool Is(IPropertySymbol property, string name) =>
        property.Name == name || (WireNames.Bare(property.Name) == WireNames.Bare(name) && WireNames.Given(property) == name);
}
