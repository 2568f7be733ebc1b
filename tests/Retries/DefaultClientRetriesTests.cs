using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<DefaultClientRetriesAnalyzer>;

public class DefaultClientRetriesTests
{
    [Theory]
    [InlineData("[|new ChatClient|](\"gpt-5.4\", key)")]
    [InlineData("[|new ChatClient|](\"gpt-5.4\", new ApiKeyCredential(key))")]
    [InlineData("[|new ChatClient|](\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(\"https://llm.example.com/v1\") })")]
    [InlineData("[|new ChatClient|](\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = ClientRetryPolicy.Default })")]
    [InlineData("[|new ChatClient|](\"gpt-5.4\", \"your-key-here\")")]
    [InlineData("[|new OpenAIClient|](key).GetChatClient(\"gpt-5.4\")")]
    [InlineData("[|new OpenAIClient|](new ApiKeyCredential(key), Empty()).GetChatClient(\"gpt-5.4\")")]
    public Task A_client_without_a_policy_of_its_own(string creation) => Rule.Reports(Class(creation));

    [Theory]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new PatientPolicy() })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), WithPolicy())")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(\"http://localhost:11434/v1\") })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(new HttpClient()) })")]
    [InlineData("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), Configured())")]
    [InlineData("new OpenAIClient(new ApiKeyCredential(key), shared).GetChatClient(\"gpt-5.4\")")]
    public Task A_policy_that_backs_off_or_is_out_of_sight(string creation) => Rule.Silent(Class(creation));

    [Theory]
    [InlineData("new AzureOpenAIClient(endpoint, credential)")]
    [InlineData("new AzureOpenAIClient(endpoint, credential, new AzureOpenAIClientOptions { NetworkTimeout = TimeSpan.FromMinutes(2) })")]
    public Task The_options_of_Azure_bring_a_policy_that_waits(string creation) => Rule.Silent(Azure(creation), AzurePackages);

    [Fact]
    public Task The_default_policy_put_into_the_options_of_Azure() => Rule.Reports(
        Azure("[|new AzureOpenAIClient|](endpoint, credential, new AzureOpenAIClientOptions { RetryPolicy = ClientRetryPolicy.Default })"), AzurePackages);

    [Fact]
    public Task Other_clients_are_nobodys_business() => Rule.Silent("""
        class Assistant
        {
            public HttpClient Create() => new HttpClient();
        }
        """);

    [Fact]
    public Task A_session_over_WebSocket_has_nothing_to_retry() => Rule.Silent("""
        using System.ClientModel;
        using OpenAI.Realtime;

        class Assistant
        {
        #pragma warning disable OPENAI002
            public object Listen(string key) => new RealtimeClient(new ApiKeyCredential(key));
        #pragma warning restore OPENAI002
        }
        """);

    private static readonly PackageSet AzurePackages = Packages.OpenAI + Packages.Stub("Azure.AI.OpenAI", Packages.OpenAI);

    private static string Azure(string creation) => $$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using Azure.AI.OpenAI;

        class Assistant
        {
            public AzureOpenAIClient Create(Uri endpoint, ApiKeyCredential credential) => {{creation}};
        }
        """;

    private static string Class(string creation) => $$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI;
        using OpenAI.Chat;

        class Assistant
        {
            private readonly OpenAIClientOptions shared = new();

            public Assistant() => shared.RetryPolicy = new ClientRetryPolicy(5);

            public ChatClient Create(string key) => {{creation}};

            private static OpenAIClientOptions Empty() => new();

            private static OpenAIClientOptions WithPolicy()
            {
                var options = new OpenAIClientOptions();
                options.RetryPolicy = new ClientRetryPolicy(maxRetries: 5);
                return options;
            }

            protected virtual OpenAIClientOptions Configured() => throw new NotImplementedException();
        }

        class PatientPolicy : ClientRetryPolicy
        {
            protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => TimeSpan.FromSeconds(Math.Pow(2, tryCount) + Random.Shared.NextDouble());
        }
        """;
}
