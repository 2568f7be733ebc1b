using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using PolicyFix = Verify<DefaultClientRetriesAnalyzer, DefaultClientRetriesFix>;
using SwitchOffFix = Verify<MultipliedRetryAnalyzer, MultipliedRetryFix>;

/// <summary>The fixes of AIAPI2008 and AIAPI2006: how often a client tries again by itself.</summary>
public class ClientPolicyFixTests
{
    [Theory]
    [InlineData("new ChatClient(\"gpt-5.4\", key)", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) })")]
    [InlineData("new(\"gpt-5.4\", key)", "new(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) })")]
    [InlineData("new ChatClient(model: \"gpt-5.4\", apiKey: key)", "new ChatClient(model: \"gpt-5.4\", credential: new ApiKeyCredential(key), options: new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key))", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions())", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new() { Endpoint = endpoint })", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new() { Endpoint = endpoint, RetryPolicy = new ClientRetryPolicy(3) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = ClientRetryPolicy.Default })", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) })")]
    public Task The_client_gets_a_policy_that_backs_off(string before, string after) => PolicyFix.Fixes(
        Client($"[|{before.Insert(before.IndexOf('('), "|]")}", "System.ClientModel.Primitives"), Client(after, "System.ClientModel.Primitives"));

    [Theory]
    [InlineData("Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\")", "Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\")!")]
    [InlineData("maybe", "maybe!")]
    [InlineData("maybe ?? Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\")", "(maybe ?? Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\"))!")]
    [InlineData("maybe ?? key", "maybe ?? key")]
    public Task A_key_that_may_be_missing_makes_no_new_warning(string before, string after) => PolicyFix.Fixes(
        Client($"[|new ChatClient|](\"gpt-5.4\", {before})", "System.ClientModel.Primitives", "string? maybe = Environment.GetEnvironmentVariable(\"MODEL_KEY\");"),
        Client(
            $"new ChatClient(\"gpt-5.4\", new ApiKeyCredential({after}), new OpenAIClientOptions {{ RetryPolicy = new ClientRetryPolicy(3) }})",
            "System.ClientModel.Primitives",
            "string? maybe = Environment.GetEnvironmentVariable(\"MODEL_KEY\");"));

    [Fact]
    public Task A_namespace_of_the_same_name_is_in_the_way() => PolicyFix.Fixes(
        """
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI.Chat;

        namespace Contoso.OpenAI;

        class Factory
        {
            public ChatClient Create(string key) => [|new|]("gpt-5.4", key);
        }
        """,
        """
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI.Chat;

        namespace Contoso.OpenAI;

        class Factory
        {
            public ChatClient Create(string key) => new("gpt-5.4", new ApiKeyCredential(key), new global::OpenAI.OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) });
        }
        """);

    [Fact]
    public Task Usings_and_lines_are_kept() => PolicyFix.Fixes(
        """
        using System.ClientModel;
        using OpenAI;
        using OpenAI.Chat;

        class Assistant
        {
            private readonly ChatClient client = [|new|](
                "gpt-5.4", // the model
                new ApiKeyCredential(Environment.GetEnvironmentVariable("MODEL_KEY")!),
                new OpenAIClientOptions
                {
                    // The server in the cellar.
                    Endpoint = new Uri("https://llm.example.com/v1"),
                    UserAgentApplicationId = "desk"
                });
        }
        """,
        """
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI;
        using OpenAI.Chat;

        class Assistant
        {
            private readonly ChatClient client = new(
                "gpt-5.4", // the model
                new ApiKeyCredential(Environment.GetEnvironmentVariable("MODEL_KEY")!),
                new OpenAIClientOptions
                {
                    // The server in the cellar.
                    Endpoint = new Uri("https://llm.example.com/v1"),
                    UserAgentApplicationId = "desk",
                    RetryPolicy = new ClientRetryPolicy(3)
                });
        }
        """);

    [Fact]
    public Task Options_that_are_made_before() => PolicyFix.Fixes(
        Client("[|new ChatClient|](\"gpt-5.4\", new ApiKeyCredential(key), options)", "System.ClientModel.Primitives", "var options = new OpenAIClientOptions();"),
        Client("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), options)", "System.ClientModel.Primitives", "var options = new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) };"));

    [Theory]
    [InlineData("new ChatClient(\"gpt-5.4\", key)", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(4) })", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0) })")]
    public Task The_retry_around_the_client_is_left_with_the_attempts(string before, string after) => SwitchOffFix.Fixes(
        Loop(before, "[|for (var attempt = 1; ; attempt++)|]", "0 or 408 or 429 or >= 500"), Loop(after, "for (var attempt = 1; ; attempt++)", "0 or 408 or 429 or >= 500"));

    [Fact]
    public Task A_retry_that_handles_less_than_the_client_does_not_replace_it() => SwitchOffFix.OffersNothing(
        Loop("new ChatClient(\"gpt-5.4\", key)", "[|for (var attempt = 1; ; attempt++)|]", "429 or >= 500"));

    [Fact]
    public Task A_client_that_is_asked_elsewhere_too_keeps_its_retries() => SwitchOffFix.OffersNothing(
        Loop("new ChatClient(\"gpt-5.4\", key)", "[|for (var attempt = 1; ; attempt++)|]", "0 or 408 or 429 or >= 500", "await client.CompleteChatAsync(\"Hello\");"));

    [Fact]
    public Task A_policy_around_a_client_in_a_field() => SwitchOffFix.Fixes(
        Policy("[|WaitAndRetryAsync|]", "new(\"gpt-5.4\", \"none\")"),
        Policy("WaitAndRetryAsync", "new(\"gpt-5.4\", new ApiKeyCredential(\"none\"), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0) })"),
        PollySnippet.Packages7);

    [Fact]
    public Task The_client_of_Azure() => SwitchOffFix.Fixes(
        Azure("new OpenAIClient(new Uri(\"https://example.openai.azure.com\"), credential)", "[|for (var attempt = 1; ; attempt++)|]"),
        Azure("new OpenAIClient(new Uri(\"https://example.openai.azure.com\"), credential, new OpenAIClientOptions { Retry = { MaxRetries = 0 } })", "for (var attempt = 1; ; attempt++)"),
        Packages.AzureOpenAI);

    [Fact]
    public Task The_client_of_Anthropic() => SwitchOffFix.Fixes(
        Anthropic("new AnthropicClient { ApiKey = key }", "[|for (var attempt = 1; ; attempt++)|]"),
        Anthropic("new AnthropicClient { ApiKey = key, MaxRetries = 0 }", "for (var attempt = 1; ; attempt++)"),
        Packages.Anthropic);

    private static string Client(string creation, string more, string before = "") => $$"""
        using System.ClientModel;
        using {{more}};
        using OpenAI;
        using OpenAI.Chat;

        class Assistant
        {
            public ChatClient Create(string key, Uri endpoint)
            {
                {{before}}
                ChatClient client = {{creation}};
                return client;
            }
        }
        """;

    private static string Policy(string verb, string creation) => $$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI;
        using OpenAI.Chat;
        using Polly;
        using Polly.Retry;

        class Assistant
        {
            private readonly ChatClient client = {{creation}};
            private readonly AsyncRetryPolicy policy = Policy.Handle<ClientResultException>(ex => ex.Status is 0 or 408 or 429 or >= 500)
                .{{verb}}(3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));

            public async Task<ChatCompletion> AskAsync(string prompt) => await policy.ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        }
        """;

    private static string Loop(string creation, string head, string statuses, string before = "") => $$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI;
        using OpenAI.Chat;

        class Assistant
        {
            public async Task<ChatCompletion> AskAsync(string prompt, string key)
            {
                var client = {{creation}};
                {{before}}
                {{head}}
                {
                    try
                    {
                        return await client.CompleteChatAsync(prompt);
                    }
                    catch (Exception ex) when (attempt < 4 && (ex is not ClientResultException failed || failed.Status is {{statuses}}))
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }
        }
        """;

    private static string Azure(string creation, string head) => $$"""
        using Azure;
        using Azure.AI.OpenAI;

        class Assistant
        {
            public async Task<ChatCompletions> AskAsync(AzureKeyCredential credential, ChatCompletionsOptions options)
            {
                var client = {{creation}};
                {{head}}
                {
                    try
                    {
                        return await client.GetChatCompletionsAsync("gpt", options);
                    }
                    catch (Exception ex) when (attempt < 4 && (ex is not RequestFailedException failed || failed.Status is 0 or 408 or 429 or >= 500))
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }
        }
        """;

    private static string Anthropic(string creation, string head) => $$"""
        using Anthropic;
        using Anthropic.Exceptions;
        using Anthropic.Models.Messages;

        class Assistant
        {
            public async Task<Message> AskAsync(string key, MessageCreateParams parameters)
            {
                var client = {{creation}};
                {{head}}
                {
                    try
                    {
                        return await client.Messages.Create(parameters);
                    }
                    catch (Exception ex) when (attempt < 4 && (ex is not AnthropicApiException failed || (int)failed.StatusCode is 408 or 409 or 429 or >= 500))
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }
        }
        """;
}
