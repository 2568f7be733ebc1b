namespace AiApi.Analyzers.Configuration;

/// <summary>A list of names with wildcards.</summary>
internal sealed class NamePatterns(IReadOnlyList<NamePattern> patterns)
{
    public bool Match(string name)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(name))
                return true;
        }

        return false;
    }
}

/// <summary>A name in which <c>*</c> stands for any text, the empty one too. Case is ignored.</summary>
internal sealed class NamePattern
{
    private readonly string[] _parts;

    private NamePattern(string text)
    {
        Text = text;
        _parts = text.Split('*');
    }

    public string Text { get; }

    /// <summary>The pattern; null when the text has blanks in it.</summary>
    public static NamePattern? Read(string text) => text.Length == 0 || text.Any(char.IsWhiteSpace) ? null : new(text);

    public bool Matches(string name)
    {
        if (_parts.Length == 1)
            return name.Equals(Text, StringComparison.OrdinalIgnoreCase);
        var last = _parts[_parts.Length - 1];
        if (!name.StartsWith(_parts[0], StringComparison.OrdinalIgnoreCase))
            return false;
        var position = _parts[0].Length;
        for (var i = 1; i < _parts.Length - 1; i++)
        {
            var found = name.IndexOf(_parts[i], position, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;
            position = found + _parts[i].Length;
        }

        return name.Length - position >= last.Length && name.EndsWith(last, StringComparison.OrdinalIgnoreCase);
    }
}
