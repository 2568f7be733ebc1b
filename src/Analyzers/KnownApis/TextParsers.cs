using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>Methods that make a value of a text, and throw where the text is not one: numbers, dates, enum members.</summary>
internal static class TextParsers
{
    /// <summary>Full type names, without namespace <c>System</c>, all of whose <c>Parse</c> methods throw <c>FormatException</c>.</summary>
    private static readonly HashSet<string> Parsing = new(StringComparer.Ordinal)
    {
        "Boolean", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "Decimal", "Half", "Int128", "UInt128",
        "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Version",
    };

    /// <summary>Methods of <c>System.Convert</c> that parse where they are given a text.</summary>
    private static readonly HashSet<string> Converting = new(StringComparer.Ordinal)
    {
        "ToBoolean", "ToByte", "ToSByte", "ToInt16", "ToUInt16", "ToInt32", "ToUInt32", "ToInt64", "ToUInt64", "ToSingle", "ToDouble", "ToDecimal", "ToDateTime",
    };

    /// <summary>The name of the exception, in <c>System</c>, that the method throws on a text which is no such value; null where it is no parser.</summary>
    public static string? FailureOf(IMethodSymbol method)
    {
        if (method is not { IsStatic: true, ContainingType: { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } type })
            return null;
        return (type.Name, method.Name) switch
        {
            ("Enum", "Parse") => nameof(ArgumentException),
            ("Convert", var name) when Converting.Contains(name) && method.Parameters is [{ Type.SpecialType: SpecialType.System_String }, ..] => nameof(FormatException),
            (var name, "Parse" or "ParseExact") when Parsing.Contains(name) => nameof(FormatException),
            _ => null,
        };
    }
}
