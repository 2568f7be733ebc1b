using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
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
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4002",
        title: "Polling does not stop on a failure status",
        messageFormat: "Polling goes on when {0} answers {1}: a task that failed never succeeds later",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The loop leaves when the task has succeeded, but not when it has failed. It then waits for its deadline, or for ever, and the reason of the failure is lost.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4002"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        var due = loop.Words.Failure.Take(1).Concat(words.Failure).Where(word => loop.PollsAgainAfter(word) && !loop.Leaves(word)).ToList();
        if (due.Count == 0 || LeavesByAnswer(loop, cancellationToken))
            yield break;
        yield return Diagnostic.Create(Rule, loop.Keyword, loop.Words.Name, string.Join(" or ", due.Select(static word => $"'{word}'")));
    }

    /// <summary>Whether a door is opened by something else in the answer, such as an error member, which may well come with the failure.</summary>
    private static bool LeavesByAnswer(PollingLoop loop, CancellationToken cancellationToken)
    {
        var conditions = new DoorConditions(loop, cancellationToken);
        return loop.Ways.UndecidedDoors.Any(door => conditions.KindOf(door) is DoorKind.Answer or DoorKind.Unknown);
    }
}
