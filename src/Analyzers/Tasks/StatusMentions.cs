using System.Runtime.CompilerServices;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tasks;

/// <summary>The cheap gates of the polling rules: where a file speaks of a status at all, and whether a compilation speaks of an AI endpoint.</summary>
internal sealed class StatusMentions
{
    private static readonly ConditionalWeakTable<SyntaxTree, StatusMentions> Cache = new();
    private static readonly ConditionalWeakTable<Compilation, StrongBox<bool>> Compilations = new();

    /// <summary>What the names and words of code that waits for a task have in common.</summary>
    private static readonly string[] Parts = ["status", "state", "poll", "done", "complet", "succe", "fail", "finish", "ready", "pending", "running"];

    private readonly List<int> _positions = new();

    private StatusMentions(SyntaxTree tree, CancellationToken cancellationToken)
    {
        foreach (var token in tree.GetRoot(cancellationToken).DescendantTokens())
        {
            if ((token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken)) && IsMention(token.ValueText))
                _positions.Add(token.SpanStart);
        }
    }

    /// <summary>Whether the code in a span mentions a status or one of its words.</summary>
    public static bool In(SyntaxTree tree, TextSpan span, CancellationToken cancellationToken)
    {
        var mentions = Cache.TryGetValue(tree, out var known) ? known : Cache.GetValue(tree, t => new(t, cancellationToken));
        var index = mentions._positions.BinarySearch(span.Start);
        if (index < 0)
            index = ~index;
        return index < mentions._positions.Count && mentions._positions[index] < span.End;
    }

    /// <summary>Whether an AI SDK is referenced, or a literal names an AI endpoint.</summary>
    public static bool IsAboutAi(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Compilations.TryGetValue(compilation, out var known))
            return known.Value;
        var isAboutAi = KnownApiSet.Of(compilation).Clients.AreReferenced
            || compilation.SyntaxTrees.Any(tree => UrlLiterals.NameAiEndpoint(tree, Options.Endpoints.For(options, tree), cancellationToken));
        return Compilations.GetValue(compilation, _ => new(isAboutAi)).Value;
    }

    private static bool IsMention(string text)
    {
        if (text.Length < 4)
            return false;
        foreach (var part in Parts)
        {
            if (text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
