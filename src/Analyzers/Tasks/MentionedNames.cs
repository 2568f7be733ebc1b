using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tasks;

/// <summary>The words of a file's text, whatever they stand for: a file in which a name does not stand calls no function of that name. Read once for each tree, without a look at its nodes.</summary>
internal sealed class MentionedNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, MentionedNames> Cache = new();

    private readonly HashSet<int> _hashes = [];

    private MentionedNames(string text)
    {
        var hash = 0;
        foreach (var character in text)
        {
            if (IsPart(character))
            {
                hash = Next(hash, character);
            }
            else if (hash != 0)
            {
                _hashes.Add(hash);
                hash = 0;
            }
        }

        _hashes.Add(hash);
    }

    public static MentionedNames Of(SyntaxTree tree, CancellationToken cancellationToken) =>
        Cache.TryGetValue(tree, out var known) ? known : Cache.GetValue(tree, t => new(t.GetText(cancellationToken).ToString()));

    /// <summary>What stands for a name in the questions below.</summary>
    public static int HashOf(string name)
    {
        var hash = 0;
        foreach (var character in name)
            hash = Next(hash, character);
        return hash;
    }

    /// <summary>Whether one of some names stands in the file; seldom, another word is taken for it.</summary>
    /// <param name="hashes">The names, by <see cref="HashOf"/>.</param>
    public bool HaveAnyOf(List<int> hashes)
    {
        foreach (var hash in hashes)
        {
            if (_hashes.Contains(hash))
                return true;
        }

        return false;
    }

    public bool Have(string name) => _hashes.Contains(HashOf(name));

    private static bool IsPart(char character) =>
        (uint)((character | 0x20) - 'a') < 26 || (uint)(character - '0') < 10 || character == '_' || (character >= 0x80 && !char.IsWhiteSpace(character));

    private static int Next(int hash, char character) => unchecked((hash * 31) + character);
}
