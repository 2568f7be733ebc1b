using System.Text.RegularExpressions;

namespace AiApi.Documents;

/// <summary>What plain text needs to be read as such in Markdown.</summary>
internal static partial class Markdown
{
    public static string Escape(string text) => Special().Replace(text, @"\$&");

    [GeneratedRegex(@"[<>*|]")]
    private static partial Regex Special();
}
