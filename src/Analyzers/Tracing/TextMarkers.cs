using AiApi.Analyzers.KnownApis;

namespace AiApi.Analyzers.Tracing;

/// <summary>Looks for any of many words in a text in one pass: the cheap test of a whole file. Case is ignored for ASCII.
/// A word that starts with a letter or digit is found only where none stands before it: "individual" does not name Vidu.</summary>
internal sealed class TextMarkers
{
    private const int Length = 4;
    private const int Slots = 1 << 14;

    private readonly bool[] _starts = new bool[Slots];
    private readonly Dictionary<int, List<(TextMarks Mark, string Word)>> _words = [];
    private readonly TextMarks _all;

    /// <param name="words">The words, of four characters at the least, of ASCII alone, and what each is a mark of.</param>
    public TextMarkers(IEnumerable<(TextMarks Mark, string Word)> words)
    {
        foreach (var (mark, word) in words)
        {
            var start = 0u;
            for (var index = 0; index < Length; index++)
                start = Next(start, word[index]);
            var slot = Slot(start);
            _starts[slot] = true;
            if (!_words.TryGetValue(slot, out var same))
                _words.Add(slot, same = []);
            same.Add((mark, word));
            _all |= mark;
        }
    }

    /// <summary>What the text has marks of.</summary>
    public TextMarks In(string text)
    {
        var found = TextMarks.None;
        var start = 0u;
        for (var index = 0; index < text.Length; index++)
        {
            start = Next(start, text[index]);
            if (index < Length - 1 || !_starts[Slot(start)])
                continue;
            found |= At(text, index - Length + 1, Slot(start));
            if (found == _all)
                break;
        }

        return found;
    }

    private TextMarks At(string text, int position, int slot)
    {
        var found = TextMarks.None;
        foreach (var (mark, word) in _words[slot])
        {
            if (string.Compare(text, position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
                && IsWordStart(text, position) && IsEnd(text, position + word.Length, mark))
            {
                found |= mark;
            }
        }

        return found;
    }

    private static bool IsWordStart(string text, int position) => position == 0 || !IsLetterOrDigit(text[position]) || !IsLetterOrDigit(text[position - 1]);

    private static bool IsEnd(string text, int end, TextMarks mark) => mark switch
    {
        // A host or a segment of a path ends here; "kling-v2" is the name of a model.
        TextMarks.Endpoint => end == text.Length || !IsLetterOrDigit(text[end - 1]) || !(IsLetterOrDigit(text[end]) || text[end] is '-' or '_'),
        TextMarks.Key => KeyShapes.GoOnAt(text, end),
        _ => true,
    };

    private static bool IsLetterOrDigit(char character) => (char)(character | 0x20) is >= 'a' and <= 'z' || character is >= '0' and <= '9';

    /// <summary>The last four characters, a byte each, letters in lower case.</summary>
    private static uint Next(uint start, char character) => start << 8 | (byte)(character | 0x20);

    private static int Slot(uint start) => (int)((start * 2654435761u) >> 18);
}
