using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Completions;

/// <summary>Some finish reason is looked at, but a cut-off or blocked answer still passes for a complete one.</summary>
/// <example><code>
/// if (completion.FinishReason == ChatFinishReason.ContentFilter)
///     throw new InvalidOperationException("Blocked.");
/// return completion.Content[0].Text;   // half an answer where the reason is Length
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FinishReasonPartlyCheckedAnalyzer : CompletionAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI1002",
        title: "Finish-reason check treats a cut-off or blocked reply as complete",
        messageFormat: "The check of '{0}' lets {1} through as a complete answer: handle it before using '{2}'",
        category: RuleFacts.Completions,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The finish reason is looked at, but not for every way an answer can fail to be complete: one that was cut off at the token limit, or blocked by a content filter, takes the same way as a complete one.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI1002"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override Diagnostic? DiagnosticOf(CompletionFinding finding) => finding.Unlooked is not { } unlooked
        ? null
        : Diagnostic.Create(
            Rule,
            finding.Reads[0],
            finding.AdditionalLocations,
            finding.Properties,
            finding.ReasonExpression,
            string.Join(" and ", finding.Surface.Domain.NamesOf(unlooked)),
            NameAt(finding.Reads[0]));
}
