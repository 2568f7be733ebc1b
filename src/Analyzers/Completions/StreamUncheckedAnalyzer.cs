using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>The text of a stream is used and nothing asks how the stream ended.</summary>
/// <example><code>
/// await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync(messages))
///     answer.Append(update.ContentUpdate[0].Text);
/// return answer.ToString();   // may be half an answer
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StreamUncheckedAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI1003",
        title: "Streamed output is used without checking the final finish reason",
        messageFormat: "The streamed answer in '{0}' can be cut off or blocked: {1}",
        category: RuleFacts.Completions,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A stream that ends was not necessarily complete: an answer that was cut off at the token limit or blocked by a content filter ends without an exception, and only one of the last updates says so.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI1003"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.HasStreams || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationAction(
            operation =>
            {
                var finding = operation.Operation switch
                {
                    IForEachLoopOperation { Locals: [var update] } loop => apis.StreamOf(update.Type) is { } stream && StreamSources.IsStream(loop.Collection, apis, operation.CancellationToken)
                        ? Finding(loop, update, stream, apis, operation.CancellationToken)
                        : null,
                    IWhileLoopOperation or IForLoopOperation when apis.Http is not null => OfLines((ILoopOperation)operation.Operation, operation, apis),
                    _ => null,
                };
                if (finding is not null)
                    operation.Report(finding);
            },
            OperationKind.Loop);

    private static Diagnostic? OfLines(ILoopOperation loop, OperationAnalysisContext context, KnownApiSet apis)
    {
        if (StreamedLines.In(loop, context, apis) is not { Surface: var surface } lines)
            return null;
        var properties = ImmutableDictionary<string, string?>.Empty.Add("surface", surface.Id);
        return Diagnostic.Create(
            Rule,
            lines.Text,
            [loop.Syntax.GetLocation()],
            lines.HandlesTools ? properties.Add("tools", "true") : properties,
            lines.Text.SourceTree!.GetText(context.CancellationToken).ToString(lines.Text.SourceSpan).Trim('"'),
            $"keep the last '{surface.ReasonName}' that is not null and check it after the loop");
    }

    private static Diagnostic? Finding(IForEachLoopOperation loop, ILocalSymbol update, KnownStream stream, KnownApiSet apis, CancellationToken cancellationToken)
    {
        var uses = UpdateUses.Of(loop, update, stream, apis, cancellationToken);
        if (uses.FirstText is not { } text || uses.AreAskedForTheEnd || uses.Escape)
            return null;
        var handlesTools = uses.ReadToolCalls || OfferedTools.AreMentionedIn(uses.Body, stream.Update.ContainingAssembly);
        return DiagnosticOf(loop, update, stream, text, handlesTools);
    }

    private static Diagnostic DiagnosticOf(IForEachLoopOperation loop, ILocalSymbol update, KnownStream stream, SyntaxNode text, bool handlesTools)
    {
        var advice = stream.Data.Answer is { } answer
            ? $"keep the last '{(stream.Data.ReasonCode is { } reason ? reason : $"{update.Name}.{answer.ReasonName}")}' that is not null and check it after the loop"
            : $"handle {string.Join(" and ", stream.Data.EndTypes.Select(static type => $"'{NameIn(type)}'"))} in the loop";
        var properties = ImmutableDictionary<string, string?>.Empty.Add("stream", stream.Data.Id);
        if (stream.Data.Answer is not null)
            properties = properties.Add("surface", stream.Data.Answer.Id);
        return Diagnostic.Create(
            Rule,
            text.GetLocation(),
            [loop.Syntax.GetLocation()],
            handlesTools ? properties.Add("tools", "true") : properties,
            text.ToString(),
            advice);
    }

    private static string NameIn(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
