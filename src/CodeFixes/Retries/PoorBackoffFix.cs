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

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Let the delay grow exponentially, with jitter", BackOff));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Related is not [{ } construct, ..])
            return null;
        var backoff = new Backoff(report, construct);
        var lacksJitterOnly = report.Says(RetryProperties.Lacks, RetryProperties.Jitter);
        var root = report.Node is InvocationExpressionSyntax wait && TimeOf(wait, report.Model) is { } time
            ? lacksJitterOnly ? WithJitter(report, backoff, time) : WithBackoff(report, backoff, construct, time)
            : OfPolicy(report, backoff, construct, lacksJitterOnly);
        return root is not null && RetryVerdict.IsBetter(report, root, new PoorBackoffAnalyzer(), new RetryWithoutDelayAnalyzer()) ? root : null;
    }

    private static SyntaxNode? WithJitter(Report report, Backoff backoff, ExpressionSyntax time) =>
        backoff.WithJitter(time) is { } jittered ? report.Root.ReplaceNode(time, jittered) : null;

    private static SyntaxNode? WithBackoff(Report report, Backoff backoff, SyntaxNode construct, ExpressionSyntax time)
    {
        var marked = backoff.Marked(report.Root.TrackNodes(time, construct));
        return backoff.WithCounter(marked.ReplaceNode(marked.GetCurrentNode(time)!, backoff.Template.Expression(backoff.Time(null)).WithTriviaFrom(time)));
    }

    /// <summary>The delay of a policy. A function that a wrapper runs is none: there the report lies at its use.</summary>
    private static SyntaxNode? OfPolicy(Report report, Backoff backoff, SyntaxNode construct, bool lacksJitterOnly)
    {
        if (construct == report.Node && report.Node is AnonymousFunctionExpressionSyntax)
            return null;
        var delay = new PolicyDelay(report, backoff);
        return lacksJitterOnly ? delay.WithJitter() : delay.BackingOff();
    }

    private static ExpressionSyntax? TimeOf(InvocationExpressionSyntax wait, SemanticModel model) =>
        wait.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" or "Sleep" }
            ? wait.ArgumentList.Arguments.FirstOrDefault(argument => model.GetTypeInfo(argument.Expression).Type is { Name: "TimeSpan" } or { SpecialType: SpecialType.System_Int32 })?.Expression
            : null;
}
