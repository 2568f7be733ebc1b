using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Retries;

/// <summary>Fix All of every fix of the family, over several reports of a file and several files: in document, project and solution.</summary>
public class RetryFixAllTests
{
    private const string Backoff = "await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));";

    [Fact]
    public Task Client_errors() => Everywhere<ClientErrorRetriedAnalyzer, ClientErrorRetriedFix>(
        Loop("catch (ClientResultException) [|when (attempt < 3)|]", Backoff), Loop("catch (ClientResultException ex) when (attempt < 3 && ex.Status is 0 or 408 or 409 or 429 or >= 500)", Backoff));

    [Fact]
    public Task Rate_limits() => Everywhere<RateLimitNotRetriedAnalyzer, RateLimitNotRetriedFix>(
        Loop("catch (ClientResultException ex) [|when (attempt < 3 && ex.Status >= 500)|]", Backoff), Loop("catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 500)", Backoff));

    [Fact]
    public Task Waits() => Everywhere<RetryWithoutDelayAnalyzer, RetryWithoutDelayFix>(
        Loop("catch (ClientResultException ex) [|when (attempt < 3 && ex.Status is 429 or >= 500)|]", "Console.WriteLine(ex.Message);"),
        Loop("catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 500)", "Console.WriteLine(ex.Message);\n            " + Backoff));

    [Fact]
    public Task Delays() => Everywhere<PoorBackoffAnalyzer, PoorBackoffFix>(
        Loop("catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 500)", "await [|Task.Delay(1000)|];"),
        Loop("catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 500)", Backoff));

    [Fact]
    public Task Limits() => Everywhere<RetryWithoutLimitAnalyzer, RetryWithoutLimitFix>(
        Loop("catch (ClientResultException ex) when (ex.Status is 429 or >= 500)", "await Task.Delay(5000);", "[|while (true)|]"),
        Loop("catch (ClientResultException ex) when (attempt < 5 && ex.Status is 429 or >= 500)", "await Task.Delay(5000);", "for (var attempt = 1; ; attempt++)"));

    [Fact]
    public Task The_clients_own_retries() => Everywhere<MultipliedRetryAnalyzer, MultipliedRetryFix>(
        Multiplied("new ChatClient(\"gpt-5.4\", key)", "[|for (var attempt = 1; ; attempt++)|]"),
        Multiplied("new ChatClient(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0) })", "for (var attempt = 1; ; attempt++)"));

    [Fact]
    public Task Details() => Everywhere<ErrorDetailLostAnalyzer, ErrorDetailLostFix>(
        Method("string", "try { return (await client.CompleteChatAsync(prompt)).Value.Id; } catch [|(ClientResultException)|] { throw new InvalidOperationException(\"No answer.\"); }"),
        Method("string", "try { return (await client.CompleteChatAsync(prompt)).Value.Id; } catch (ClientResultException ex) { throw new InvalidOperationException(\"No answer.\", ex); }"));

    [Fact]
    public Task Default_policies() => Everywhere<DefaultClientRetriesAnalyzer, DefaultClientRetriesFix>(
        "public static ChatClient Ask{0}(string key) => [|new|](\"gpt-5.4\", key);",
        "public static ChatClient Ask{0}(string key) => new(\"gpt-5.4\", new ApiKeyCredential(key), new OpenAIClientOptions {{ RetryPolicy = new ClientRetryPolicy(3) }});");

    [Fact]
    public Task Statuses() => Everywhere<StatusUncheckedAnalyzer, StatusUncheckedFix>(
        Method("string?", """
            var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(prompt));
                    using var document = JsonDocument.[|Parse|](await response.Content.ReadAsStringAsync());
                    return document.RootElement.GetProperty("id").GetString();
            """),
        Method("string?", """
            var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(prompt));
                    if (!response.IsSuccessStatusCode)
                        throw new HttpRequestException($"The request failed with status {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}", null, response.StatusCode);

                    using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                    return document.RootElement.GetProperty("id").GetString();
            """));

    [Fact]
    public Task Uses_of_one_method_are_fixed_by_one_edit() => Verify<ClientErrorRetriedAnalyzer, ClientErrorRetriedFix>.Fixes(
        Shared("[|async () => (await client.CompleteChatAsync(prompt)).Value.Id|]", "catch (Exception) when (attempt < 3)"),
        Shared("async () => (await client.CompleteChatAsync(prompt)).Value.Id", "catch (Exception ex) when (attempt < 3 && (ex is not ClientResultException failed || failed.Status is 0 or 408 or 409 or 429 or >= 500))"));

    /// <summary>Two reports in one file and one in another.</summary>
    private static Task Everywhere<TAnalyzer, TFix>(string before, string after)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => Verify<TAnalyzer, TFix>.Fixes(
            Class("First", before, 2),
            Class("First", after, 2),
            new SnippetOptions
            {
                ConfigureFix = test =>
                {
                    test.TestState.Sources.Add(Class("Second", before, 1));
                    test.FixedState.Sources.Add(Class("Second", after, 1));
                },
            });

    private static string Class(string name, string method, int count) => $$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using System.Text.Json;
        using OpenAI;
        using OpenAI.Chat;

        class {{name}}
        {
            private readonly ChatClient client;
            private readonly HttpClient http = new();

            public {{name}}(ChatClient client) => this.client = client;

            {{string.Join("\n\n    ", Enumerable.Range(0, count).Select(number => string.Format(System.Globalization.CultureInfo.InvariantCulture, method, number)))}}
        }
        """;

    private static string Method(string result, string body) => $$"""
        public async Task<{{result}}> Ask<0>Async(string prompt)
            {
                {{body}}
            }
        """.Replace("{", "{{").Replace("}", "}}").Replace("<0>", "{0}");

    private static string Loop(string handler, string wait, string head = "for (var attempt = 0; ; attempt++)") => Method("string", $$"""
        {{head}}
                {
                    try
                    {
                        return (await client.CompleteChatAsync(prompt)).Value.Id;
                    }
                    {{handler}}
                    {
                        {{wait.Replace("\n            ", "\n                ")}}
                    }
                }
        """);

    private static string Multiplied(string creation, string head) => Loop("catch (Exception ex) when (attempt < 4 && (ex is not ClientResultException failed || failed.Status is 0 or 408 or 429 or >= 500))", Backoff, head)
        .Replace("string prompt)", "string prompt, string key)").Replace(head, $"var own = {creation.Replace("{", "{{").Replace("}", "}}")};\n        {head}").Replace("await client.", "await own.");

    private static string Shared(string request, string handler) => RetrySnippet.Sdk(
        "return (ChatCompletion)(await client.CompleteChatAsync(prompt));",
        $$"""
        public Task<string> FirstAsync(string prompt) => AgainAsync({{request}});

        public Task<string> SecondAsync(string prompt) => AgainAsync({{request}});

        private static async Task<string> AgainAsync(Func<Task<string>> action)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await action();
                }
                {{handler}}
                {
                    {{Backoff}}
                }
            }
        }
        """);
}
