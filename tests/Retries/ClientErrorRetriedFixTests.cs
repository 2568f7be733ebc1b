using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Retries;

using Fix = Verify<ClientErrorRetriedAnalyzer, ClientErrorRetriedFix>;

public class ClientErrorRetriedFixTests
{
    [Theory]
    [InlineData("[|(ClientResultException ex)|]", "(ClientResultException ex) when (ex.Status is 0 or 408 or 409 or 429 or >= 500)")]
    [InlineData("[|(ClientResultException)|]", "(ClientResultException ex) when (ex.Status is 0 or 408 or 409 or 429 or >= 500)")]
    [InlineData("(ClientResultException) [|when (attempt < 3)|]", "(ClientResultException ex) when (attempt < 3 && ex.Status is 0 or 408 or 409 or 429 or >= 500)")]
    [InlineData("(ClientResultException ex) [|when (ex.Status != 401)|]", "(ClientResultException ex) when (ex.Status is 0 or 408 or 409 or 429 or >= 500)")]
    [InlineData("(ClientResultException ex) [|when (ex.Status is 400 or 429 or 503)|]", "(ClientResultException ex) when (ex.Status is 429 or 503)")]
    [InlineData("(ClientResultException ex) [|when (attempt < 3 && ex.Status >= 400)|]", "(ClientResultException ex) when (attempt < 3 && ex.Status is 408 or 409 or 429 or >= 500)")]
    [InlineData("(ClientResultException ex) [|when (Again(ex) || attempt < 2)|]", "(ClientResultException ex) when ((Again(ex) || attempt < 2) && ex.Status is 0 or 408 or 409 or 429 or >= 500)")]
    [InlineData("[|(Exception ex)|]", "(Exception ex) when (ex is not ClientResultException failed || failed.Status is 0 or 408 or 409 or 429 or >= 500)")]
    [InlineData("(Exception ex) [|when (attempt < 3)|]", "(Exception ex) when (attempt < 3 && (ex is not ClientResultException failed || failed.Status is 0 or 408 or 409 or 429 or >= 500))")]
    public Task The_filter_lets_transient_failures_in(string before, string after) => Fix.Fixes(Loop(before), Loop(after));

    [Fact]
    public Task A_handler_of_everything_gets_a_declaration() => Fix.Fixes(
        Loop("").Replace("catch \n", "[|catch|]\n").Replace("[|catch|]\n            {\n                await Task.Delay(Pause(attempt));\n            }", "[|catch\n            {\n                await Task.Delay(Pause(attempt));\n            }|]"),
        Loop("(Exception ex) when (ex is not ClientResultException failed || failed.Status is 0 or 408 or 409 or 429 or >= 500)"));

    [Theory]
    [InlineData("Anthropic", "ex is not AnthropicApiException failed || failed.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError", "Anthropic.Exceptions")]
    [InlineData("OpenAI", "ex is not ClientResultException failed || failed.Status is 0 or 408 or 409 or 429 or >= 500", "System.ClientModel")]
    public Task Behind_an_abstraction_is_an_SDK_that_the_project_refers_to(string sdk, string test, string added) => Fix.Fixes(
        Abstract("(Exception ex) [|when (attempt < 3)|]"),
        Abstract($"(Exception ex) when (attempt < 3 && ({test}))").Replace("using System.Net;", added == "System.ClientModel" ? $"using {added};\nusing System.Net;" : $"using System.Net;\nusing {added};"),
        Packages.ExtensionsAI + (sdk == "OpenAI" ? Packages.OpenAI : Packages.Anthropic));

    [Fact]
    public Task The_codes_come_from_the_option() => Fix.Fixes(
        Loop("[|(ClientResultException ex)|]"),
        Loop("(ClientResultException ex) when (ex.Status is 0 or 404 or 429 or >= 500)"),
        new() { EditorConfig = "aiapi_retryable_status_codes = 404, 429" });

    [Fact]
    public Task The_status_of_an_HTTP_failure_can_be_null() => Fix.Fixes(
        Http("[|(HttpRequestException)|]"),
        Http("(HttpRequestException ex) when (ex.StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)"));

    [Fact]
    public Task A_response_that_is_returned_is_returned_for_what_stays_wrong_too() => Fix.Fixes(
        Response("if ([|response.IsSuccessStatusCode|])\n            return response;"),
        Response("if ((int)response.StatusCode is not (408 or 409 or 429 or >= 500))\n            return response;"));

