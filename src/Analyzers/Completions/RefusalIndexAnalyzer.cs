using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Completions;

/// <summary>A part of the content is taken by its position where the answer can be a refusal, which has no content.</summary>
/// <example><code>
/// if (completion.FinishReason != ChatFinishReason.Stop)
///     throw new InvalidOperationException("Not complete.");
/// return completion.Content[0].Text;   // a refusal ends with Stop, too
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RefusalIndexAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI1004",
        title: "Content is indexed although a refusal leaves it empty",
        messageFormat: "A refusal leaves '{0}' empty, and taking a part by its position throws: check '{1}' or the number of parts first",
        category: RuleFacts.Completions,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A model that refuses ends its answer with the finish reason of a complete one. The text of the refusal is in a property of its own, and the content has no parts: taking the first one throws an exception that says nothing of a refusal.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI1004"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.HasCompletions;

    protected override TextMarks Signs => TextMarks.None;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationAction(
            operation =>
            {
                var index = operation.Operation;
                if (!ContentUse.TakesElement(index) || Subject.ReceiverOf(index) is not { } receiver
                    || References.Unwrap(receiver) is not { Type: { } type } content || apis.SurfaceOfContent(type) is not { Data.RefusalPath: { } refusal } surface)
                    return;
                var body = MethodBodies.BodyAround(index);
                if (!RefusalIndexes.In(body, apis, operation.Options, operation.CancellationToken).TryGetValue(index.Syntax, out var found))
                    return;
                operation.Report(Diagnostic.Create(
                    Rule,
                    MemberNames.LocationOfIndex(index.Syntax),
                    [found.Origin.GetLocation(), MemberNames.Of(content.Syntax).GetLocation(), .. found.Others.Select(MemberNames.LocationOfIndex)],
                    ImmutableDictionary<string, string?>.Empty.Add("surface", surface.Data.Id),
                    content.Syntax.ToString(),
                    refusal));
            },
            OperationKind.PropertyReference,
            OperationKind.ImplicitIndexerReference,
            OperationKind.Invocation);
}
