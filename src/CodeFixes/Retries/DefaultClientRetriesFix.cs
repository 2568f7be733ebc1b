using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2008: gives the client a policy that waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DefaultClientRetriesFix))]
internal sealed class DefaultClientRetriesFix : DocumentFix
{
    public const string BackOff = nameof(BackOff);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2008");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Give the client a retry policy that backs off", BackOff));

    private const int Retries = 3;

    protected override SyntaxNode? Apply(Report report, string key) =>
        report.Related is [{ } place] ? new ClientPolicyEdit(report, Retries).At(place, report.Node) : null;
}
