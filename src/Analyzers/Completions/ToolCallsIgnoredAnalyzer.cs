using System.Collections.Immutable;
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

    protected override bool CanFindAnything(KnownApiSet apis) => apis.HasCompletions || apis.HasStreams || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        var raw = RawAnswers.Of(apis);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                var isRaw = raw.MayComeFrom(call.TargetMethod, operation.Options, call.Syntax.SyntaxTree, operation.CancellationToken);
                if (isRaw && UnhandledToolCalls.AreMentionedAround(call, operation.CancellationToken))
                    return;
                if (OfferOf(call, isRaw, apis, operation.CancellationToken) is not (not ToolOffer.None and var offer))
                    return;
                var search = new UnhandledToolCalls(call, offer, apis, operation);
                var isStream = !isRaw && apis.SurfaceOf(call.TargetMethod.ReturnType) is null;
                if ((isStream ? search.InStream() : search.InReply()) is not { } finding)
                    return;
                operation.Report(Diagnostic.Create(
                    Rule,
                    MemberNames.Of(call.Syntax).GetLocation(),
                    finding.Reads.Prepend(CompletionFindings.WithAwait(call.Syntax).GetLocation()),
                    finding.Properties,
                    finding.Advice));
            },
            OperationKind.Invocation);
    }

    private static ToolOffer OfferOf(IInvocationOperation call, bool isRaw, KnownApiSet apis, CancellationToken cancellationToken) =>
        isRaw ? OfferedBodyTools.Of(call, apis.Compilation, cancellationToken)
        : apis.Clients.OperationOf(call.TargetMethod) is not null ? OfferedTools.Of(call, cancellationToken)
        : ToolOffer.None;
}
