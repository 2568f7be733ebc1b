using AiApi.Analyzers.KnownApis;
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

    /// <summary>Prepares to read names.</summary>
    /// <param name="keys">The JSON members that are of interest.</param>
    /// <param name="texts">Those whose values are texts that are compared.</param>
    public JsonNames(IEnumerable<string> keys, IEnumerable<string> texts)
    {
        foreach (var key in keys)
            _keys[WireNames.Bare(key)] = key;
        _texts = [.. texts];
    }

    /// <summary>The name that an attribute gives, else the member's own in whatever casing a naming policy would give it.</summary>
    public string Of(ISymbol member, ITypeSymbol type)
    {
        if (_known.TryGetValue(member, out var name))
            return name;
        name = WireNames.Given(member) ?? member.Name;
        if (_keys.TryGetValue(WireNames.Bare(name), out var key))
            name = _texts.Contains(key) && !IsText(type) ? key + Typed : key;
        return _known[member] = name;
    }

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic
        || type.Name is "JsonElement" or "JsonNode" or "JsonValue" or "JToken" or "JValue";
}
