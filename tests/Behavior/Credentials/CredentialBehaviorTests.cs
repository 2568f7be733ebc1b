using AiApi.Analyzers.Credentials;
using AiApi.Analyzers.Tests.Credentials;
using AiApi.Behavior.Tests.Completions;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Credentials;
using static AiApi.CodeFixes.Credentials.AuthorizationSchemeFix;

namespace AiApi.Behavior.Tests.Credentials;

/// <summary>AIAPI5001 to AIAPI5003: a key that does not arrive as a key, one that cannot be changed, and a model that is not there.</summary>
public class CredentialBehaviorTests
{
    private static readonly string[] OpenAI = ["OpenAI", "OpenAI.Chat", "System.ClientModel", "System.ClientModel.Primitives"];

    private static readonly Trial[] Trials =
    [
        new("HTTP, no scheme", new AuthorizationSchemeAnalyzer(), new AuthorizationSchemeFix(), AddBearer)
        {
            Usings = ["System.Net.Http.Headers"],
            Frame = Http,
            Ends = [Credential.KeyIsChecked],
            Keeps = [Completion.Stop, Failure.ServerError],
            IsRight = IsAnswered,
            Programs =
            {
                ["the key alone as a header value"] = "request.Headers.Authorization = new AuthenticationHeaderValue(key);",
                ["the key alone as text"] = """request.Headers.Add("Authorization", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));""",
                ["another scheme"] = """request.Headers.Authorization = new AuthenticationHeaderValue("Token", key);""",
                ["another scheme in a text"] = """request.Headers.TryAddWithoutValidation("Authorization", $"Key {key}");""",
                ["no space"] = """request.Headers.TryAddWithoutValidation("Authorization", "Bearer" + key);""",
            },
        },
        new("HTTP, scheme twice", new AuthorizationSchemeAnalyzer(), new AuthorizationSchemeFix(), RemoveBearer)
        {
            Usings = ["System.Net.Http.Headers"],
            Frame = Http,
            Ends = [Credential.KeyIsChecked],
            Keeps = [Completion.Stop, Failure.ServerError],
            IsRight = IsAnswered,
            Programs =
            {
                ["a sum"] = """request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "Bearer " + key);""",
                ["an interpolation"] = """request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"Bearer {key}");""",
                ["a text"] = """request.Headers.Add("Authorization", "Bearer Bearer " + key);""",
            },
        },
        new("OpenAI, scheme twice", new AuthorizationSchemeAnalyzer(), new AuthorizationSchemeFix(), RemoveBearer)
        {
            Usings = OpenAI,
            Frame = static body => Chat($"var key = Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\")!;\nvar client = {body};"),
            Ends = [Credential.KeyIsChecked],
            Keeps = [Completion.Stop, Failure.ServerError],
            IsRight = IsAnswered,
            Programs =
            {
                ["a credential"] = """new ChatClient("gpt-5.4", new ApiKeyCredential($"Bearer {key}"), options)""",
                ["a credential of the client of all"] = """new OpenAIClient(new ApiKeyCredential("Bearer " + key), options).GetChatClient("gpt-5.4")""",
                ["a credential of a target type"] = """new ChatClient("gpt-5.4", credential: new("Bearer " + key), options: options)""",
            },
        },
        new("OpenAI, key in the source", new HardCodedKeyAnalyzer(), new HardCodedKeyFix(), HardCodedKeyFix.ReadFromEnvironment)
        {
            Usings = OpenAI,
            Frame = static body => Chat(body) + $"\nprivate const string Key = \"{Keys.OpenAI}\";",
            Ends = [Credential.KeyIsRotated],
            Keeps = [Completion.Stop, Failure.ServerError],
            IsRight = IsAnswered,
            Programs =
            {
                ["a literal and a constant"] = $"""var client = new ChatClient("gpt-5.4", new ApiKeyCredential("{Keys.OpenAI}"), options);""",
                ["a constant"] = """var client = new ChatClient("gpt-5.4", new ApiKeyCredential(Key), options);""",
                ["a local constant"] =
                    $"""
                    const string key = "{Keys.Shared}";
                    var client = new OpenAIClient(new ApiKeyCredential(key), options).GetChatClient("gpt-5.4");
                    """,
            },
        },
        new("Anthropic, key in the source", new HardCodedKeyAnalyzer(), new HardCodedKeyFix(), HardCodedKeyFix.ReadFromEnvironment)
        {
            Usings = ["Anthropic", "Anthropic.Models.Messages"],
            Frame = static body => Frames.Anthropic("return string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.Text));")
                .Replace("AnthropicClient client)\n{", $"HttpClient http)\n{{\n    {body}"),
            Ends = [Credential.KeyIsRotated],
            Keeps = [Completion.Stop, Failure.BadRequest],
            IsRight = IsAnswered,
            Programs =
            {
                ["an initializer"] = $$"""var client = new AnthropicClient { ApiKey = "{{Keys.Anthropic}}", HttpClient = http, MaxRetries = 0 };""",
            },
        },
        new("HTTP, key in the source", new HardCodedKeyAnalyzer(), new HardCodedKeyFix(), HardCodedKeyFix.ReadFromEnvironment)
        {
            Usings = ["System.Net.Http.Headers"],
            Frame = Http,
            Ends = [Credential.KeyIsRotated],
            Keeps = [Completion.Stop, Failure.ServerError],
            IsRight = IsAnswered,
            Programs =
            {
                ["a header value"] = $"""request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "{Keys.OpenAI}");""",
                ["a text"] = $"""request.Headers.Add("Authorization", "Bearer {Keys.OpenAI}");""",
                ["a sum"] = $"""request.Headers.Add("Authorization", "Bearer " + "{Keys.OpenAI}");""",
            },
        },
        new("OpenAI, another endpoint", new ModelEndpointAnalyzer(), new ModelEndpointFix(), ModelEndpointFix.SetEndpoint)
        {
            Usings = OpenAI,
            Options = ["aiapi_model_endpoints = gpt-5.4*=https://api.cometapi.com/v1"],
            Frame = static body => Chat($"var client = {body};", "var options = new { Transport = new HttpClientPipelineTransport(http) };"),
            Ends = [Credential.ServedElsewhere],
            Keeps = [Completion.Stop, Failure.BadRequest],
            IsRight = IsAnswered,
            Programs =
            {
                ["none"] = """new ChatClient("gpt-5.4", new ApiKeyCredential("test"), new OpenAIClientOptions { Transport = options.Transport })""",
                ["another"] = """new ChatClient("gpt-5.4-mini", new ApiKeyCredential("test"), new OpenAIClientOptions { Endpoint = new Uri("https://openrouter.ai/api/v1"), Transport = options.Transport })""",
                ["options of a target type"] = """new ChatClient(model: "gpt-5.4", credential: new ApiKeyCredential("test"), options: new() { Transport = options.Transport })""",
            },
        },
    ];

