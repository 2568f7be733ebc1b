using System.Collections.Immutable;
using AiApi.Analyzers.Retries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2006: leaves the attempts to the retry of the program.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MultipliedRetryFix))]
internal sealed class MultipliedRetryFix : DocumentFix
{
    public const string SwitchOff = nameof(SwitchOff);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2006");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Switch the client's own retries off", SwitchOff));

    protected override SyntaxNode? Apply(Report report, string key) =>
        report.Says(RetryProperties.Contains, RetryProperties.All) && report.Related is [{ } place, { } client] ? new ClientPolicyEdit(report, 0).At(place, client) : null;
}
