using System.Runtime.CompilerServices;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tasks;

/// <summary>The cheap gates of the polling rules: where a file speaks of a status at all, and whether a compilation speaks of an AI endpoint.</summary>
internal static class StatusMentions
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<bool>> Compilations = new();

    /// <summary>What the names and words of code that waits for a task have in common.</summary>
    private static readonly WordMentions Mentions =
        new("status", "state", "poll", "done", "complet", "succe", "fail", "finish", "ready", "pending", "running");

    /// <summary>Whether the code in a span mentions a status or one of its words.</summary>
    public static bool In(SyntaxTree tree, TextSpan span, CancellationToken cancellationToken) => Mentions.In(tree, span, cancellationToken);

    /// <summary>Whether an AI SDK is referenced, or a literal names an AI endpoint.</summary>
    public static bool IsAboutAi(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Compilations.TryGetValue(compilation, out var known))
            return known.Value;
        var isAboutAi = KnownApiSet.Of(compilation).Clients.AreReferenced
            || compilation.SyntaxTrees.Any(tree => UrlLiterals.NameAiEndpoint(tree, Options.Endpoints.For(options, tree), cancellationToken));
        return Compilations.GetValue(compilation, _ => new(isAboutAi)).Value;
    }
}
