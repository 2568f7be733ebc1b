using System.Text;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tracing;

/// <summary>Which JSON member a property or field of a type of the program stands for.</summary>
internal sealed class JsonNames
{
    /// <summary>Marks a member of another type than text, where the wire has a text.</summary>
    public const string Typed = "#typed";

    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts;
    private readonly Dictionary<ISymbol, string> _known = new(SymbolEqualityComparer.Default);

    /// <param name="keys">The JSON members that are of interest.</param>
    /// <param name="texts">Those whose values are texts that are compared.</param>
    public JsonNames(IEnumerable<string> keys, IEnumerable<string> texts)
    {
        foreach (var key in keys)
            _keys[Folded(key)] = key;
        _texts = [.. texts];
    }

    /// <summary>The name that an attribute gives, else the member's own in whatever casing a naming policy would give it.</summary>
    public string Of(ISymbol member, ITypeSymbol type)
    {
        if (_known.TryGetValue(member, out var name))
            return name;
        name = FromAttribute(member) ?? member.Name;
        if (_keys.TryGetValue(Folded(name), out var key))
            name = _texts.Contains(key) && !IsText(type) ? key + Typed : key;
        return _known[member] = name;
    }

    private static string? FromAttribute(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "JsonPropertyNameAttribute" or "JsonPropertyAttribute" when attribute.ConstructorArguments is [{ Value: string name }, ..]:
                    return name;
                case "JsonPropertyAttribute" or "DataMemberAttribute":
                    foreach (var argument in attribute.NamedArguments)
                    {
                        if (argument is { Key: "PropertyName" or "Name", Value.Value: string named })
                            return named;
                    }

                    break;
            }
        }

        return null;
    }

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic
        || type.Name is "JsonElement" or "JsonNode" or "JsonValue" or "JToken" or "JValue";

    private static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (character is not ('_' or '-'))
                folded.Append(char.ToLowerInvariant(character));
        }

        return folded.ToString();
    }
}
