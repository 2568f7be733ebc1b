using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Completions;

/// <summary>Content of a result is used and its finish reason never looked at.</summary>
/// <example><code>
/// ChatCompletion completion = await client.CompleteChatAsync(messages);
/// return completion.Content[0].Text;   // may be half an answer, or throw where the answer was blocked
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FinishReasonUncheckedAnalyzer : CompletionAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI1001",
        title: "Check the finish reason before using model output",
        messageFormat: "The answer can be cut off or blocked: check '{0}' before using '{1}'",
        category: RuleFacts.Completions,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A successful response can carry an answer that was cut off at the token limit or blocked by a content filter. Its finish reason says so; code that does not look takes half an answer for a whole one, or throws where the content is missing.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI1001"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override Diagnostic? DiagnosticOf(CompletionFinding finding) => finding.Unlooked is not null
        ? null
        : Diagnostic.Create(Rule, finding.Reads[0], finding.AdditionalLocations, finding.Properties, finding.ReasonExpression, NameAt(finding.Reads[0]));
}
