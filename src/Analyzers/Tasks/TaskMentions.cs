using System.Runtime.CompilerServices;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>Whether a compilation can ask for the status of a generation task at all: by a client that does, or because a literal names an endpoint that has tasks.</summary>
internal static class TaskMentions
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<bool>> Cache = new();

    public static bool In(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(compilation, out var known))
            return known.Value;
        var apis = KnownApiSet.Of(compilation);
        var isIn = apis.Clients.AskFor(AiOperation.Videos)
            || (apis.Http is not null && compilation.SyntaxTrees.Any(tree => UrlLiterals.NameEndpoint(tree, Options.Endpoints.For(options, tree), TaskProviders.CanServe, cancellationToken)));
        return Cache.GetValue(compilation, _ => new(isIn)).Value;
    }
}
