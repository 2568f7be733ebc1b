using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2004: all attempts wait the same time, or all programs do.
/// <code>
/// catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
/// {
///     await Task.Delay(1000);
/// }
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PoorBackoffAnalyzer : RetryAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2004",
        title: "Retry delay lacks growth or jitter",
        messageFormat: "The delay before the next attempt {0}, so that callers that failed together come back together: back off exponentially with jitter",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A constant delay keeps hitting a limit that takes longer to clear. Without a random part, all callers that were turned away together come back together.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2004"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override IEnumerable<Diagnostic> Judge(Retry retry, RetryContext context)
    {
        if (retry.WaitsForExistence)
            yield break;
        var judged = new HashSet<SyntaxNode>();
        foreach (var path in retry.Paths)
        {
            if (path.Waits.IsEmpty || !path.Unwaited.IsEmpty || !path.IsTaken)
                continue;
            var quality = default(DelayQuality);
            foreach (var wait in path.Waits)
                quality |= wait.Quality;
            if (judged.Add(path.Waits[0].Node) && Lack(quality) is { } lack)
            {
                var properties = RetryProperties.Of(path).Add(RetryProperties.Lacks, quality.Grows ? RetryProperties.Jitter : null);
                yield return Diagnostic.Create(Descriptor, path.Waits[0].Node.GetLocation(), new[] { retry.Construct.GetLocation() }, properties, lack);
            }
        }
    }

    private static string? Lack(DelayQuality quality) => quality switch
    {
        { IsUnknown: true } or { Grows: true, IsRandom: true } => null,
        { Grows: true } => "has no random part",
        { IsRandom: true } => "does not grow with the attempts",
        _ => "neither grows with the attempts nor has a random part",
    };
}
