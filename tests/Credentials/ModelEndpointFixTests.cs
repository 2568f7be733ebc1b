using AiApi.Analyzers.Credentials;
using AiApi.CodeFixes.Credentials;

namespace AiApi.Analyzers.Tests.Credentials;

public sealed class ModelEndpointFixTests
{
    private static readonly SnippetOptions Configured = new() { EditorConfig = "aiapi_model_endpoints = gpt-5.4*=https://api.cometapi.com/v1", OthersMaySpeak = true };

    [Theory]
    [InlineData("new ChatClient([|\"gpt-5.4\"|], key)", "new ChatClient(\"gpt-5.4\", key, new OpenAIClientOptions { Endpoint = new Uri(\"https://api.cometapi.com/v1\") })")]
    [InlineData("new ChatClient([|\"gpt-5.4\"|], text)", "new ChatClient(\"gpt-5.4\", new ApiKeyCredential(text), new OpenAIClientOptions { Endpoint = new Uri(\"https://api.cometapi.com/v1\") })")]
    [InlineData("new ChatClient([|\"gpt-5.4\"|], key, new OpenAIClientOptions())", "new ChatClient(\"gpt-5.4\", key, new OpenAIClientOptions { Endpoint = new Uri(\"https://api.cometapi.com/v1\") })")]
    [InlineData("new ChatClient([|\"gpt-5.4\"|], key, new() { RetryPolicy = new ClientRetryPolicy(3) })", "new ChatClient(\"gpt-5.4\", key, new() { RetryPolicy = new ClientRetryPolicy(3), Endpoint = new Uri(\"https://api.cometapi.com/v1\") })")]
    [InlineData("new ChatClient([|\"gpt-5.4\"|], key, new OpenAIClientOptions { Endpoint = new Uri(\"https://openrouter.ai/api/v1\") })", "new ChatClient(\"gpt-5.4\", key, new OpenAIClientOptions { Endpoint = new Uri(\"https://api.cometapi.com/v1\") })")]
    public Task The_client_gets_the_endpoint_that_the_option_names(string before, string after) =>
        Verify<ModelEndpointAnalyzer, ModelEndpointFix>.Fixes(Program($"ChatClient chat = {before};"), Program($"ChatClient chat = {after};"), Configured);

    [Fact]
    public Task An_initializer_over_several_lines_gets_one_more() => Verify<ModelEndpointAnalyzer, ModelEndpointFix>.Fixes(
        Program("""
            var chat = new ChatClient([|"gpt-5.4"|], key, new OpenAIClientOptions
                    {
                        // Slow, but sure.
                        NetworkTimeout = TimeSpan.FromMinutes(5),
                    });
            """),
        Program("""
            var chat = new ChatClient("gpt-5.4", key, new OpenAIClientOptions
                    {
                        // Slow, but sure.
                        NetworkTimeout = TimeSpan.FromMinutes(5),
                        Endpoint = new Uri("https://api.cometapi.com/v1"),
                    });
            """),
        Configured);

    [Theory]
    [InlineData("var chat = new OpenAIClient(key).GetChatClient([|\"gpt-5.4\"|]);")]
    [InlineData("var options = new OpenAIClientOptions(); var chat = new ChatClient([|\"gpt-5.4\"|], key, options); var other = new ChatClient(\"gpt-4.1\", key, options);")]
    public Task Where_others_may_use_the_same_endpoint_nothing_is_offered(string code) =>
        Verify<ModelEndpointAnalyzer, ModelEndpointFix>.OffersNothing(Program(code), Configured);

    private static string Program(string code) => $$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI;
        using OpenAI.Chat;

        class Program
        {
            static void Main(string text, ApiKeyCredential key)
            {
                {{code}}
            }
        }
        """;
}
