using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>Tool calls that can come and are not handled.</summary>
/// <param name="Reads">Where content of the reply is read, in source order.</param>
/// <param name="Properties">What the fix needs to know.</param>
/// <param name="Advice">What to do.</param>
internal sealed record UnhandledToolCall(ImmutableArray<Location> Reads, ImmutableDictionary<string, string?> Properties, string Advice);

/// <summary>Asks whether anything in a body handles the tool calls that a request can bring about.</summary>
/// <param name="call">The call that sends the request.</param>
/// <param name="offer">What the request offers.</param>
/// <param name="apis">The known APIs.</param>
/// <param name="context">The analysis of the call.</param>
internal sealed class UnhandledToolCalls(IInvocationOperation call, ToolOffer offer, KnownApiSet apis, OperationAnalysisContext context)
{
    private static readonly WordMentions Handling = new(WireTools.Calls);

    private readonly MethodBodies _bodies = MethodBodies.Of(apis.Compilation);
    private readonly IOperation _body = MethodBodies.BodyAround(call);

    /// <summary>Whether the code around a request, or in the method that sends it, names tool calls in any way: JSON has too many ways to its parts
    /// to follow them all.</summary>
    public static bool AreMentionedAround(IInvocationOperation call, CancellationToken cancellationToken)
    {
        foreach (var declaration in call.TargetMethod.DeclaringSyntaxReferences)
        {
            if (Handling.In(declaration.SyntaxTree, declaration.Span, cancellationToken))
                return true;
        }

        var body = MethodBodies.BodyAround(call).Syntax;
        return Handling.In(body.SyntaxTree, body.Span, cancellationToken);
    }

    /// <summary>The tool calls of a reply that comes at once; null where they may be handled.</summary>
    public UnhandledToolCall? InReply()
    {
        if (MethodBodies.GraphAround(_body, context.CancellationToken) is not { } graph)
            return null;
        var checks = Options.FinishReasonChecks.For(context.Options, _body.Syntax.SyntaxTree);
        var groups = CompletionFindings.Grouped(ResultOrigins.InWhole(_body, graph, apis, context.Options, context.CancellationToken));
        foreach (var group in groups)
        {
            var origins = group.ConvertAll(static member => member.Origin);
            var others = groups.Where(other => other != group).Select(static other => other[0].Target);
            if (origins.Exists(origin => origin.Syntax == call.Syntax)
                && InReply(origins, origins[0].Surface.SubjectOf(origins, apis, checks), others, graph) is { } found)
                return found;
        }

        return null;
    }

    private UnhandledToolCall? InReply(List<ResultOrigin> origins, Subject subject, IEnumerable<ISymbol?> others, ControlFlowGraph graph)
    {
        var surface = origins[0].Surface;
        var isRaw = surface.Result is null;
        if (surface.Data.ToolCallPaths.IsEmpty)
            return null;
        var isTold = !surface.ToolCalls.IsEmpty && (offer == ToolOffer.Free || surface.Data.TellsForcedTools);
        var flow = new CaseFlow(subject, surface.Reference, _bodies, context.CancellationToken);
        var observer = new ContentObserver(surface, flow, _bodies, context.CancellationToken);
        var use = new ContentUse(surface, subject, node => _bodies.OperationOf(node, context.CancellationToken));
        var uses = new ToolCallUses(surface, subject, use);
        var isHandled = false;
        var reads = new List<Location>();
        var ends = flow.Watch(graph, origins.Select(static origin => origin.Syntax), (operation, point) =>
        {
            observer.Observe(operation, point);
            uses.Observe(operation, point);
            isHandled |= isTold && IsToldApart(point.State, surface);
            if (use.PathRead(operation, point) is { } path && use.IsContent(operation, path))
                reads.Add(use.LocationOf(operation));
        });
        isHandled |= isTold && ends.ToList() is { Count: > 0 } reached && IsToldApart(reached.Aggregate((first, second) => first.Join(second, subject.Domain)), surface);
        // A caller that is given only the reason has no calls to run.
        if (isHandled || observer.ReadsToolCalls || observer.ResultEscapes || flow.ReachedOutside || flow.IsExhausted)
            return null;
        // Which protocol a reply speaks is seen by the text that is read of it, here or in a method that is given the reply.
        var isUsed = isRaw ? reads.Count > 0 || observer.FirstRead() is not null : uses.AreAny;
        if (!isUsed || uses.MayReachToolCalls(_body, others))
            return null;
        return new(
            reads.Distinct().OrderBy(static read => read.SourceSpan.Start).ToImmutableArray(),
            ImmutableDictionary<string, string?>.Empty.Add("surface", surface.Data.Id).Add("forced", isTold ? "false" : "true"),
            AdviceFor(isTold ? surface.Data : null, ToolCallUses.CollectionIn(surface.Data)));
    }

    /// <summary>The tool calls of a stream; null where they may be handled.</summary>
    public UnhandledToolCall? InStream()
    {
        KnownStream? found = null;
        foreach (var operation in MethodBodies.OperationsIn(_body))
        {
            if (operation is not IForEachLoopOperation { Locals: [var update] } loop || apis.StreamOf(update.Type) is not { } stream
                || StreamSources.CallOf(loop.Collection, apis, context.CancellationToken)?.Syntax != call.Syntax)
                continue;
            var uses = UpdateUses.Of(loop, update, stream, apis, context.CancellationToken);
            if (uses.ReadToolCalls || uses.Escape || (uses.AreAskedForTheEnd && stream.Data.Answer is { } whole && (offer == ToolOffer.Free || whole.TellsForcedTools)))
                return null;
            found = stream;
        }

        if (found is not { Data: { Answer: var answer, ToolCalls: [var member, ..], Update: var start } })
            return null;
        var names = member.Split('.');
        var calls = member.StartsWith(start + ".", StringComparison.Ordinal) ? names[^1] : $"{names[^2]}.{names[^1]}";
        return new(ImmutableArray<Location>.Empty, ImmutableDictionary<string, string?>.Empty, AdviceFor(offer == ToolOffer.Free ? answer : null, calls));
    }

    /// <summary>Whether a reply that asks for tools has gone, or will go, another way than a complete answer.</summary>
    private static bool IsToldApart(State state, KnownSurface surface) =>
        state.IsLost || (state.Alike.Contains(surface.Reference) && !surface.ToolCalls.IsSubsetOf(state.Alike)) || (!state.Possible.IsEmpty && state.Possible.IsSubsetOf(surface.ToolCalls));

    private static string AdviceFor(ResultSurface? told, string toolCalls) =>
        told is null ? $"run those in '{toolCalls}'" : $"check '{told.ReasonName}' for {told.ToolCalls[0]} and run those in '{toolCalls}'";
}
