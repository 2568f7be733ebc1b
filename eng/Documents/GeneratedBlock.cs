namespace AiApi.Documents;

/// <summary>The part of a hand-written Markdown file between <c>&lt;!-- generated: name --&gt;</c> and <c>&lt;!-- end of generated --&gt;</c>.</summary>
internal static class GeneratedBlock
{
    private const string End = "<!-- end of generated -->";

    /// <summary>The block with its markers.</summary>
    public static string Wrap(string name, string content) => $"{Begin(name)}\n\n{content}\n\n{End}";

    /// <summary>The text with the block's content replaced; null when the markers are not there.</summary>
    public static string? Replace(string text, string name, string content)
    {
        var begin = text.IndexOf(Begin(name), StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0 ? null : text[..begin] + Wrap(name, content) + text[(end + End.Length)..];
    }

    private static string Begin(string name) => $"<!-- generated: {name} -->";
}
