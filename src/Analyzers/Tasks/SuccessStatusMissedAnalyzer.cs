using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>A polling loop does not know the word by which its endpoint says that a task succeeded.</summary>
/// <example><code>
/// var task = await http.GetFromJsonAsync&lt;KlingTask&gt;($"https://api.klingai.com/v1/videos/text2video/{id}");
/// if (task.Data.TaskStatus == "succeeded")   // Kling says succeed: the loop goes on until its deadline
///     return task.Data.TaskResult;
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SuccessStatusMissedAnalyzer : PollingAnalyzer
{
    /// <summary>The property of a report that lists the missing words, one a line, as a comparison meets them: with the comparison's number, 0 for the
    /// reported one, 1 for that at the first additional location, and so on.</summary>
    public const string MissingWords = "missing";

    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4001",
        title: "Polling misses a success status",
        messageFormat: "A task of {0} that succeeded may say {1}, which the polling does not take for success: compare with that, too",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The words by which generation tasks say that they succeeded differ by provider, in spelling and case, and gateways pass on the words of the "
            + "provider behind them. A loop that does not know the word goes on until its deadline, or takes a paid result for a failure.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4001"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        var missing = DueWords(loop).Where(word => IsMissed(loop, word)).ToList();
        if (missing.Count == 0)
            yield break;
        var known = loop.Statuses.Success.Where(loop.LeavesWell);
        var comparisons = new StatusComparisons(loop, cancellationToken).With(known, without: missing)
            .GroupBy(AlternativesAround).Select(static alternatives => alternatives.First()).ToList();
        var properties = ImmutableDictionary<string, string?>.Empty;
        for (var index = 0; index < comparisons.Count; index++)
            properties = properties.Add(MissingWords + index, string.Join("\n", missing.Select(word => AsCompared(word, comparisons[index], loop)).Distinct()));
        yield return ReportPlace.Create(Rule, loop, comparisons, properties, loop.Words.Name, Listed(missing));
    }

    /// <summary>The condition, set or section in which a comparison is one of several: extending one of them is enough.</summary>
    private static SyntaxNode AlternativesAround(SyntaxNode comparison)
    {
        if (comparison is LiteralExpressionSyntax or SwitchLabelSyntax)
            return comparison.Parent!;
        while (comparison.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax)
            comparison = comparison.Parent;
        return comparison;
    }

    /// <summary>A word as a comparison meets it: lowered, where the code lowers the status.</summary>
    private static string AsCompared(string word, SyntaxNode comparison, PollingLoop loop)
    {
        foreach (var node in comparison.DescendantNodesAndSelf())
        {
            if (loop.StatusFacts.TryGetValue(node, out var fact) && FactJoin.ValueIn(fact, loop.Domain.IndexOf(word), loop.Domain) is string text)
                return text;
        }

        return word;
    }

    /// <summary>The words that the loop has to know: its provider's; a gateway's once it waits for one of those that gateways mix up.</summary>
    private static IEnumerable<string> DueWords(PollingLoop loop)
    {
        var added = loop.Statuses.AddedSuccess;
        return !loop.Words.IsGateway || TaskProviders.Gateway.Success.Any(loop.LeavesWell) ? loop.Words.Success.Concat(added).Distinct() : added;
    }

    /// <summary>Whether a task that succeeded with this word is polled again, or ends only where failed tasks do.</summary>
    private static bool IsMissed(PollingLoop loop, string word)
    {
        var ends = loop.Ways.EndsOf(loop.Domain.IndexOf(word));
        if (ends.Count == 0)
            return loop.PollsAgainAfter(word);
        var failureEnds = loop.Words.Failure.SelectMany(failure => loop.Ways.EndsOf(loop.Domain.IndexOf(failure))).ToImmutableHashSet();
        return ends.All(end => end.Kind == WayEnd.Throw || (failureEnds.Contains(end) && SucceedsElsewhere(loop, failureEnds)));
    }

    private static bool SucceedsElsewhere(PollingLoop loop, ImmutableHashSet<Terminal> failureEnds) =>
        loop.Statuses.Success.Any(word => loop.Ways.EndsOf(loop.Domain.IndexOf(word)).Any(end => end.Kind != WayEnd.Throw && !failureEnds.Contains(end)));

    private static string Listed(List<string> words) => string.Join(" or ", words.Select(static word => $"'{word}'"));
}
