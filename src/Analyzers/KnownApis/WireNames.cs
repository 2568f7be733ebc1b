using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The names that members of .NET types have in JSON.</summary>
internal static class WireNames
{
    /// <summary>Attributes that name a member, with the named argument that does where it is not the first one:
    /// System.Text.Json, Newtonsoft.Json, System.Runtime.Serialization.</summary>
    private static readonly Dictionary<string, string> NamingAttributes = new(StringComparer.Ordinal)
    {
        ["JsonPropertyNameAttribute"] = "",
        ["JsonPropertyAttribute"] = "PropertyName",
        ["DataMemberAttribute"] = "Name",
        ["JsonStringEnumMemberNameAttribute"] = "",
        ["EnumMemberAttribute"] = "Value",
    };

    /// <summary>The name that an attribute gives a member; null where a naming policy, or nothing, makes it from the member's own.</summary>
    public static string? Given(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !NamingAttributes.TryGetValue(type.Name, out var argument))
                continue;
            foreach (var named in attribute.NamedArguments)
            {
                if (named.Key == argument && named.Value.Value is string byName)
                    return byName;
            }

            if (attribute.ConstructorArguments is [{ Value: string first }, ..])
                return first;
        }

        return null;
    }

    /// <summary>A name without what naming policies change: its case, underscores and dashes.</summary>
    public static string Bare(string name) => name.Replace("_", "").Replace("-", "").ToLowerInvariant();

    /// <summary>The bare name that a member has in JSON.</summary>
    public static string BareOf(ISymbol member) => Bare(Given(member) ?? member.Name);
}
