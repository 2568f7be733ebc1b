using System.Collections.Immutable;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>A new task is asked for at once, and the answer that there is no such task ends the polling.</summary>
/// <example><code>
/// var id = await CreateTaskAsync(prompt);
/// while (true)
/// {
///     using var response = await http.GetAsync($"https://api.cometapi.com/runwayml/v1/tasks/{id}");
///     response.EnsureSuccessStatusCode();   // 400 task_not_exist, for the first seconds
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FirstPollUntoleratedAnalyzer : PollingAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI4005",
        title: "The first polls do not tolerate task_not_exist",
        messageFormat: "{0} may not know the new task for some seconds and answers 400 task_not_exist, which ends the polling: wait before the first request, or ask again",
        category: RuleFacts.Tasks,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Behind a gateway a new task takes some seconds until it can be asked for. Until then the answer is an HTTP 400 with the code task_not_exist, although the task is being worked on, and paid for.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI4005"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken)
    {
        if (!loop.Request.Answer.IsRelayed || new FirstPoll(loop, words.Endpoints, cancellationToken) is not { IsMadeAtOnce: true, IsTolerant: false })
            yield break;
        var name = loop.Words.Name;
        yield return Diagnostic.Create(Rule, MemberNames.LocationOf(loop.Request.Call.Syntax), [loop.Keyword], char.ToUpperInvariant(name[0]) + name.Substring(1));
    }
}
