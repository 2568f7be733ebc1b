using Verify = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Credentials.ModelEndpointAnalyzer>;

namespace AiApi.Analyzers.Tests.Credentials;

public sealed class ModelEndpointTests
{
    private static readonly SnippetOptions Configured = new()
    {
        EditorConfig = "aiapi_model_endpoints = gpt-5.4*=https://api.cometapi.com/v1, qwen-*=https://api.cometapi.com/v1",
    };

    [Fact]
    public Task A_listed_model_at_another_or_the_default_endpoint_is_reported() => Verify.Reports("""
        using System.ClientModel;
        using OpenAI;
        using OpenAI.Chat;

        class C
        {
            private readonly OpenAIClient _root = new("key");

            void M(ApiKeyCredential key)
            {
                var byDefault = new ChatClient({|#0:"gpt-5.4"|}, key);
                var elsewhere = new ChatClient({|AIAPI5003:"gpt-5.4-mini"|}, key, new OpenAIClientOptions { Endpoint = new("https://openrouter.ai/api/v1") });
                var byFactory = _root.GetChatClient({|AIAPI5003:"qwen-max"|});
            }
        }
        """,
        Configured,
        new DiagnosticResult(AiApi.Analyzers.Credentials.ModelEndpointAnalyzer.Descriptor).WithLocation(0)
            .WithArguments("gpt-5.4", "https://api.cometapi.com/v1", "the default endpoint"));

    [Fact]
    public Task The_right_endpoint_other_models_and_unknown_endpoints_are_silent() => Verify.Silent("""
        using System.ClientModel;
        using OpenAI;
        using OpenAI.Chat;

        class C
        {
            private readonly OpenAIClientOptions _options = new() { Endpoint = new Uri("https://api.cometapi.com/v1/") };

            void M(ApiKeyCredential key, Uri address, OpenAIClientOptions options, string model, OpenAIClient injected)
            {
                var right = new ChatClient("gpt-5.4", key, _options);
                var other = new ChatClient("gpt-4.1", key);
                var unknown = new ChatClient("gpt-5.4", key, new OpenAIClientOptions { Endpoint = address });
                var given = new ChatClient("gpt-5.4", key, options);
                var someModel = new ChatClient(model, key);
                var fromOutside = injected.GetChatClient("gpt-5.4");
                var rightFactory = new OpenAIClient(key, _options).GetChatClient("gpt-5.4");
            }
        }
        """, Configured);

    [Fact]
    public Task Without_the_option_it_says_nothing() => Verify.Silent("""
        using OpenAI.Chat;

        var client = new ChatClient("gpt-5.4", "key");
        Console.WriteLine(client);
        """);

    [Fact]
    public Task The_model_of_a_single_call_is_judged_by_its_client() => Verify.Reports("""
        using OpenAI.Responses;

        class C
        {
            private readonly ResponsesClient _client = new("key");
            async Task M() => await _client.CreateResponseAsync([|"gpt-5.4"|], "hi");
        }
        """, Configured);

    [Fact]
    public Task The_name_of_a_deployment_is_no_model() => Verify.Silent("""
        using System.ClientModel;
        using Azure.AI.OpenAI;

        class C
        {
            private readonly AzureOpenAIClient _azure = new(new Uri("https://contoso.openai.azure.com"), new ApiKeyCredential("key"));
            object M() => _azure.GetChatClient("gpt-5.4");
        }
        """, Configured with { Packages = Packages.Stub("Azure.AI.OpenAI", Packages.OpenAI) });
}
