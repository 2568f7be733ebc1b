using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2002: server errors are retried, being asked to slow down is not.
/// <code>
/// for (var attempt = 1; attempt &lt; 4; attempt++)
///     try { return await client.CompleteChatAsync(prompt); }
///     catch (ClientResultException ex) when (ex.Status >= 500) { await Task.Delay(1000 * attempt); }
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RateLimitNotRetriedAnalyzer : RetryAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2002",
        title: "Rate-limited requests (429) are not retried",
        messageFormat: "A rate-limited request (429) fails at once, although server errors are retried: retry it, too",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "429 is the most common transient failure of an AI API, and the one that waiting cures for certain. A retry that handles server errors only gives up on it at once.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2002"));

    private static readonly CaseSet ServerErrors = ApiExceptions.Parse("500-599");
    private static readonly CaseSet RateLimit = ApiExceptions.Parse("429");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override IEnumerable<Diagnostic> Judge(Retry retry, RetryContext context)
    {
        if (retry.IsOneOfSeveral || retry.Statuses.Overlaps(RateLimit))
            yield break;
        foreach (var path in retry.Paths)
        {
            if (path.IsUncertain || !path.Statuses.Overlaps(ServerErrors))
                continue;
            yield return Diagnostic.Create(Descriptor, path.Node.GetLocation(), path.Beside, RetryProperties.Of(path));
            yield break;
        }
    }
}
