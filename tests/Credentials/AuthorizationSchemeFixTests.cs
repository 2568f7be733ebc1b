using AiApi.CodeFixes.Credentials;
using Verify = AiApi.Analyzers.Tests.Support.Verify<
    AiApi.Analyzers.Credentials.AuthorizationSchemeAnalyzer,
    AiApi.CodeFixes.Credentials.AuthorizationSchemeFix>;

namespace AiApi.Analyzers.Tests.Credentials;

public sealed class AuthorizationSchemeFixTests
{
    private static readonly SnippetOptions Add = new() { Action = AuthorizationSchemeFix.AddBearer };
    private static readonly SnippetOptions Remove = new() { Action = AuthorizationSchemeFix.RemoveBearer };

    [Fact]
    public Task The_scheme_becomes_an_argument_of_its_own() => Verify.Fixes("""
        using System.Net.Http.Headers;

        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.openai.com/v1/") };

            public C(string key)
            {
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue([|key|]);
                _http.DefaultRequestHeaders.Authorization = new([|$"Bearer {key}"|]);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue([|"Token"|], key);
            }
        }
        """, """
        using System.Net.Http.Headers;

        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.openai.com/v1/") };

            public C(string key)
            {
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            }
        }
        """, Add);

    [Fact]
    public Task The_scheme_is_written_before_the_value_of_the_header() => Verify.Fixes($$"""
        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.deepseek.com/") };

            public C(string given)
            {
                var key = Environment.GetEnvironmentVariable("DEEPSEEK_API_KEY");
                _http.DefaultRequestHeaders.Add("Authorization", [|key|]);
                _http.DefaultRequestHeaders.Add("Authorization", [|$"{key}"|]);
                _http.DefaultRequestHeaders.Add("Authorization", [|Environment.GetEnvironmentVariable("DEEPSEEK_API_KEY")|]!);
                _http.DefaultRequestHeaders.Add("Authorization", [|key ?? throw new InvalidOperationException()|]);
                _http.DefaultRequestHeaders.Add("Authorization", [|"{{Keys.Bare}}"|]);
                _http.DefaultRequestHeaders.Add("Authorization", [|"Bearer" + given|]); // why not
                _http.DefaultRequestHeaders.Add("Authorization", [|$"Bearer{given}"|]);
                _http.DefaultRequestHeaders.Add("Authorization", [|"Token " + given|]);
                _http.DefaultRequestHeaders.Add("Authorization", [|@$"Key {given}"|]);
            }
        }
        """, $$"""
        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.deepseek.com/") };

            public C(string given)
            {
                var key = Environment.GetEnvironmentVariable("DEEPSEEK_API_KEY");
                _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
                _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
                _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {Environment.GetEnvironmentVariable("DEEPSEEK_API_KEY")}");
                _http.DefaultRequestHeaders.Add("Authorization", "Bearer " + (key ?? throw new InvalidOperationException()));
                _http.DefaultRequestHeaders.Add("Authorization", "Bearer {{Keys.Bare}}");
                _http.DefaultRequestHeaders.Add("Authorization", "Bearer " + given); // why not
                _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {given}");
                _http.DefaultRequestHeaders.Add("Authorization", "Bearer " + given);
                _http.DefaultRequestHeaders.Add("Authorization", @$"Bearer {given}");
            }
        }
        """, Add);

    [Fact]
    public Task A_second_scheme_is_taken_away() => Verify.Fixes("""
        using System.ClientModel;
        using System.Net.Http.Headers;
        using OpenAI.Chat;

        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.deepseek.com/") };

            public C(string key, int number)
            {
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", [|"Bearer " + key|]);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", [|$"Bearer {key}"|]);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", [|$"Bearer {key}{number}"|]);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", [|"Bearer " + key + number|]);
                _http.DefaultRequestHeaders.Add("Authorization", [|"Bearer Bearer " + key|]);
                var credential = new ApiKeyCredential([|"Bearer " + key|]);
                var client = new ChatClient("gpt-5.4", [|$"Bearer {key}"|]);
            }
        }
        """, """
        using System.ClientModel;
        using System.Net.Http.Headers;
        using OpenAI.Chat;

        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.deepseek.com/") };

            public C(string key, int number)
            {
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{key}{number}");
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key + number);
                _http.DefaultRequestHeaders.Add("Authorization", "Bearer " + key);
                var credential = new ApiKeyCredential(key);
                var client = new ChatClient("gpt-5.4", key);
            }
        }
        """, Remove);

    [Fact]
    public Task A_scheme_that_is_written_elsewhere_is_left_to_people() => Verify.OffersNothing("""
        using System.Net.Http.Headers;

        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.deepseek.com/") };

            public C(string key)
            {
                var header = "Bearer " + key;
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", [|header|]);
            }
        }
        """, Remove);

    [Fact]
    public Task A_user_and_a_password_do_not_become_a_key() => Verify.OffersNothing("""
        using System.Net.Http.Headers;
        using System.Text;

        class C
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.deepseek.com/") };

            public C(string user, string password) => _http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue([|"Basic"|], Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }
        """, Add);
}
