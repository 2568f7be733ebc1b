using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>A polling loop goes on after the task has failed.</summary>
/// <example><code>
/// while (status != "SUCCEEDED")   // a task that ends with FAILED is polled for ever
/// {
///     await Task.Delay(5000);
///     status = await GetStatusAsync(taskId);
/// }
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FailureStatusUnhandledAnalyzer : PollingAnalyzer
{
    /// <summary>The property of a report that lists the words to stop at, one a line.</summary>
    public const string FailureWords = "failures";

    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4002",
        title: "Polling does not stop on a failure status",
        messageFormat: "The polling goes on when {0} answers {1}, although a task that failed never succeeds later: stop it and throw",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The loop leaves when the task has succeeded, but not when it has failed. It then waits for its deadline, or for ever, and the reason of the failure is lost.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4002"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        var due = loop.Words.Failure.Take(1).Concat(loop.Statuses.AddedFailure).Where(word => loop.PollsAgainAfter(word) && !loop.Leaves(word)).ToList();
        if (due.Count == 0 || LeavesByAnswer(loop, cancellationToken))
            yield break;
        var status = StatusIn(loop, cancellationToken);
        var open = loop.Words.Failure.Concat(loop.Statuses.AddedFailure).Where(word => !loop.Leaves(word)).Select(word => AsRead(word, status, loop)).Distinct();
        yield return Diagnostic.Create(
            Rule,
            loop.Keyword,
            status is null ? [] : [status.GetLocation()],
            ImmutableDictionary<string, string?>.Empty.Add(FailureWords, string.Join("\n", open)),
            loop.Words.Name,
            string.Join(" or ", due.Select(static word => $"'{word}'")));
    }

    /// <summary>The expression in the member that is compared with a word of success.</summary>
    private static SyntaxNode? StatusIn(PollingLoop loop, CancellationToken cancellationToken)
    {
        foreach (var comparison in new StatusComparisons(loop, cancellationToken).With(loop.Statuses.Success.Where(loop.LeavesWell)))
        {
            var code = comparison is SwitchLabelSyntax or PatternSyntax ? comparison.FirstAncestorOrSelf<SyntaxNode>(static node => node is SwitchStatementSyntax or SwitchExpressionSyntax)! : comparison;
            if (code.DescendantNodesAndSelf().FirstOrDefault(loop.StatusFacts.ContainsKey) is ExpressionSyntax status)
                return status;
        }

        return null;
    }

    private static string AsRead(string word, SyntaxNode? status, PollingLoop loop) =>
        status is not null && FactJoin.ValueIn(loop.StatusFacts[status], loop.Domain.IndexOf(word), loop.Domain) is string text ? text : word;

    /// <summary>Whether a door is opened by something else in the answer, such as an error member, which may well come with the failure.</summary>
    private static bool LeavesByAnswer(PollingLoop loop, CancellationToken cancellationToken)
    {
        var conditions = new DoorConditions(loop, cancellationToken);
        return loop.Ways.UndecidedDoors.Any(door => conditions.KindOf(door) is DoorKind.Answer or DoorKind.Unknown);
    }
}
