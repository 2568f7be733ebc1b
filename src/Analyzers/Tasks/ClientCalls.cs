using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tasks;

/// <summary>Files that name a method of <c>OpenAI.Videos.VideoClient</c> which answers with the task, found in their text alone.</summary>
internal static class ClientCalls
{
    private const string Start = "GetVideo";
    private const int BufferLength = 4096;

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Cache = new();

    public static IReadOnlyCollection<string> Names { get; } = [Start, $"{Start}Async"];

    public static bool AreNamedIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        Cache.TryGetValue(tree, out var known) ? known.Value : Cache.GetValue(tree, t => new(Contains(t.GetText(cancellationToken)))).Value;

    private static bool Contains(SourceText text)
    {
        var buffer = new char[Math.Min(text.Length, BufferLength)];
        for (var position = 0; position + Start.Length <= text.Length; position += BufferLength - Start.Length)
        {
            var length = Math.Min(text.Length - position, BufferLength);
            text.CopyTo(position, buffer, 0, length);
            for (var index = Array.IndexOf(buffer, Start[0], 0, length); index >= 0; index = Array.IndexOf(buffer, Start[0], index + 1, length - index - 1))
            {
                if (IsAt(buffer, index, length))
                    return true;
            }
        }

        return false;
    }

    private static bool IsAt(char[] buffer, int index, int length)
    {
        if (index + Start.Length > length)
            return false;
        for (var offset = 1; offset < Start.Length; offset++)
        {
            if (buffer[index + offset] != Start[offset])
                return false;
        }

        return true;
    }
}
