using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2003: a failed request is sent again at once.
/// <code>
/// for (var attempt = 1; attempt &lt; 4; attempt++)
///     try { return await client.CompleteChatAsync(prompt); }
///     catch (ClientResultException ex) when (ex.Status is 429 or >= 500) { logger.LogWarning(ex, "Trying again"); }
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RetryWithoutDelayAnalyzer : RetryAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2003",
        title: "Retry without a delay",
        messageFormat: "The failed request is sent again at once, while its cause lasts: wait before each attempt, longer each time",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A rate limit or an overloaded server does not recover within milliseconds. Attempts without a pause use themselves up, and each of them counts against the limit.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2003"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override IEnumerable<Diagnostic> Judge(Retry retry, RetryContext context)
    {
        if (retry.IsPolicy)
        {
            if (retry.Paths.Any(static path => !path.Unwaited.IsEmpty))
                yield return Diagnostic.Create(Descriptor, retry.Construct.GetLocation());
            yield break;
        }

        foreach (var path in retry.Paths)
        {
            if (!path.Unwaited.IsEmpty && path.IsTaken)
                yield return Diagnostic.Create(Descriptor, path.Node.GetLocation(), new[] { retry.Construct.GetLocation() }, RetryProperties.Of(path));
        }
    }
}
