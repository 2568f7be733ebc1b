using System.Collections;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tasks;

/// <summary>The words of a file's text, whatever they stand for: a file in which a name does not stand calls no function of that name. Read once for each tree, without a look at its nodes.</summary>
internal sealed class MentionedNames
{
    private const uint FirstMultiplier = 2654435761u;
    private const uint SecondMultiplier = 2246822519u;
    private const int BitsPerCharacter = 4;

    private static readonly ConditionalWeakTable<SyntaxTree, MentionedNames> Cache = new();

    /// <summary>Of each word the two bits that its hash leads to. Few of a name that does not stand in the file are set by other words, and then it is looked into for nothing.</summary>
    private readonly BitArray _words;

    private MentionedNames(string text)
    {
        _words = new((text.Length + 1) * BitsPerCharacter);
        var hash = 0u;
        foreach (var character in text)
        {
            if (IsPart(character))
            {
                hash = Next(hash, character);
            }
            else if (hash != 0)
            {
                Add(hash);
                hash = 0;
            }
        }

        Add(hash);
    }

    public static MentionedNames Of(SyntaxTree tree, CancellationToken cancellationToken) =>
        Cache.TryGetValue(tree, out var known) ? known : Cache.GetValue(tree, t => new(t.GetText(cancellationToken).ToString()));

    /// <summary>What stands for a name in the questions below.</summary>
    public static uint HashOf(string name)
    {
        var hash = 0u;
        foreach (var character in name)
            hash = Next(hash, character);
        return hash;
    }

    /// <summary>Whether the file may mention a name.</summary>
    /// <param name="hash">The name, by <see cref="HashOf"/>.</param>
    public bool MayHave(uint hash) => _words[IndexOf(hash, FirstMultiplier)] && _words[IndexOf(hash, SecondMultiplier)];

    private static bool IsPart(char character) =>
        (uint)((character | 0x20) - 'a') < 26 || (uint)(character - '0') < 10 || character == '_' || (character >= 0x80 && !char.IsWhiteSpace(character));

    private static uint Next(uint hash, char character) => (hash * 31) + character;

    private void Add(uint hash) => _words[IndexOf(hash, FirstMultiplier)] = _words[IndexOf(hash, SecondMultiplier)] = true;

    private int IndexOf(uint hash, uint multiplier) => (int)(((ulong)(hash * multiplier) * (ulong)_words.Length) >> 32);
}
