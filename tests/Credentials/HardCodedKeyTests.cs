using AiApi.Analyzers.KnownApis;
using Verify = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Credentials.HardCodedKeyAnalyzer>;

namespace AiApi.Analyzers.Tests.Credentials;

public sealed class HardCodedKeyTests
{
    public static TheoryData<string> ShapedKeys => [Keys.OpenAI, Keys.Anthropic, Keys.OpenRouter, Keys.Shared, Keys.HuggingFace, Keys.Groq, Keys.XAI];

    [Theory]
    [MemberData(nameof(ShapedKeys))]
    public Task A_literal_of_the_form_of_a_key_is_reported_wherever_it_stands(string key) => Verify.Reports($$"""
        class C
        {
            private const string Key = [|"{{key}}"|];
            public string Header => [|"Bearer {{key}}"|];
            void M(string key = [|"{{key}}"|]) => Console.WriteLine(@"x" + [|@"{{key}}"|]);
        }
        """);

    [Theory]
    [InlineData("sk-...")]
    [InlineData("sk-your-key-goes-here-1234567890")]
    [InlineData("<your key>")]
    [InlineData("YOUR_OPENAI_API_KEY_1234567890")]
    [InlineData("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("sk-1234567890abcdef1234567890abcdef")]
    [InlineData("AIzaSyQwErTy098765432109876543210987654")]
    [InlineData("sk-fading-circle-with-12-dots-and-more")]
    [InlineData("sk-SK")]
    [InlineData("hf_hub_download_and_load_model_2")]
    [InlineData("xai-")]
    [InlineData("")]
    public Task Placeholders_and_other_texts_are_silent(string text) => Verify.Silent($$"""
        using OpenAI.Chat;

        class C
        {
            private readonly ChatClient _client = new("gpt-5.4", "{{text}}");
        }
        """);

    [Theory]
    [InlineData("ollama")]
    [InlineData("lm-studio")]
    [InlineData("none")]
    [InlineData("unused")]
    [InlineData("test")]
    [InlineData("fake")]
    [InlineData("not-needed-for-the-local-server-11434")]
    public Task Dummies_for_local_servers_are_silent(string dummy) => Verify.Silent($$"""
        using System.ClientModel;
        using OpenAI;
        using OpenAI.Chat;

        var client = new ChatClient("llama3", new ApiKeyCredential("{{dummy}}"), new OpenAIClientOptions { Endpoint = new Uri("http://localhost:11434/v1") });
        await client.CompleteChatAsync("hi");
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task Any_key_for_the_own_machine_is_silent() => Verify.Silent($$"""
        using System.ClientModel;
        using OpenAI;
        using OpenAI.Chat;

        class Direct
        {
            private readonly ChatClient _client = new("llama3", new ApiKeyCredential("{{Keys.Shared}}"), new OpenAIClientOptions { Endpoint = new("http://127.0.0.1:1234/v1") });
        }

        class Parted
        {
            private const string Key = "{{Keys.Shared}}";
            private static readonly Uri Address = new("http://localhost:1234/v1");
            private readonly ChatClient _client = new("llama3", new ApiKeyCredential(Key), new OpenAIClientOptions { Endpoint = Address });
        }
        """);

    [Fact]
    public Task A_random_constant_given_as_a_credential_is_reported() => Verify.Reports($$"""
        using System.ClientModel;
        using OpenAI;
        using OpenAI.Chat;

        class C
        {
            private const string Key = "{{Keys.Bare}}";

            void M(string given)
            {
                var one = new ChatClient("gpt-5.4", [|"{{Keys.Bare}}"|]);
                var two = new ChatClient("gpt-5.4", new ApiKeyCredential([|Key|]));
                var three = new ChatClient("gpt-5.4", given);
                var four = new OpenAIClient(Environment.GetEnvironmentVariable("OPENAI_API_KEY")).GetChatClient("{{Keys.Bare}}");
            }
        }
        """);

    [Fact]
    public Task A_random_constant_anywhere_else_is_silent() => Verify.Silent($$"""
        using OpenAI.Chat;

        class C
        {
            private const string Commit = "{{Keys.Bare}}";
            private const string Url = "https://example.com/{{Keys.Bare}}";
            void M(HttpClient http, ChatClient client)
            {
                http.DefaultRequestHeaders.Add("X-Commit", Commit);
                client.CompleteChat(Commit);
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task A_property_and_a_header_take_credentials_too() => Verify.Reports($$"""
        using System.Net.Http.Headers;
        using Anthropic;

        class Claude
        {
            private readonly AnthropicClient _client = new() { ApiKey = [|"{{Keys.Bare}}"|] };
        }

        class Raw
        {
            async Task M(HttpClient http, HttpContent body)
            {
                http.DefaultRequestHeaders.Add("x-api-key", [|"{{Keys.Bare}}"|]);
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", [|"{{Keys.Bare}}"|]);
                await http.PostAsync("https://api.anthropic.com/v1/messages", body);
            }
        }

        class NotAi
        {
            async Task M(HttpClient http, HttpContent body)
            {
                http.DefaultRequestHeaders.Add("x-api-key", "{{Keys.Bare}}");
                await http.PostAsync("https://example.com/orders", body);
            }
        }
        """, Packages.OpenAI + Packages.Anthropic);

    [Fact]
    public Task A_Google_key_counts_where_it_is_for_Gemini() => Verify.Reports($$"""
        class Gemini
        {
            private const string Url = "https://generativelanguage.googleapis.com/v1beta/models/gemini-3:generateContent";
            private const string Key = [|"{{Keys.Google}}"|];
            private const string Other = [|"{{Keys.GoogleWithOneDigit}}"|];
        }

        class Maps
        {
            private const string Url = "https://maps.googleapis.com/maps/api/js";
            private const string Key = "{{Keys.Google}}";
        }
        """);

    [Fact]
    public Task The_message_shows_the_start_of_the_key_and_the_variable_of_its_vendor() => Verify.Reports($$"""
        class Comet
        {
            private const string Url = "https://api.cometapi.com/v1/images/generations";
            private const string Key = {|#0:"{{Keys.Shared}}"|};
        }

        class Claude
        {
            private const string Key = {|#1:"{{Keys.Anthropic}}"|};
        }
        """,
        expected:
        [
            Expect(0, Keys.Shared[..5] + "…", "COMETAPI_KEY"),
            Expect(1, "sk-an…", "ANTHROPIC_API_KEY"),
        ]);

    [Fact]
    public void A_key_is_never_shown_whole()
    {
        Assert.Equal("sk-pr…", KeyShapes.Shorten(Keys.OpenAI));
        Assert.Equal("…", KeyShapes.Shorten("abc"));
    }

    private static DiagnosticResult Expect(int location, params object[] arguments) =>
        new DiagnosticResult(AiApi.Analyzers.Credentials.HardCodedKeyAnalyzer.Descriptor).WithLocation(location).WithArguments(arguments);
}
