namespace AiApi.Analyzers.Tests.Retries;

/// <summary>What the Polly snippets share.</summary>
internal static class PollySnippet
{
    public static PackageSet Packages7 { get; } = Packages.OpenAI + Packages.Polly7;

    public static PackageSet Packages8 { get; } = Packages.OpenAI + Packages.Polly8;

    /// <summary>An expression of a policy, run around an SDK call.</summary>
    public static string Policy(string policy) => Class($$"""
        public async Task<ChatCompletion> AskAsync(string prompt)
            {
                var policy = {{policy}};
                return await policy.ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
            }
        """);

    /// <summary>An expression of a policy for responses, run around a send.</summary>
    public static string HttpPolicy(string policy) => Class($$"""
        public async Task<HttpResponseMessage> PostAsync(string json)
            {
                var policy = {{policy}};
                return await policy.ExecuteAsync(() => http.PostAsync(Url, new StringContent(json)));
            }
        """);

    /// <summary>Options of a pipeline, run around an SDK call.</summary>
    public static string Pipeline(string options) => Class($$"""
        public async Task<ChatCompletion> AskAsync(string prompt)
            {
                var pipeline = new ResiliencePipelineBuilder().AddRetry({{options}}).Build();
                return await pipeline.ExecuteAsync(async _ => (ChatCompletion)await client.CompleteChatAsync(prompt));
            }
        """);

    /// <summary>Options of a pipeline for responses, run around a send.</summary>
    public static string HttpPipeline(string options) => Class($$"""
        public async Task<HttpResponseMessage> PostAsync(string json)
            {
                var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>().AddTimeout(TimeSpan.FromMinutes(1)).AddRetry({{options}}).Build();
                return await pipeline.ExecuteAsync(async token => await http.PostAsync(Url, new StringContent(json), token));
            }
        """);

    public static string Class(string members) => $$"""
        using System.ClientModel;
        using System.Net;
        using OpenAI.Chat;
        using Polly;
        using Polly.Retry;

        class Assistant
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";
            private readonly ChatClient client;
            private readonly HttpClient http = new();

            public Assistant(ChatClient client) => this.client = client;

            {{members}}

            private static bool IsTransient(ClientResultException ex) => ex.Status is 429 or >= 500;

            private static bool IsServerError(ClientResultException ex)
            {
                if (ex.Status < 500)
                    return false;
                return ex.Status != 501;
            }

            private static TimeSpan Pause(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble());
        }
        """;
}
