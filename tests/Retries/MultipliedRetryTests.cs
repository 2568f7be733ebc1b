using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<MultipliedRetryAnalyzer>;

public class MultipliedRetryTests
{
    [Theory]
    [InlineData("new ChatClient(\"gpt-5.4\", key)")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions())")]
    [InlineData("new OpenAIClient(key).GetChatClient(\"gpt-5.4\")")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = ClientRetryPolicy.Default })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(2) })")]
    public Task A_client_that_retries_by_itself(string creation) => Rule.Reports(Loop(creation, "[|for (var attempt = 1; ; attempt++)|]"));

    [Theory]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(maxRetries: 0) })")]
    [InlineData("Injected()")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), Configured())")]
    public Task A_client_that_does_not_or_is_out_of_sight(string creation) => Rule.Silent(Loop(creation, "for (var attempt = 1; ; attempt++)"));

    [Fact]
    public Task Retries_of_failures_that_the_client_lets_out_do_not_multiply() => Rule.Silent(
        Loop("{|AIAPI2008:new ChatClient|}(\"gpt-5.4\", key)", "for (var attempt = 1; ; attempt++)").Replace("429 or >= 500", "409 or 425"));

    [Fact]
    public Task The_message_counts_the_requests() => Verify<MultipliedRetryAnalyzer>.Reports(
        Loop("new ChatClient(\"gpt-5.4\", key)", "{|#0:for (var attempt = 1; ; attempt++)|}"),
        null,
        new DiagnosticResult(MultipliedRetryAnalyzer.Descriptor).WithLocation(0).WithArguments(3, 4).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Theory]
    [InlineData("new AnthropicClient { ApiKey = key }", true)]
    [InlineData("new AnthropicClient { ApiKey = key, MaxRetries = 5 }", true)]
    [InlineData("new AnthropicClient { ApiKey = key, MaxRetries = 0 }", false)]
    public Task The_client_of_Anthropic(string creation, bool isReported)
    {
        var code = $$"""
            using Anthropic;
            using Anthropic.Exceptions;
            using Anthropic.Models.Messages;

            class Assistant
            {
                public async Task<Message> AskAsync(string key, MessageCreateParams parameters)
                {
                    var client = {{creation}};
                    {{(isReported ? "[|" : "")}}for (var attempt = 1; ; attempt++){{(isReported ? "|]" : "")}}
                    {
                        try
                        {
                            return await client.Messages.Create(parameters);
                        }
                        catch (AnthropicApiException ex) when (attempt < 4 && (int)ex.StatusCode is 429 or >= 500)
                        {
                            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                        }
                    }
                }
            }
            """;
        return isReported ? Rule.Reports(code, Packages.Anthropic) : Rule.Silent(code, new SnippetOptions { Packages = Packages.Anthropic, OthersMaySpeak = true });
    }

    [Theory]
    [InlineData("new OpenAIClient(new Uri(\"https://example.openai.azure.com\"), credential)", true)]
    [InlineData("new OpenAIClient(new Uri(\"https://example.openai.azure.com\"), credential, new OpenAIClientOptions { Retry = { MaxRetries = 0 } })", false)]
    public Task The_client_of_Azure(string creation, bool isReported)
    {
        var code = $$"""
            using Azure;
            using Azure.AI.OpenAI;

            class Assistant
            {
                public async Task<ChatCompletions> AskAsync(AzureKeyCredential credential, ChatCompletionsOptions options)
                {
                    var client = {{creation}};
                    {{(isReported ? "[|" : "")}}for (var attempt = 1; ; attempt++){{(isReported ? "|]" : "")}}
                    {
                        try
                        {
                            return await client.GetChatCompletionsAsync("gpt", options);
                        }
                        catch (RequestFailedException ex) when (attempt < 4 && ex.Status is 429 or >= 500)
                        {
                            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                        }
                    }
                }
            }
            """;
        return isReported ? Rule.Reports(code, Packages.AzureOpenAI) : Rule.Silent(code, new SnippetOptions { Packages = Packages.AzureOpenAI, OthersMaySpeak = true });
    }

    [Fact]
    public Task A_policy_around_a_client_in_a_field() => Rule.Reports("""
        using System.ClientModel;
        using OpenAI.Chat;
        using Polly;
        using Polly.Retry;

        class Assistant
        {
            private readonly ChatClient client = new("gpt-5.4", Environment.GetEnvironmentVariable("OPENAI_API_KEY")!);
            private readonly AsyncRetryPolicy policy = Policy.Handle<ClientResultException>(ex => ex.Status is 429 or >= 500)
                .[|WaitAndRetryAsync|](3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));

            public async Task<ChatCompletion> AskAsync(string prompt) => await policy.ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        }
        """, PollySnippet.Packages7);

    private static string Loop(string creation, string head) => $$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI;
        using OpenAI.Chat;

        class Assistant
        {
            public async Task<ChatCompletion> AskAsync(string prompt, string key)
            {
                var client = {{creation}};
                {{head}}
                {
                    try
                    {
                        return await client.CompleteChatAsync(prompt);
                    }
                    catch (ClientResultException ex) when (attempt < 4 && ex.Status is 429 or >= 500)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }

            protected virtual ChatClient Injected() => throw new NotImplementedException();

            protected virtual OpenAIClientOptions Configured() => throw new NotImplementedException();
        }
        """;
}
