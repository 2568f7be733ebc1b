namespace AiApi.Analyzers.Tracing;

/// <summary>Looks for any of many words in a text in one pass: the cheap test of a whole file. Case is ignored for ASCII.</summary>
internal sealed class TextMarkers
{
    private const int Length = 4;
    private const int Slots = 1 << 12;

    private readonly bool[] _starts = new bool[Slots];
    private readonly Dictionary<int, List<string>> _words = [];

    /// <param name="words">The words, of four characters at the least, of ASCII alone.</param>
    public TextMarkers(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var start = 0u;
            for (var index = 0; index < Length; index++)
                start = Next(start, word[index]);
            var slot = Slot(start);
            _starts[slot] = true;
            if (!_words.TryGetValue(slot, out var same))
                _words.Add(slot, same = []);
            same.Add(word);
        }
    }

    public bool IsAnyIn(string text)
    {
        var start = 0u;
        for (var index = 0; index < text.Length; index++)
        {
            start = Next(start, text[index]);
            if (index >= Length - 1 && _starts[Slot(start)] && StandsAt(text, index - Length + 1, Slot(start)))
                return true;
        }

        return false;
    }

    private bool StandsAt(string text, int position, int slot)
    {
        foreach (var word in _words[slot])
        {
            if (string.Compare(text, position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return true;
        }

        return false;
    }

    /// <summary>The last four characters, a byte each, letters in lower case.</summary>
    private static uint Next(uint start, char character) => start << 8 | (byte)(character | 0x20);

    private static int Slot(uint start) => (int)((start * 2654435761u) >> 20);
}