    static CredentialBehaviorTests()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", Credential.GoodKey);
        Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", Credential.GoodKey);
    }

    public static IEnumerable<object[]> Rows => Trial.Rows(Trials);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_fix_ends_the_failure_and_nothing_else(string surface, string program, string action) => Trial.AssertAsync(Trials, surface, program, action);

    private static bool IsAnswered(Scenario scenario, Seen seen) => seen.Answer?.Contains(Completion.WholeAnswer) == true;

    /// <summary>The body makes a <c>client</c>, of a <c>key</c> and with <c>options</c>.</summary>
    private static string Chat(string body, string given = "var options = new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(http), RetryPolicy = new ClientRetryPolicy(0) };") =>
        $$"""
        public static async Task<string?> AskAsync(HttpClient http)
        {
            {{given}}
            {{body}}
            ChatCompletion completion = await client.CompleteChatAsync("What is the capital of France?");
            return completion.Content[0].Text;
        }
        """;

    /// <summary>The body puts a <c>key</c> into the headers of a <c>request</c>.</summary>
    private static string Http(string body) =>
        $$$"""
        public static async Task<string?> AskAsync(HttpClient http)
        {
            var key = Environment.GetEnvironmentVariable("OPENAI_API_KEY")!;
            using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/chat/completions") { Content = new StringContent("{\"model\": \"gpt-5.4\"}") };
            {{{body}}}
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync();
        }
        """;
}
