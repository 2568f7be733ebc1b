using Verify = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Credentials.AuthorizationSchemeAnalyzer>;

namespace AiApi.Analyzers.Tests.Credentials;

public sealed class AuthorizationSchemeTests
{
    [Fact]
    public Task A_key_as_the_only_argument_of_the_header_value_is_reported() => Verify.Reports("""
        using System.Net.Http.Headers;

        class Images
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.openai.com/v1/") };

            public Images(string key) => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue([|key|]);
        }
        """);

    [Fact]
    public Task The_scheme_and_the_key_as_two_arguments_are_right() => Verify.Silent("""
        using System.Net.Http.Headers;

        class Images
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.openai.com/v1/") };

            public Images(string key, string scheme)
            {
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", key);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, key);
                _http.DefaultRequestHeaders.Add("Authorization", "Bearer " + key);
                _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
                _http.DefaultRequestHeaders.Add("Authorization", key);
                _http.DefaultRequestHeaders.Add("X-Request-Id", "42");
            }
        }
        """);

    [Fact]
    public Task A_variable_or_setting_named_as_a_key_has_no_scheme() => Verify.Reports("""
        using Microsoft.Extensions.Configuration;

        class Videos
        {
            async Task Start(HttpClient http, IConfiguration configuration)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.cometapi.com/v1/videos");
                request.Headers.Add("Authorization", [|Environment.GetEnvironmentVariable("COMETAPI_KEY")|]);
                await http.SendAsync(request);

                var other = new HttpRequestMessage(HttpMethod.Post, "https://api.cometapi.com/v1/videos");
                other.Headers.TryAddWithoutValidation("authorization", [|configuration["CometApi:ApiKey"] ?? string.Empty|]);
                await http.SendAsync(other);

                var third = new HttpRequestMessage(HttpMethod.Post, "https://api.cometapi.com/v1/videos");
                var key = Environment.GetEnvironmentVariable("COMETAPI_KEY") ?? throw new InvalidOperationException("no key");
                third.Headers.Add("Authorization", [|$"{key}"|]);
                await http.SendAsync(third);
            }
        }
        """);

    [Fact]
    public Task A_variable_that_can_hold_the_whole_header_is_silent() => Verify.Silent("""
        class Videos
        {
            async Task Start(HttpClient http, string given, bool isBare)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.cometapi.com/v1/videos");
                request.Headers.Add("Authorization", Environment.GetEnvironmentVariable("COMETAPI_AUTHORIZATION"));
                request.Headers.Add("Authorization", Environment.GetEnvironmentVariable("AUTH_HEADER_KEY"));
                request.Headers.Add("Authorization", given);
                var key = Environment.GetEnvironmentVariable("COMETAPI_KEY");
                request.Headers.Add("Authorization", isBare ? key : $"Bearer {key}");
                request.Headers.Add("Authorization", "<your key>");
                await http.SendAsync(request);
            }
        }
        """);

    [Fact]
    public Task A_missing_blank_is_reported() => Verify.Reports("""
        class Chat
        {
            private const string Url = "https://openrouter.ai/api/v1/chat/completions";

            async Task Ask(HttpClient http, string key, HttpContent body)
            {
                http.DefaultRequestHeaders.Add("Authorization", {|#0:"Bearer" + key|});
                await http.PostAsync(Url, body);
            }
        }
        """,
        expected: Expect("OpenRouter expects 'Bearer <key>', but no blank stands between 'Bearer' and the key", "put one there"));

    [Fact]
    public Task A_doubled_scheme_is_reported() => Verify.Reports("""
        using System.Net.Http.Headers;

        class Chat
        {
            async Task Ask(string key)
            {
                using var http = new HttpClient { BaseAddress = new Uri("https://api.deepseek.com") };
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", {|AIAPI5001:$"Bearer {key}"|});
                var header = "Bearer " + key;
                http.DefaultRequestHeaders.Authorization = new("Bearer", {|AIAPI5001:header|});
                http.DefaultRequestHeaders.Add("Authorization", {|#0:"Bearer " + header|});
                await http.GetAsync("models");
            }
        }
        """,
        expected: Expect("DeepSeek expects 'Bearer <key>', but 'Bearer' stands here twice", "remove one of them"));

    [Fact]
    public Task Another_scheme_is_reported_where_Bearer_is_wanted() => Verify.Reports("""
        using System.Net.Http.Headers;

        class Tasks
        {
            async Task Poll(HttpClient http, string key, string id)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, $"https://api.dev.runwayml.com/v1/tasks/{id}")
                {
                    Headers = { Authorization = new AuthenticationHeaderValue({|#0:"Token"|}, key) },
                };
                await http.SendAsync(request);
            }
        }
        """,
        expected: Expect("Runway expects 'Bearer <key>', but this scheme is 'Token'", "replace it by 'Bearer'"));

