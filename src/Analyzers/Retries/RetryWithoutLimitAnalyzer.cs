using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2005: a failed request is sent again for ever.
/// <code>
/// while (true)
///     try { return await client.CompleteChatAsync(prompt); }
///     catch (ClientResultException ex) when (ex.Status is 429 or >= 500) { await Task.Delay(1000); }
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RetryWithoutLimitAnalyzer : RetryAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2005",
        title: "Retry without a limit",
        messageFormat: "Nothing ends these retries while the requests fail: count the attempts, set a deadline, or observe a cancellation token",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An outage or an exhausted quota lasts longer than any caller waits. A retry without a bound hangs its caller and keeps sending.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2005"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override IEnumerable<Diagnostic> Judge(Retry retry, RetryContext context)
    {
        if (retry.Limit == RetryLimit.None)
            yield return Diagnostic.Create(Descriptor, retry.Head, retry.Paths.Select(static path => path.Node.GetLocation()));
    }
}
