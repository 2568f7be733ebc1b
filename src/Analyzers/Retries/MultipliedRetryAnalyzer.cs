using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2006: a retry goes round a client that retries by itself.
/// <code>
/// var client = new ChatClient("gpt-5.4", key);
/// for (var attempt = 0; ; attempt++)
///     try { return await client.CompleteChatAsync(prompt); } catch (ClientResultException ex) when (attempt &lt; 3 &amp;&amp; ex.Status is 429 or >= 500) { await Task.Delay(Pause(attempt)); }
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class MultipliedRetryAnalyzer : RetryAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2006",
        title: "Retry multiplies the retries of the client",
        messageFormat: "The client tries again {0} times by itself: each attempt of this retry can be {1} requests",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The clients of the SDKs try again by themselves. A retry around them multiplies the attempts, and with them the load on a service that is overloaded already and the time until the caller hears of the failure.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2006"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override IEnumerable<Diagnostic> Judge(Retry retry, RetryContext context)
    {
        if (ClientRetries.Inside(retry, context.CancellationToken) is not { } own)
            yield break;
        // Where no answer came, one exception says 0 and another null: a retry of either handles what the client does.
        var handled = retry.Statuses.Overlaps(ApiExceptions.NoStatus) ? retry.Statuses | ApiExceptions.NoStatus : retry.Statuses;
        var replaces = own.Statuses.IsSubsetOf(handled) && !own.IsAskedOutside(retry, context);
        var properties = ImmutableDictionary<string, string?>.Empty.Add(RetryProperties.Contains, replaces ? RetryProperties.All : null);
        yield return Diagnostic.Create(Descriptor, retry.Head, new[] { own.Place.GetLocation(), own.Client.Syntax.GetLocation() }, properties, own.Most, own.Most + 1);
    }
}
