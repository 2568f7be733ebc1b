using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>A polling loop asks again at once.</summary>
/// <example><code>
/// while (task.Status is "PENDING" or "RUNNING")
///     task = await GetTaskAsync(id);   // hundreds of requests a minute, until the endpoint refuses them
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PollingWithoutDelayAnalyzer : PollingAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4004",
        title: "Polling has no delay",
        messageFormat: "The polling can ask {0} again without waiting, until a rate limit ends it: wait some seconds before the next request",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A generation task takes from seconds to minutes. A loop that can ask again at once sends as many requests as the network carries, and is answered with 429 before the task is done.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4004"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        if (new UnwaitedRounds(loop, cancellationToken).Exist())
            yield return Diagnostic.Create(Rule, loop.Keyword, loop.Words.Name);
    }
}
