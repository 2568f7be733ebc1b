using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tracing;

/// <summary>Where files have one of several words in their names and texts, found once for each tree: the cheap gate of rules that look at whole blocks.</summary>
/// <param name="words">The words, or parts of words; case is ignored.</param>
internal sealed class WordMentions(params string[] words)
{
    private readonly ConditionalWeakTable<SyntaxTree, List<int>> _positions = new();

    /// <summary>Whether the code in a span mentions one of the words.</summary>
    public bool In(SyntaxTree tree, TextSpan span, CancellationToken cancellationToken)
    {
        var positions = _positions.TryGetValue(tree, out var known) ? known : _positions.GetValue(tree, t => Find(t, cancellationToken));
        var index = positions.BinarySearch(span.Start);
        if (index < 0)
            index = ~index;
        return index < positions.Count && positions[index] < span.End;
    }

    private List<int> Find(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var positions = new List<int>();
        if (!IsMention(tree.GetText(cancellationToken).ToString()))
            return positions;
        foreach (var token in tree.GetRoot(cancellationToken).DescendantTokens())
        {
            if ((token.IsKind(SyntaxKind.IdentifierToken) || IsText(token)) && IsMention(token.Text))
                positions.Add(token.SpanStart);
        }

        return positions;
    }

    private static bool IsText(SyntaxToken token) => token.Parent is { } parent
        && (parent.IsKind(SyntaxKind.StringLiteralExpression) || parent.IsKind(SyntaxKind.InterpolatedStringText) || parent.IsKind(SyntaxKind.Utf8StringLiteralExpression));

    private bool IsMention(string text)
    {
        foreach (var word in words)
        {
            if (text.Length >= word.Length && text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
