using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2006: before the fix every attempt of the program is several of the client; after it, an attempt is a request.</summary>
public class MultipliedRetryBehaviorTests
{
    private const string Handled = "ex.Status is 0 or 408 or 409 or 429 or >= 500";

    /// <summary>How many requests a program sends to a provider that is down, before the fix.</summary>
    private static readonly Dictionary<string, int> Sent = new()
    {
        ["OpenAI's client with a policy"] = 12,
        ["OpenAI's client as it comes"] = 16,
        ["a client of OpenAI's client"] = 16,
        ["Anthropic's client as it comes"] = 12,
        ["Azure's client"] = 16,
        ["a pipeline of Polly 8 around OpenAI's client"] = 16,
        ["a policy of Polly 7 around OpenAI's client"] = 16,
    };

    private static readonly Programs Programs = new Programs(new MultipliedRetryAnalyzer(), new MultipliedRetryFix(), MultipliedRetryFix.SwitchOff)
        .With(
            ProgramHost.Sdks,
            ("OpenAI's client with a policy", $"using System.ClientModel.Primitives;\n{Around("""
                new ChatClient("gpt-5.4", new ApiKeyCredential("none"), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(2) })
                """, Ask, $"(ClientResultException ex) when (attempt < 4 && {Handled})")}"),
            ("OpenAI's client as it comes", Around("""new ChatClient("gpt-5.4", "none")""", Ask, $"(ClientResultException ex) when (attempt < 4 && {Handled})")),
            ("a client of OpenAI's client", Around("""
                new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { UserAgentApplicationId = "desk" }).GetChatClient("gpt-5.4")
                """, Ask, $"(ClientResultException ex) when (attempt < 4 && {Handled})")),
            ("Anthropic's client as it comes", Around("""new Anthropic.AnthropicClient { ApiKey = "none", HttpClient = http }""", AskClaude, """
                (Exception ex) when (attempt < 4 && (ex is not Anthropic.Exceptions.AnthropicApiException failed || (int)failed.StatusCode is 408 or 409 or 429 or >= 500))
                """)),
            ("Azure's client", Around("""
                new Azure.AI.OpenAI.OpenAIClient(new Uri("https://example.openai.azure.com"), new Azure.AzureKeyCredential("none"))
                """, AskAzure, $"(Azure.RequestFailedException ex) when (attempt < 4 && {Handled})")),
            ("a pipeline of Polly 8 around OpenAI's client", Method("", $$"""
                var client = new ChatClient("gpt-5.4", "none");
                var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(ex => {{Handled}}),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                }).Build();
                return await pipeline.ExecuteAsync(async _ => (await client.CompleteChatAsync("The capital of France?")).Value.Content[0].Text);
                """)))
        .With(
            ProgramHost.Polly7,
            ("a policy of Polly 7 around OpenAI's client", $$"""
                private static readonly ChatClient client = new("gpt-5.4", "none");
                private static readonly AsyncRetryPolicy policy = Policy.Handle<ClientResultException>(ex => {{Handled}})
                    .WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));

                public static async Task<string?> RunAsync() =>
                    await policy.ExecuteAsync(async () => (await client.CompleteChatAsync("The capital of France?")).Value.Content[0].Text);
                """));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attempt_is_a_request(string name)
    {
        var (before, after) = await Programs.RunAsync(name, new Answers(503));
        Assert.Equal(Sent[name], before.Requests.Length);
        Assert.Equal(4, after.Requests.Length);
        Assert.Equal(before.Message, after.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name) => Good.AssertSameAsync(Programs, name, [[200], [429, 200], [0, 200], [503, 500, 429, 200], [400], [401]]);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static string Around(string client, string ask, string caught) => Method(Http, $$"""
        var client = {{client}};
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                {{ask}}
            }
            catch {{caught}}
            {
                {{Wait}}
            }
        }
        """);
}
