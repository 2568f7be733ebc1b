using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>The parts of one answer that are taken by their position although a refusal lacks them.</summary>
/// <param name="Origin">The call that the answer came from.</param>
/// <param name="Others">The further places, in source order: what looks for a refusal before the first one looks for all.</param>
internal sealed record RefusalIndex(SyntaxNode Origin, ImmutableArray<SyntaxNode> Others);

/// <summary>Where a body takes parts of content by their position that a refusal lacks; computed once a body.</summary>
internal static class RefusalIndexes
{
    private static readonly ConditionalWeakTable<IOperation, Dictionary<SyntaxNode, RefusalIndex>> Cache = new();

    /// <summary>The first place, for each answer, that takes a part by its position where the answer can be a refusal that nothing looked for.</summary>
    public static Dictionary<SyntaxNode, RefusalIndex> In(
        IOperation body, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(body, out var known))
            return known;
        var open = new Dictionary<SyntaxNode, RefusalIndex>();
        if (MethodBodies.GraphAround(body, cancellationToken) is not { } whole)
            return open;
        var bodies = MethodBodies.Of(apis.Compilation);
        var checks = Options.FinishReasonChecks.For(options, body.Syntax.SyntaxTree);
        var search = new ResultOrigins(apis, bodies, checks, Options.Endpoints.For(options, body.Syntax.SyntaxTree), cancellationToken) { SubjectOf = SubjectOf };
        foreach (var group in CompletionFindings.Grouped(search.In(body, whole)))
        {
            var origins = group.ConvertAll(static member => member.Origin);
            var surface = origins[0].Surface;
            if (surface.Data.RefusalPath is null)
                continue;
            var subject = SubjectOf(surface, origins);
            var refused = subject.Domain.IndexOf(KnownSurface.Refused);
            var flow = new CaseFlow(subject, subject.Domain.IndexOf(surface.Data.Reference), bodies, cancellationToken);
            var use = new ContentUse(surface, subject, node => bodies.OperationOf(node, cancellationToken));
            var found = new HashSet<SyntaxNode>();
            var isHandedOn = false;
            flow.Watch(whole, origins.Select(static origin => origin.Syntax), (operation, point) =>
            {
                isHandedOn |= HandsOnContent(operation, point, surface, subject);
                if (use.CanThrow(operation) && use.PathRead(operation, point) is { } path && path.EndsWith("/[]", StringComparison.Ordinal)
                    && !point.State.IsLost && point.State.Alike.Contains(refused) && point.State.Possible.Contains(refused))
                    found.Add(operation.Syntax);
            });
            if (flow.IsExhausted || flow.ReachedOutside || isHandedOn || found.Count == 0)
                continue;
            var indexes = found.OrderBy(static index => index.Span.End).ToImmutableArray();
            var origin = origins.LastOrDefault(origin => origin.Syntax.SpanStart <= indexes[0].SpanStart) ?? origins[0];
            open[indexes[0]] = new(CompletionFindings.WithAwait(origin.Syntax), indexes.RemoveAt(0));
        }

        return Cache.GetValue(body, _ => open);

        Subject SubjectOf(KnownSurface surface, IReadOnlyCollection<ResultOrigin> origins) =>
            surface.Data.RefusalPath is null ? surface.SubjectOf(origins, apis, checks) : surface.RefusalOf(origins, apis, checks);
    }

    /// <summary>Whether the parts go to code that may count them.</summary>
    private static bool HandsOnContent(IOperation call, Point point, KnownSurface surface, Subject subject)
    {
        // A call that does not bind is one of a method that is not in sight.
        var handed = call.Kind == OperationKind.Invalid ? call.ChildOperations : HandedOn.ArgumentsOf(call).Select(static argument => argument.Value);
        foreach (var value in handed)
        {
            if (point.FactOf(value) is Fact.Path { Steps: var path } && surface.Data.ContentCollections.Contains(path)
                && call is not IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" } && !subject.IsIgnoredCall(call))
                return true;
        }

        return false;
    }
}
