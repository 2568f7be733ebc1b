namespace AiApi.Analyzers.KnownApis;

/// <summary>What the keys of the vendors look like, and what stands for one in samples.</summary>
internal static class KeyShapes
{
    /// <summary>Keys shorter than this are none of which a rule speaks.</summary>
    public const int ShortestKey = 20;

    /// <summary>The prefix of many vendors' keys, and of other things: style sheets have classes of that form.</summary>
    private const string AnyKey = "sk-";

    /// <summary>How many digits tell a key from words, where no prefix does.</summary>
    private const int FewestDigits = 3;

    /// <summary>Prefix, the least length of what follows, whether that may hold <c>-</c> and <c>_</c>, and whose key it is; the longer prefix first.
    /// From the rules of gitleaks/gitleaks and trufflesecurity/trufflehog, which hold the forms that the vendors publish.</summary>
    private static readonly (string Prefix, int Length, bool HasMarks, Provider Provider)[] Shapes =
    [
        ("sk-svcacct-", 40, true, Providers.OpenAI),
        ("sk-admin-", 40, true, Providers.OpenAI),
        ("sk-or-v1-", 60, false, Providers.OpenRouter),
        ("sk-proj-", 40, true, Providers.OpenAI),
        ("sk-ant-", 40, true, Providers.Anthropic),
        ("nvapi-", 50, true, Providers.Nvidia),
        ("pplx-", 40, false, Providers.Perplexity),
        ("AIza", 35, true, Providers.Google),
        ("gsk_", 40, false, Providers.Groq),
        ("xai-", 40, false, Providers.XAI),
        ("csk-", 40, false, Providers.Cerebras),
        ("hf_", 30, false, Providers.HuggingFace),
        ("r8_", 30, false, Providers.Replicate),
        (AnyKey, ShortestKey, false, Providers.OpenAI),
    ];

    /// <summary>What stands before a key in source: the quote, a blank after a scheme or the indent of a raw literal.</summary>
    private static readonly char[] BeforeKeys = ['"', ' ', '\t', '\n'];

    /// <summary>Words in a text that stands for a key, or that a server on the same machine takes for one.</summary>
    private static readonly string[] PlaceholderWords =
    [
        "your", "key", "token", "secret", "example", "sample", "placeholder", "replace", "insert", "changeme", "change-me", "enter", "here", "todo",
        "xxx", "***", "...", "…", "test", "fake", "dummy", "mock", "demo", "none", "null", "unused", "not-needed", "notneeded", "no-need", "ignored",
        "ollama", "lm-studio", "lmstudio", "local", "redacted", "removed", "hidden", "abcdef", "123456", "098765", "987654", "abc123", "000000", "password",
    ];

    /// <summary>How literals with keys start in source, the quote or the blank after a scheme included.</summary>
    public static IEnumerable<string> Starts => Shapes.SelectMany(static shape => BeforeKeys.Select(before => before + shape.Prefix));

    /// <summary>Whose key the text is by its form; null when it has none of the known forms or stands for a key in a sample.
    /// Of a bare <c>sk-</c>, which many vendors use, the first of them.</summary>
    public static Provider? ProviderOf(string text)
    {
        if (text.Length < ShortestKey)
            return null;
        foreach (var (prefix, length, hasMarks, provider) in Shapes)
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var isKey = text.Length >= prefix.Length + length && IsMixed(text, prefix.Length, hasMarks, prefix == AnyKey ? FewestDigits : 1)
                && !IsPlaceholder(text.Substring(prefix.Length));
            return isKey ? provider : null;
        }

        return null;
    }

    /// <summary>Whether a key can go on at a position of a source text, after the prefix: what follows one is never shorter than the shortest key.</summary>
    public static bool GoOnAt(string source, int position)
    {
        var end = position + ShortestKey;
        if (end > source.Length)
            return false;
        for (; position < end; position++)
        {
            if (!IsDigit(source[position]) && !IsLetter(source[position]) && !IsMark(source[position]))
                return false;
        }

        return true;
    }

    /// <summary>Whether keys of this form can be of another vendor than <see cref="ProviderOf"/> says.</summary>
    public static bool IsShared(string key) => key.StartsWith("sk-", StringComparison.Ordinal) && key.IndexOf('-', 3) < 0;

    /// <summary>Whether the text can be a key of no known form: 20 and more mixed characters, and no placeholder.</summary>
    public static bool LooksRandom(string text) => text.Length >= ShortestKey && IsMixed(text, 0, hasMarks: true, FewestDigits) && !IsPlaceholder(text);

    /// <summary>Whether the text only stands for a key.</summary>
    public static bool IsPlaceholder(string text)
    {
        if (text.Length == 0 || text.IndexOfAny(['<', '>', '{', '}', '[', ']', '$', '%', ' ']) >= 0)
            return true;
        foreach (var word in PlaceholderWords)
        {
            if (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>The start of a key, for messages: never more than five characters.</summary>
    public static string Shorten(string key) => (key.Length > 5 ? key.Substring(0, 5) : "") + "…";

    /// <summary>Letters and digits, several of each, and at most the marks that keys have.</summary>
    private static bool IsMixed(string text, int start, bool hasMarks, int fewestDigits)
    {
        var (letters, digits) = (0, 0);
        for (var i = start; i < text.Length; i++)
        {
            var character = text[i];
            if (IsDigit(character))
                digits++;
            else if (IsLetter(character))
                letters++;
            else if (!hasMarks || !IsMark(character))
                return false;
        }

        return letters >= 4 && digits >= fewestDigits;
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsMark(char character) => character is '-' or '_' or '=' or '+' or '/' or '.';
}
