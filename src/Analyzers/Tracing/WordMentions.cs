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

    /// <summary>Names that are not meant although one of the words is a part of them.</summary>
    public IReadOnlyCollection<string> Except { get; init; } = [];

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
        var text = tree.GetText(cancellationToken).ToString();
        SyntaxNode? root = null;
        foreach (var word in words)
        {
            for (var at = Next(text, word, 0); at >= 0; at = Next(text, word, at + word.Length))
            {
                var token = (root ??= tree.GetRoot(cancellationToken)).FindToken(at);
                if (token.SpanStart <= at && at + word.Length <= token.Span.End && IsMeant(token))
                    positions.Add(token.SpanStart);
            }
        }

        positions.Sort();
        return positions;
    }

    private static int Next(string text, string word, int start) => text.IndexOf(word, start, StringComparison.OrdinalIgnoreCase);

    private bool IsMeant(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) ? !Except.Contains(token.ValueText) : IsText(token);

    private static bool IsText(SyntaxToken token) => token.Parent is { } parent
        && (parent.IsKind(SyntaxKind.StringLiteralExpression) || parent.IsKind(SyntaxKind.InterpolatedStringText) || parent.IsKind(SyntaxKind.Utf8StringLiteralExpression));
}
