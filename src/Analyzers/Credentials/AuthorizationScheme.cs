using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;

namespace AiApi.Analyzers.Credentials;

/// <summary>What is wrong with the value of a header that should read <c>Bearer &lt;key&gt;</c>.</summary>
internal enum SchemeDefect
{
    /// <summary>Nothing, or nothing that is known.</summary>
    None,
    NoScheme,
    NoBlank,
    Doubled,
    OtherScheme,
}

/// <summary>Judges the values of <c>Authorization</c> headers.</summary>
internal static class AuthorizationScheme
{
    public const string Bearer = "Bearer";

    private const string BearerAndBlank = "Bearer ";

    /// <summary>What is wrong with every value that the header can have, the empty one aside; <see cref="SchemeDefect.None"/> where one is right
    /// or unknown.</summary>
    public static (SchemeDefect Defect, string Scheme) OfHeader(ImmutableArray<TracedValue> values)
    {
        var verdict = (SchemeDefect.None, "");
        foreach (var value in values)
        {
            if (value.Constant is { HasValue: true, Value: null or "" })
                continue;
            verdict = OfHeader(value);
            if (verdict.Item1 == SchemeDefect.None)
                return verdict;
        }

        return verdict;
    }

    /// <summary>Whether every value starts with the scheme, which something else puts before it.</summary>
    public static bool AllStartWithBearer(ImmutableArray<TracedValue> values)
    {
        foreach (var value in values)
        {
            if (value.Text?.Template.TrimStart().StartsWith(BearerAndBlank, StringComparison.OrdinalIgnoreCase) != true)
                return false;
        }

        return !values.IsEmpty;
    }

    /// <summary>The scheme that all values name, where it is one and not the right one.</summary>
    public static string? OtherScheme(ImmutableArray<TracedValue> schemes)
    {
        foreach (var scheme in schemes)
        {
            if (scheme.ConstantText is not { Length: > 0 } text || text.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return schemes[0].ConstantText;
    }

    private static (SchemeDefect Defect, string Scheme) OfHeader(TracedValue value)
    {
        if (IsNamedAsKey(value))
            return (SchemeDefect.NoScheme, "");
        if (value.Text is not { } known)
            return default;
        var text = known.Template.Trim();
        if (text.StartsWith(BearerAndBlank, StringComparison.OrdinalIgnoreCase))
        {
            var isDoubled = text.Substring(BearerAndBlank.Length).TrimStart().StartsWith(BearerAndBlank, StringComparison.OrdinalIgnoreCase);
            return isDoubled ? (SchemeDefect.Doubled, Bearer) : default;
        }

        if (known.LeadingHole is { } hole)
            return IsNamedAsKey(hole) ? (SchemeDefect.NoScheme, "") : default;
        if (text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && text.Length > Bearer.Length)
            return text[Bearer.Length] == PartialText.Hole ? (SchemeDefect.NoBlank, Bearer) : default;
        var blank = text.IndexOf(' ');
        if (blank > 0)
            return IsScheme(text, blank) ? (SchemeDefect.OtherScheme, text.Substring(0, blank)) : default;
        return known.Constant is not null && !KeyShapes.IsPlaceholder(text) && text.Length >= KeyShapes.ShortestKey ? (SchemeDefect.NoScheme, "") : default;
    }

    /// <summary>Whether the value is read from a variable or setting whose name says that a key stands in it, and a key alone.</summary>
    private static bool IsNamedAsKey(TracedValue value) =>
        value.Outside is { Name: var name }
        && (EndsWith(name, "key") || EndsWith(name, "token") || EndsWith(name, "secret"))
        && name.IndexOf("header", StringComparison.OrdinalIgnoreCase) < 0;

    private static bool EndsWith(string name, string word) => name.EndsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsScheme(string text, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (!char.IsLetter(text[i]) && text[i] != '-')
                return false;
        }

        return true;
    }
}
