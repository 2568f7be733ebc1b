namespace AiApi.Analyzers.Tracing;

/// <summary>Reads the members of a JSON object in a text of which parts are unknown.</summary>
internal sealed class JsonTemplate
{
    private readonly PartialText _text;
    private readonly Dictionary<string, PartialText> _members = new(StringComparer.Ordinal);
    private int _position;

    private JsonTemplate(PartialText text) => _text = text;

    /// <summary>The values of the members, texts with their quotes, by path (<c>model</c>, <c>parameters/n</c>); those in arrays are left out.
    /// Null when the text is not one JSON object. A hole can stand for a value, a part of a text, or members.</summary>
    public static IReadOnlyDictionary<string, PartialText>? Read(PartialText text)
    {
        var reader = new JsonTemplate(text);
        return reader.Next() == '{' && reader.ReadObject("") && reader.Next() == '\0' ? reader._members : null;
    }

    /// <summary>What is between the quotes of a value; null when it is not a text.</summary>
    public static PartialText? TextOf(PartialText value) =>
        value.Template is ['"', .., '"'] and { Length: > 1 } template ? value.Slice(1, template.Length - 1) : null;

    /// <summary>The next character that is not blank; the null character at the end.</summary>
    private char Next()
    {
        while (_position < _text.Template.Length && char.IsWhiteSpace(_text.Template[_position]))
            _position++;
        return _position < _text.Template.Length ? _text.Template[_position] : '\0';
    }

    private bool ReadObject(string path)
    {
        _position++;
        while (true)
        {
            switch (Next())
            {
                case '}':
                    _position++;
                    return true;
                case ',' or PartialText.Hole:
                    _position++;
                    break;
                case '"':
                    if (!ReadMember(path))
                        return false;
                    break;
                default:
                    return false;
            }
        }
    }

    private bool ReadMember(string path)
    {
        var start = _position + 1;
        if (!ReadText())
            return false;
        var name = _text.Template.Substring(start, _position - 1 - start);
        if (Next() != ':')
            return false;
        _position++;
        Next();
        var member = path.Length == 0 ? name : $"{path}/{name}";
        var value = _position;
        if (!ReadValue(member))
            return false;
        _members[member] = _text.Slice(value, _position);
        return true;
    }

    private bool ReadValue(string? path)
    {
        switch (Next())
        {
            case '"':
                return ReadText();
            case '{':
                return ReadObject(path ?? "[]");
            case '[':
                return ReadArray();
            default:
                var start = _position;
                while (_position < _text.Template.Length && _text.Template[_position] is not (',' or '}' or ']' or '"' or '{' or '['))
                    _position++;
                while (_position > start && char.IsWhiteSpace(_text.Template[_position - 1]))
                    _position--;
                return _position > start;
        }
    }

    private bool ReadArray()
    {
        _position++;
        while (true)
        {
            switch (Next())
            {
                case ']':
                    _position++;
                    return true;
                case ',':
                    _position++;
                    break;
                default:
                    if (!ReadValue(null))
                        return false;
                    break;
            }
        }
    }

    private bool ReadText()
    {
        for (_position++; _position < _text.Template.Length; _position++)
        {
            if (_text.Template[_position] == '\\')
            {
                _position++;
            }
            else if (_text.Template[_position] == '"')
            {
                _position++;
                return true;
            }
        }

        return false;
    }
}
