using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>A polling loop knows that the task failed, and does not ask why.</summary>
/// <example><code>
/// if (task.Status == "FAILED")
///     throw new InvalidOperationException("The video could not be generated.");   // task.Failure says why
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FailureReasonUnreadAnalyzer : PollingAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4006",
        title: "The error of a failed task is not read",
        messageFormat: "The answer of {0} says why the task failed, and nothing reads it: put it into the exception",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A task fails for reasons that call for different actions: a rejected prompt has to be rephrased, an exhausted balance topped up, an overloaded model asked again. The answer says which, and "
            + "often cannot be fetched later.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4006"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        var failures = loop.Words.Failure.Concat(loop.Statuses.AddedFailure).Distinct().ToList();
        var successes = loop.Statuses.Success;
        var branches = new FailureBranches(loop, failures, successes, cancellationToken);
        if (!branches.AreApart || branches.UseReason())
            yield break;
        var comparisons = new StatusComparisons(loop, cancellationToken);
        var place = comparisons.With(failures.Where(loop.Leaves), without: successes)
            .Concat(comparisons.With(failures.Where(loop.Leaves)))
            .Concat(comparisons.With(successes.Where(loop.LeavesWell))).FirstOrDefault();
        yield return ReportPlace.Create(Rule, loop, place is null ? [] : [place], ImmutableDictionary<string, string?>.Empty, loop.Words.Name);
    }
}
