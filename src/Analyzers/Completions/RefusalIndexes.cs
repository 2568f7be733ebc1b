using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.Completions;

/// <summary>Where a body takes parts of content by their position that a refusal lacks; computed once a body.</summary>
internal static class RefusalIndexes
{
    private static readonly ConditionalWeakTable<IOperation, Dictionary<SyntaxNode, SyntaxNode>> Cache = new();

    /// <summary>The places in a body that take a part by its position where the answer can be a refusal that nothing looked for, each with the call that the answer came from.</summary>
    public static Dictionary<SyntaxNode, SyntaxNode> In(
        IOperation body, Func<ControlFlowGraph> graph, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(body, out var known))
            return known;
        var open = new Dictionary<SyntaxNode, SyntaxNode>();
        var bodies = MethodBodies.Of(apis.Compilation);
        var checks = Options.FinishReasonChecks.For(options, body.Syntax.SyntaxTree);
        var whole = graph();
        foreach (var group in CompletionFindings.Grouped(new ResultOrigins(apis, bodies, checks, cancellationToken).In(body, whole), body))
        {
            var origins = group.Select(static member => member.Origin).ToList();
            var surface = origins[0].Surface;
            // What a method of the compilation returns may have been asked for a refusal there.
            if (surface.Data.RefusalPath is not { } refusal || origins.Any(static origin => origin.Checked is not null))
                continue;
            var subject = surface.RefusalOf(refusal, origins, checks);
            var refused = subject.Domain.IndexOf(SurfaceSubjects.Refused);
            var flow = new CaseFlow(subject, subject.Domain.IndexOf(surface.Data.Reference), bodies, cancellationToken);
            var use = new ContentUse(surface, subject, node => bodies.OperationOf(node, cancellationToken));
            var found = new List<SyntaxNode>();
            flow.Run(whole, flow.Start(), (operation, point) =>
            {
                if (ContentUse.CanThrow(operation) && use.PathRead(operation, point) is { } path && path.EndsWith("/[]", StringComparison.Ordinal)
                    && !point.State.IsLost && point.State.Alike.Contains(refused) && point.State.Possible.Contains(refused))
                    found.Add(operation.Syntax);
            });
            if (flow.IsExhausted || flow.ReachedOutside)
                continue;
            foreach (var index in found)
                open[index] = CompletionFindings.WithAwait((origins.LastOrDefault(origin => origin.Syntax.SpanStart <= index.SpanStart) ?? origins[0]).Syntax);
        }

        return Cache.GetValue(body, _ => open);
    }
}
