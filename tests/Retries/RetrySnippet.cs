using AiApi.Analyzers.Configuration;

namespace AiApi.Analyzers.Tests.Retries;

/// <summary>What the retry snippets share: a class with a client and a method that asks it.</summary>
internal static class RetrySnippet
{
    /// <summary>The body of a method that asks a model through the SDK. It has a client, a logger, a prompt and a token.</summary>
    public static string Sdk(string body, string members = "") => $$"""
        using System.ClientModel;
        using System.Net;
        using OpenAI.Chat;

        class Assistant
        {
            private readonly ChatClient client;
            private readonly Random random = new();

            public Assistant(ChatClient client) => this.client = client;

            public async Task<ChatCompletion> AskAsync(string prompt, CancellationToken cancellationToken)
            {
                {{Indented(body, 2)}}
            }

            {{Indented(members, 1)}}
        }
        """;

    /// <summary>The body of a method that posts to an AI endpoint itself. It has a client, the address, a body and a token.</summary>
    public static string Http(string body, string members = "") => $$"""
        using System.Net;
        using System.Net.Http.Headers;
        using System.Text;

        class Assistant
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";
            private readonly HttpClient http;

            public Assistant(HttpClient http) => this.http = http;

            public async Task<HttpResponseMessage> PostAsync(string json, CancellationToken cancellationToken)
            {
                {{Indented(body, 2)}}
            }

            {{Indented(members, 1)}}
        }
        """;

    /// <summary>All rules together say what is marked by their ids, and nothing else.</summary>
    public static Task AllRulesSay(string code, PackageSet packages) => Verify<UnreadableOptionAnalyzer>.Silent(code, packages);

    private static string Indented(string text, int levels) =>
        string.Join('\n', text.Split('\n').Select((line, index) => index == 0 || line.Length == 0 ? line : new string(' ', 4 * levels) + line));
}
