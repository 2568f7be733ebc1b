using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Writes a tree as text, a line for each node and token; a token whose value is not its text shows both.</summary>
internal sealed class SyntaxShape(Type syntaxKindType, bool withTrivia)
{
    public string Of(SyntaxNode root)
    {
        var text = new StringBuilder();
        Write(root, string.Empty, text);
        return text.ToString();
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\r", "\\r").Replace("\n", "\\n");

    private void Write(SyntaxNodeOrToken item, string indent, StringBuilder text)
    {
        if (item.IsNode)
        {
            text.AppendLine($"{indent}Node({Kind(item.RawKind)}):");
            foreach (var child in item.ChildNodesAndTokens())
                Write(child, indent + "  ", text);

            return;
        }

        var token = item.AsToken();
        var value = token.ValueText == token.Text ? string.Empty : $" = {Escape(token.ValueText)}";
        text.AppendLine($"{indent}Token({Kind(token.RawKind)}): {Escape(token.Text)}{value}");
        if (!withTrivia)
            return;

        foreach (var trivia in token.LeadingTrivia)
            Write("Leading", trivia, indent + "  ", text);
        foreach (var trivia in token.TrailingTrivia)
            Write("Trailing", trivia, indent + "  ", text);
    }

    private void Write(string side, SyntaxTrivia trivia, string indent, StringBuilder text)
    {
        text.AppendLine($"{indent}{side}({Kind(trivia.RawKind)}): {(trivia.HasStructure ? string.Empty : Escape(trivia.ToString()))}");
        if (trivia.GetStructure() is { } structure)
            Write(structure, indent + "  ", text);
    }

    private string Kind(int rawKind) => Enum.ToObject(syntaxKindType, rawKind).ToString()!;
}
