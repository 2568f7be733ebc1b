using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>A request offers tools and nothing handles a reply that calls one.</summary>
/// <example><code>
/// var options = new ChatCompletionOptions { Tools = { weatherTool } };
/// ChatCompletion completion = await client.CompleteChatAsync(messages, options);
/// if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter) throw …;   // and ToolCalls?
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ToolCallsIgnoredAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI1007",
        title: "Tools are offered but tool calls are never handled",
        messageFormat: "The request offers tools, and nothing handles a reply with tool calls: {0}",
        category: RuleFacts.Completions,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A model that is offered tools answers with calls of these tools whenever it sees fit. Such a reply has no text; code that expects text shows an empty answer, or throws where it reads the first part.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI1007"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.HasCompletions || apis.HasStreams;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (apis.Clients.OperationOf(call.TargetMethod) is null || OfferedTools.Of(call, operation.CancellationToken) is not (not ToolOffer.None and var offer))
                    return;
                var finding = apis.SurfaceOf(call.TargetMethod.ReturnType) is { } surface ? OfResult(call, surface, offer, operation, apis) : OfStream(call, offer, operation, apis);
                if (finding is not null)
                    operation.ReportDiagnostic(finding);
            },
            OperationKind.Invocation);

    private static Diagnostic? OfResult(IInvocationOperation call, KnownSurface surface, ToolOffer offer, OperationAnalysisContext context, KnownApiSet apis)
    {
        var body = MethodBodies.BodyAround(call);
        if (surface.Data.ToolCallPaths.IsEmpty || MethodBodies.GraphAround(body, context.CancellationToken) is not { } graph)
            return null;
        var bodies = MethodBodies.Of(apis.Compilation);
        var checks = Options.FinishReasonChecks.For(context.Options, body.Syntax.SyntaxTree);
        var groups = CompletionFindings.Grouped(ResultOrigins.InWhole(body, graph, apis, context.Options, context.CancellationToken));
        if (groups.Find(members => members.Any(member => member.Origin.Syntax == call.Syntax)) is not { } group)
            return null;
        if (surface.ToolCalls.IsEmpty)
            offer = ToolOffer.Forced;
        var flow = new CaseFlow(surface.SubjectOf(group.Select(static member => member.Origin).ToList(), apis, checks), surface.Reference, bodies, context.CancellationToken);
        var observer = new ContentObserver(surface, flow, bodies, context.CancellationToken);
        var use = new ContentUse(surface, flow.Subject, node => bodies.OperationOf(node, context.CancellationToken));
        var uses = new ToolCallUses(surface, flow.Subject, use);
        var isHandled = false;
        var reads = new List<Location>();
        var end = flow.Run(graph, flow.Start(), (operation, point) =>
        {
            observer.Observe(operation, point);
            uses.Observe(operation, point);
            isHandled |= offer == ToolOffer.Free && IsToldApart(point.State, surface);
            if (use.PathRead(operation, point) is { } path && use.IsContent(operation, path))
                reads.Add(use.LocationOf(operation));
        });
        isHandled |= offer == ToolOffer.Free && end is var (state, _) && IsToldApart(state, surface);
        // A caller that is given only the reason has no calls to run.
        if (isHandled || observer.ReadsToolCalls || observer.ResultEscapes || flow.ReachedOutside || flow.IsExhausted)
            return null;
        if (!uses.AreAny || uses.MayReachToolCalls(body, groups.Where(other => other != group).Select(static other => other[0].Target)))
            return null;
        var properties = ImmutableDictionary<string, string?>.Empty.Add("surface", surface.Data.Id).Add("forced", offer == ToolOffer.Forced ? "true" : "false");
        return Diagnostic.Create(
            Rule,
            MemberNames.Of(call.Syntax).GetLocation(),
            reads.Distinct().OrderBy(static read => read.SourceSpan.Start).Prepend(CompletionFindings.WithAwait(call.Syntax).GetLocation()),
            properties,
            AdviceFor(surface.Data.ReasonPath, surface.Data.ToolCalls.FirstOrDefault(), ToolCallUses.CollectionIn(surface.Data), offer));
    }

    /// <summary>Whether a reply that asks for tools has gone, or will go, another way than a complete answer.</summary>
    private static bool IsToldApart(State state, KnownSurface surface) =>
        state.IsLost || state.Alike.Contains(surface.Reference) && !surface.ToolCalls.IsSubsetOf(state.Alike) || !state.Possible.IsEmpty && state.Possible.IsSubsetOf(surface.ToolCalls);

    private static Diagnostic? OfStream(IInvocationOperation call, ToolOffer offer, OperationAnalysisContext context, KnownApiSet apis)
    {
        KnownStream? found = null;
        foreach (var operation in MethodBodies.BodyAround(call).Descendants())
        {
            if (operation is not IForEachLoopOperation { Locals: [var update] } loop || apis.StreamOf(update.Type) is not { } stream
                || StreamSources.CallOf(loop.Collection, apis, context.CancellationToken)?.Syntax != call.Syntax)
                continue;
            var uses = UpdateUses.Of(loop, update, stream, apis, context.CancellationToken);
            if (uses.ReadToolCalls || uses.Escape || uses.AreAskedForTheEnd && offer == ToolOffer.Free)
                return null;
            found = stream;
        }

        return found is { Data: { Answer: { } answer, ToolCalls: [var member, ..] } }
            ? Diagnostic.Create(Rule, MemberNames.Of(call.Syntax).GetLocation(), AdviceFor(answer.ReasonName, answer.ToolCalls[0], NameIn(member), offer))
            : null;
    }

    private static string AdviceFor(string reasonMember, string? reason, string toolCalls, ToolOffer offer) =>
        offer == ToolOffer.Forced ? $"run those in '{toolCalls}'" : $"check '{reasonMember}' for {reason} and run those in '{toolCalls}'";

    private static string NameIn(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
