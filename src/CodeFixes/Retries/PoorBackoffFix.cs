using System.Collections.Immutable;
using AiApi.Analyzers.Retries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2004: adds what the delay lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PoorBackoffFix))]
internal sealed class PoorBackoffFix : DocumentFix
{
    public const string BackOff = nameof(BackOff);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2004");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Back off exponentially with jitter", BackOff));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Related is not [{ } construct, ..] || report.Node is not InvocationExpressionSyntax wait || TimeOf(wait, report.Model) is not { } time)
            return null;
        var backoff = new Backoff(report, construct);
        SyntaxNode? root;
        if (report.Says(RetryProperties.Lacks, RetryProperties.Jitter))
        {
            root = backoff.WithJitter(time) is { } jittered ? report.Root.ReplaceNode(time, jittered) : null;
        }
        else
        {
            var marked = backoff.Marked(report.Root.TrackNodes(time, construct));
            root = backoff.WithCounter(marked.ReplaceNode(marked.GetCurrentNode(time)!, backoff.Template.Expression(backoff.Time(null)).WithTriviaFrom(time)));
        }

        return root is not null && RetryVerdict.IsBetter(report, root, new PoorBackoffAnalyzer(), new RetryWithoutDelayAnalyzer()) ? root : null;
    }

    private static ExpressionSyntax? TimeOf(InvocationExpressionSyntax wait, SemanticModel model) =>
        wait.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" or "Sleep" }
            ? wait.ArgumentList.Arguments.FirstOrDefault(argument => model.GetTypeInfo(argument.Expression).Type is { Name: "TimeSpan" } or { SpecialType: SpecialType.System_Int32 })?.Expression
            : null;
}
