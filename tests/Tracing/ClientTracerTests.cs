namespace AiApi.Analyzers.Tests.Tracing;

public sealed class ClientTracerTests
{
    [Fact]
    public void Models_are_found_through_constructors_factories_and_wrappers() => TraceProbe.Check("""
        using OpenAI;
        using OpenAI.Images;

        class C
        {
            private static readonly OpenAIClient Root = new("key");
            private readonly ImageClient _images = Root.GetImageClient("gpt-image-1");

            void M(bool b, ImageClient injected, string model)
            {
                Models(_images, "gpt-image-1");
                Models(new ImageClient("dall-e-3", "key"), "dall-e-3");
                Models(Root.GetImageClient(b ? "gpt-image-1" : "dall-e-3"), "gpt-image-1", "dall-e-3");
                Models(Root.GetImageClient(model), "?");
                Models(injected, "?");
            }
        }
        """);

    [Fact]
    public void Endpoints_are_found_in_options_and_properties() => TraceProbe.Check("""
        using System.ClientModel;
        using Anthropic;
        using OpenAI;
        using OpenAI.Chat;

        class C
        {
            private readonly OpenAIClientOptions _options = new() { Endpoint = new Uri("https://api.cometapi.com/v1") };

            void M(string key, OpenAIClientOptions given, Uri address)
            {
                Endpoints(new ChatClient("m", key));
                Endpoints(new ChatClient("m", new ApiKeyCredential(key), _options), "https://api.cometapi.com/v1");
                Endpoints(new ChatClient("m", new ApiKeyCredential(key), given), "?");
                Endpoints(new ChatClient("m", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = address }), "?");
                Endpoints(new ChatClient("m", new ApiKeyCredential(key), new OpenAIClientOptions()));

                var root = new OpenAIClient(new ApiKeyCredential(key), new() { Endpoint = new("http://localhost:1234/v1") });
                Endpoints(root.GetChatClient("m"), "http://localhost:1234/v1");
                Endpoints(new AnthropicClient { ApiKey = key, BaseUrl = "https://proxy.example.com" }, "https://proxy.example.com");
            }
        }
        """);

    [Fact]
    public void Clients_are_found_behind_what_wraps_them() => TraceProbe.Check("""
        using Microsoft.Extensions.AI;
        using OpenAI.Chat;

        class C
        {
            private readonly Lazy<ChatClient> _lazy = new(() => new ChatClient("lazy", "key"));
            private readonly Lazy<ChatClient> _made = new(Make);
            private static ChatClient Make() => new("made", "key");

            void M(string key, IChatClient injected)
            {
                Models(new ChatClient("plain", key).AsIChatClient(), "plain");
                Models(new ChatClientBuilder(new ChatClient("built", key).AsIChatClient()).UseFunctionInvocation().Build(), "built");
                Models(new ChatClient("chained", key).AsIChatClient().AsBuilder().UseFunctionInvocation().Build(), "chained");
                Models(_lazy.Value, "lazy");
                Models(_made.Value, "made");
                Models(injected.AsBuilder().Build(), "?");
            }
        }
        """);
}