    [Theory]
    [InlineData("https://api.vidu.com/ent/v2/text2video", "Token")]
    [InlineData("https://queue.fal.run/fal-ai/flux/dev", "Key")]
    [InlineData("https://contoso.openai.azure.com/openai/v1/chat/completions", "api-key")]
    [InlineData("https://api.anthropic.com/v1/messages", "x-api-key")]
    [InlineData("https://example.com/v1/chat/completions", "Basic")]
    [InlineData("http://localhost:11434/v1/chat/completions", "Basic")]
    public Task Hosts_that_want_something_else_are_silent(string url, string scheme) => Verify.Silent($$"""
        using System.Net.Http.Headers;

        class C
        {
            async Task M(HttpClient http, string key, HttpContent body)
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("{{scheme}}", key);
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(key);
                http.DefaultRequestHeaders.Add("Authorization", "{{scheme}} " + key);
                await http.PostAsync("{{url}}", body);
            }
        }
        """);

    [Fact]
    public Task A_type_that_talks_to_several_services_is_silent_unless_the_request_tells() => Verify.Reports("""
        using System.Net.Http.Headers;

        class Gateway
        {
            private const string OpenAI = "https://api.openai.com/v1/images/generations";
            private const string Vidu = "https://api.vidu.com/ent/v2/text2video";
            private readonly HttpClient _shared = new();

            async Task Both(string key, HttpContent body)
            {
                _shared.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", key);
                await _shared.PostAsync(Vidu, body);
            }

            async Task One(string key, HttpContent body)
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue([|"Token"|], key);
                await http.PostAsync(OpenAI, body);
            }
        }
        """);

    [Fact]
    public Task A_header_made_away_from_its_client_is_judged_by_the_URLs_of_the_type() => Verify.Reports("""
        using System.Net.Http.Headers;

        class Chat
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";
            private static AuthenticationHeaderValue Header(string key) => new([|key|]);
        }

        class Elsewhere
        {
            private const string Url = "https://example.com/users";
            private static AuthenticationHeaderValue Header(string key) => new(key);
        }
        """);

    [Fact]
    public Task An_older_scheme_that_the_vendor_still_takes_is_silent() => Verify.Reports("""
        using System.Net.Http.Headers;

        class Replicate
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.replicate.com/v1/") };

            public void Older(string key) => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", key);

            public void Other(string key) => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue([|"Basic"|], key);
        }
        """);

    [Fact]
    public Task A_link_to_the_vendors_own_site_says_nothing() => Verify.Reports("""
        class Translator
        {
            private readonly HttpClient _http = new();
            public string Link => "https://console.groq.com/keys";
            public string Default => "https://api.groq.com/openai/v1/chat/completions";
            public Translator(string key) => _http.DefaultRequestHeaders.Add("Authorization", [|"Token " + key|]);
        }

        class Proxy
        {
            private readonly HttpClient _http = new();
            public string Link => "https://proxy.example.com/v1/chat/completions";
            public string Default => "https://api.groq.com/openai/v1/chat/completions";
            public Proxy(string key) => _http.DefaultRequestHeaders.Add("Authorization", "Token " + key);
        }
        """);

    [Fact]
    public Task A_credential_of_an_SDK_takes_the_key_alone() => Verify.Reports("""
        using System.ClientModel;
        using OpenAI.Chat;

        class C
        {
            void M(string key)
            {
                var credential = new ApiKeyCredential({|#0:"Bearer " + key|});
                var direct = new ChatClient("gpt-5.4", {|AIAPI5001:$"Bearer {key}"|});
                var right = new ChatClient("gpt-5.4", key);
                var alsoRight = new ChatClient("gpt-5.4", new ApiKeyCredential(Environment.GetEnvironmentVariable("OPENAI_API_KEY")!));
            }
        }
        """,
        expected: Expect("ApiKeyCredential takes the key alone, but this value starts with 'Bearer'", "remove 'Bearer'"));

    [Fact]
    public Task Constants_without_a_scheme_are_reported_unless_they_stand_for_a_key() => Verify.Reports($$"""
        class C
        {
            private const string Key = "{{Keys.Bare}}";

            async Task M(HttpContent body)
            {
                var http = new HttpClient { BaseAddress = new("https://api.siliconflow.cn/v1/") };
                http.DefaultRequestHeaders.Add("Authorization", [|Key|]);
                http.DefaultRequestHeaders.Add("Authorization", "YOUR_API_KEY");
                http.DefaultRequestHeaders.Add("Authorization", "");
                await http.PostAsync("images/generations", body);
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task Headers_of_older_clients_are_looked_at_too() => Verify.Reports("""
        using System.Net;

        class C
        {
            string M(string key)
            {
                using var web = new WebClient();
                web.Headers["Authorization"] = [|Environment.GetEnvironmentVariable("OPENAI_API_KEY")|];
                web.Headers.Add("Authorization", [|"Token " + key|]);
                web.Headers["Accept"] = "application/json";
                return web.DownloadString("https://api.openai.com/v1/models");
            }
        }
        """);

    private static DiagnosticResult Expect(string state, string advice) =>
        new DiagnosticResult(AiApi.Analyzers.Credentials.AuthorizationSchemeAnalyzer.Descriptor).WithLocation(0).WithArguments(state, advice);
}