    [Fact]
    public Task The_head_of_a_loop_is_narrowed() => Fix.Fixes(
        RetrySnippet.Http("""
        HttpResponseMessage response;
        var attempt = 0;
        do
        {
            response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            await Task.Delay(1000 * ++attempt + Random.Shared.Next(250), cancellationToken);
        }
        while ([|!response.IsSuccessStatusCode && attempt < 5|]);
        return response;
        """),
        RetrySnippet.Http("""
        HttpResponseMessage response;
        var attempt = 0;
        do
        {
            response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            await Task.Delay(1000 * ++attempt + Random.Shared.Next(250), cancellationToken);
        }
        while ((int)response.StatusCode is 408 or 409 or 429 or >= 500 && attempt < 5);
        return response;
        """));

    [Fact]
    public Task What_stays_wrong_throws_where_the_code_goes_on_with_a_good_answer() => Fix.Fixes(
        Response("if ([|!response.IsSuccessStatusCode|])\n        {\n            await Task.Delay(Pause(attempt));\n            continue;\n        }\n\n        Console.WriteLine(await response.Content.ReadAsStringAsync());\n        return response;"),
        Response("if (!response.IsSuccessStatusCode)\n        {\n            if ((int)response.StatusCode is not (408 or 409 or 429 or >= 500))\n                response.EnsureSuccessStatusCode();\n\n            await Task.Delay(Pause(attempt));\n            continue;\n        }\n\n        Console.WriteLine(await response.Content.ReadAsStringAsync());\n        return response;"));

    [Fact]
    public Task Two_loops_are_fixed_at_once() => Fix.Fixes(
        Loop("[|(ClientResultException ex)|]") + Loop("(ClientResultException other) [|when (attempt < 3)|]").Replace("using System.ClientModel;\nusing System.Net;\nusing OpenAI.Chat;\n", "").Replace("Assistant", "Another"),
        Loop("(ClientResultException ex) when (ex.Status is 0 or 408 or 409 or 429 or >= 500)")
            + Loop("(ClientResultException other) when (attempt < 3 && other.Status is 0 or 408 or 409 or 429 or >= 500)").Replace("using System.ClientModel;\nusing System.Net;\nusing OpenAI.Chat;\n", "").Replace("Assistant", "Another"));

    [Fact]
    public Task Before_pattern_combinators_nothing_is_offered() => Fix.OffersNothing(
        """
        using System;
        using System.ClientModel;
        using System.Threading.Tasks;
        using OpenAI.Chat;

        class Assistant
        {
            public async Task<ChatCompletion> AskAsync(ChatClient client, string prompt)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await client.CompleteChatAsync(prompt);
                    }
                    catch (ClientResultException) [|when (attempt < 3)|]
                    {
                        await Task.Delay(1000);
                    }
                }
            }
        }
        """,
        new() { LanguageVersion = LanguageVersion.CSharp8, ImplicitUsings = false });

    private static string Loop(string caught) => RetrySnippet.Sdk($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch {{caught}}
            {
                await Task.Delay(Pause(attempt));
            }
        }

        throw new TimeoutException();
        """, Members);

    private static string Abstract(string caught) => $$"""
        using System.Net;
        using Microsoft.Extensions.AI;

        class Assistant
        {
            public async Task<string> AskAsync(IChatClient client)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return (await client.GetResponseAsync("Hello")).Text;
                    }
                    catch {{caught}}
                    {
                        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));
                    }
                }
            }
        }
        """;

    private static string Http(string caught) => RetrySnippet.Http($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return (await http.PostAsync(Url, new StringContent(json))).EnsureSuccessStatusCode();
            }
            catch {{caught}} // try again
            {
                await Task.Delay(Pause(attempt));
            }
        }

        throw new TimeoutException();
        """, Members);

    private static string Response(string test) => RetrySnippet.Http($$"""
        for (var attempt = 0; ; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if (attempt == 5)
                throw new TimeoutException();
        {{"    " + test.Replace("\n    ", "\n")}}
            await Task.Delay(Pause(attempt));
        }
        """, Members);

    private const string Members = """
        private static TimeSpan Pause(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble());

        private static bool Again(Exception ex) => ex is not null;
        """;
}
