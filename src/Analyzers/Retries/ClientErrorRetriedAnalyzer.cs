using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>AIAPI2001: a request that failed for good is sent again.
/// <code>
/// for (var attempt = 1; attempt &lt; 4; attempt++)
///     try { return await client.CompleteChatAsync(prompt); }
///     catch (ClientResultException) { await Task.Delay(1000 * attempt); }
/// </code></summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ClientErrorRetriedAnalyzer : RetryAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI2001",
        title: "A request that failed with a non-transient 4xx is retried",
        messageFormat: "The same request is sent again after {0}, which it will get again: retry transient failures only",
        category: RuleFacts.Retries,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A status such as 400, 401, 403 or 404 says that the request itself is wrong: sending it again costs time and quota and ends the same way. Only 408, 409, 425, 429 and 5xx are worth it.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI2001"));

    private static readonly CaseSet ClientErrors = ApiExceptions.Parse("400-499");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override IEnumerable<Diagnostic> Judge(Retry retry, RetryContext context)
    {
        if (retry.WaitsForExistence)
            yield break;
        var final = Final(context.Options, retry.Construct.SyntaxTree);
        foreach (var path in retry.Paths)
        {
            var wrong = path.Statuses & final;
            if (!wrong.IsEmpty && !path.IsUncertain)
                yield return Diagnostic.Create(Descriptor, path.Node.GetLocation(), path.Beside, RetryProperties.Of(path), StatusText.OfClientErrors(wrong, final));
        }
    }

    /// <summary>The client errors that do not pass by themselves.</summary>
    public static CaseSet Final(AnalyzerOptions options, SyntaxTree tree)
    {
        var retryable = new CaseSet.Builder(ApiExceptions.Statuses.Cases.Length);
        foreach (var status in Options.RetryableStatusCodes.For(options, tree))
            retryable.Add(StatusText.IndexOf(status));
        return ClientErrors - retryable.ToSet();
    }
}
