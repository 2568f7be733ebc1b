using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using DetailFix = Verify<ErrorDetailLostAnalyzer, ErrorDetailLostFix>;
using StatusFix = Verify<StatusUncheckedAnalyzer, StatusUncheckedFix>;

/// <summary>The fixes of AIAPI2007 and AIAPI2009: exceptions that carry what the API says.</summary>
public class ErrorDetailFixTests
{
    private const string Thrown = """
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"The request failed with status {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}", null, response.StatusCode);
        """;

    [Theory]
    [InlineData("")]
    [InlineData("_ = ")]
    public Task The_guard_reads_the_body(string discard) => DetailFix.Fixes(
        Http($$"""
            using var response = await http.PostAsync(Url, content, cancellationToken);
            // No answer without success.
            {{discard}}response.[|EnsureSuccessStatusCode|](); // throws
            return await response.Content.ReadAsStringAsync(cancellationToken);
            """),
        Http($$"""
            using var response = await http.PostAsync(Url, content, cancellationToken);
            // No answer without success.
            {{Thrown}} // throws
            return await response.Content.ReadAsStringAsync(cancellationToken);
            """));

    [Fact]
    public Task A_branch_that_throws_says_why() => DetailFix.Fixes(
        Http("""
            var response = await http.PostAsync(Url, content, cancellationToken);
            if ([|!response.IsSuccessStatusCode|])
                throw new InvalidOperationException("The model did not answer.");
            return await response.Content.ReadAsStringAsync(cancellationToken);
            """),
        Http("""
            var response = await http.PostAsync(Url, content, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException($"The model did not answer: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            return await response.Content.ReadAsStringAsync(cancellationToken);
            """));

    [Theory]
    [InlineData("var response = await http.PostAsync(Url, content, cancellationToken); if ([|!response.IsSuccessStatusCode|]) return null; return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = (await http.PostAsync(Url, content, cancellationToken)).[|EnsureSuccessStatusCode|](); return await response.Content.ReadAsStringAsync();")]
    public Task Where_nothing_is_thrown_there_is_nothing_to_add_to(string body) => DetailFix.OffersNothing(Http(body));

    [Theory]
    [InlineData("[|(ClientResultException)|]", "(ClientResultException ex)")]
    [InlineData("[|(Exception failure)|]", "(Exception failure)")]
    public Task The_exception_becomes_the_cause(string before, string after) => DetailFix.Fixes(
        Sdk(before, "throw new InvalidOperationException(\"The model did not answer.\");"),
        Sdk(after, $"throw new InvalidOperationException(\"The model did not answer.\", {(after.Contains("failure") ? "failure" : "ex")});"));

    [Fact]
    public Task A_handler_that_swallows_is_for_its_author_to_change() => DetailFix.OffersNothing(Sdk("[|(Exception)|]", "return null;"));

    [Theory]
    [InlineData("[|(Exception)|]", "// The answer may be missing.\n            return null;", "(Exception ex)", "logger.LogError(ex, \"The request to the model failed.\");\n            // The answer may be missing.\n            return null;")]
    [InlineData("[|(ClientResultException failure)|]", "return null;", "(ClientResultException failure)", "logger.LogError(failure, \"The request to the model failed.\");\n            return null;")]
    public Task A_handler_that_swallows_logs_where_there_is_a_logger(string caught, string handling, string named, string logging) => DetailFix.Fixes(
        WithLogger(Sdk(caught, handling)), WithLogger(Sdk(named, logging)), new SnippetOptions { Action = ErrorDetailLostFix.LogException, Packages = Packages.OpenAI });

    [Fact]
    public Task A_bare_handler_logs_too() => DetailFix.Fixes(
        WithLogger(Sdk("", "return null;").Replace("catch ", "[|catch|]")),
        WithLogger(Sdk("(Exception ex)", "logger.LogError(ex, \"The request to the model failed.\");\n            return null;")),
        new SnippetOptions { Action = ErrorDetailLostFix.LogException, Packages = Packages.OpenAI });

    [Fact]
    public Task A_handler_that_throws_needs_no_log() => DetailFix.OffersNothing(
        WithLogger(Sdk("[|(Exception)|]", "throw new InvalidOperationException(\"The model did not answer.\");")), new SnippetOptions { Action = ErrorDetailLostFix.LogException, Packages = Packages.OpenAI });

    [Theory]
    [InlineData("using var document = JsonDocument.[|Parse|](await response.Content.ReadAsStringAsync(cancellationToken));")]
    [InlineData("var body = await response.Content.ReadAsStringAsync(cancellationToken);\nusing var document = JsonDocument.[|Parse|](body);")]
    public Task A_guard_stands_before_the_body_is_parsed(string parse) => StatusFix.Fixes(
        Http($$"""
            var response = await http.PostAsync(Url, content, cancellationToken);
            {{parse}}
            return document.RootElement.GetProperty("id").GetString();
            """),
        Http($$"""
            var response = await http.PostAsync(Url, content, cancellationToken);
            {{Thrown}}

            {{parse.Replace("[|", "").Replace("|]", "")}}
            return document.RootElement.GetProperty("id").GetString();
            """));

    [Fact]
    public Task Where_there_is_no_variable_there_is_no_guard() => StatusFix.OffersNothing(Http("""
        var body = await (await http.PostAsync(Url, content, cancellationToken)).Content.ReadAsStringAsync();
        return JsonDocument.[|Parse|](body).RootElement.GetProperty("id").GetString();
        """));

    private static string Http(string body) => $$"""
        using System.Text.Json;

        class Assistant
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";
            private readonly HttpClient http = new();

            public async Task<string?> AskAsync(HttpContent content, CancellationToken cancellationToken)
            {
                {{body.Replace("\n", "\n        ").Replace("        \n", "\n")}}
            }
        }
        """;

    private static string WithLogger(string code) => code
        .Replace("using OpenAI.Chat;", "using Microsoft.Extensions.Logging;\nusing OpenAI.Chat;")
        .Replace("public Assistant(ChatClient client) => this.client = client;", "private readonly ILogger<Assistant> logger;\n\n    public Assistant(ChatClient client, ILogger<Assistant> logger) => (this.client, this.logger) = (client, logger);");

    private static string Sdk(string caught, string handling) => $$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class Assistant
        {
            private readonly ChatClient client;

            public Assistant(ChatClient client) => this.client = client;

            public async Task<ChatCompletion?> AskAsync(string prompt)
            {
                try
                {
                    return await client.CompleteChatAsync(prompt);
                }
                catch {{caught}}
                {
                    {{handling}}
                }
            }
        }
        """;
}
