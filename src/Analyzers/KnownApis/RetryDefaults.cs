using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What retries that libraries bring do when nothing else is said.</summary>
internal static class RetryDefaults
{
    /// <summary><c>ClientRetryPolicy</c> of System.ClientModel 1.16.0, under OpenAI's and Azure.AI.OpenAI 2.x's clients: measured.</summary>
    public static readonly CaseSet ClientModel = ApiExceptions.Parse("0 null 408 429 500 502-504");

    /// <summary>How often <c>ClientRetryPolicy</c> tries again, and Azure.Core's <c>RetryPolicy</c>: their constructors' defaults.</summary>
    public const int ClientModelRetries = 3;

    /// <summary>How often Anthropic 13.12.0 tries again: <c>ClientOptions.DefaultMaxRetries</c>.</summary>
    public const int AnthropicRetries = 2;

    /// <summary>Whether <c>ClientRetryPolicy.Default</c>, which clients use that are given no other, waits 0 s between attempts:
    /// measured with System.ClientModel 1.16.0, and so in the source since 1.1.0 (the static field for the delay is set after the one for the policy).</summary>
    /// <param name="clientModel">The version of System.ClientModel.</param>
    public static bool DefaultPolicyWaitsNowhere(Version clientModel) => clientModel >= new Version(1, 1) && clientModel < new Version(1, 17);

    /// <summary>Whether a client's options come with a policy that waits: <c>RetryWithDelaysPolicy</c> of AzureOpenAIClientOptions, in every version since 2.0
    /// (Azure/azure-sdk-for-net, sdk/openai/Azure.AI.OpenAI/src/Custom/AzureOpenAIClientOptions.cs).</summary>
    public static bool BringsPolicy(INamedTypeSymbol client) => client is { Name: "AzureOpenAIClient", ContainingAssembly.Name: "Azure.AI.OpenAI" };

    /// <summary>Whether the requests of a client go through its pipeline, where a policy can repeat them: sessions over WebSocket do not
    /// (openai/openai-dotnet, src/Custom/Realtime; RealtimeConversationClient is the name before 2.2).</summary>
    public static bool UsesPipeline(INamedTypeSymbol client) => client.Name is not ("RealtimeClient" or "RealtimeConversationClient");

    /// <summary><c>RetryPolicy</c> of Azure.Core 1.36: measured; Azure/azure-sdk-for-net#46612.</summary>
    public static readonly CaseSet AzureCore = ApiExceptions.Parse("0 null 408 429 500 502-504");

    /// <summary>Anthropic 13.12.0: measured.</summary>
    public static readonly CaseSet Anthropic = ApiExceptions.Parse("null 408 409 429 500-599");

    /// <summary><c>HandleTransientHttpError</c> and <c>OrTransientHttpStatusCode</c> (App-vNext/Polly.Extensions.Http, HttpPolicyExtensions.cs): 429 is not among them.</summary>
    public static readonly CaseSet TransientHttpStatuses = ApiExceptions.Parse("408 500-599");

    /// <summary><c>HttpRetryStrategyOptions</c> (dotnet/extensions, HttpClientResiliencePredicates.cs).</summary>
    public static readonly CaseSet HttpResilience = ApiExceptions.Parse("null 408 429 500-599");
}
