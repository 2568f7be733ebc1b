using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using DelayFix = Verify<RetryWithoutDelayAnalyzer, RetryWithoutDelayFix>;
using GrowthFix = Verify<PoorBackoffAnalyzer, PoorBackoffFix>;

/// <summary>The fixes of AIAPI2003 and AIAPI2004: exponential backoff with jitter from what the loop has.</summary>
public class BackoffFixTests
{
    private const string Full = "await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);";

    [Theory]
    [InlineData("Console.WriteLine(ex.Message);", "Console.WriteLine(ex.Message);\n" + Full)]
    [InlineData("Console.WriteLine(ex.Message);\ncontinue;", "Console.WriteLine(ex.Message);\n" + Full + "\ncontinue;")]
    [InlineData("Task.Delay(1000); // a second", Full + " // a second")]
    public Task A_handler_waits_by_the_counter_of_its_loop(string before, string after) => DelayFix.Fixes(
        Loop("for (var attempt = 0; attempt < 5; attempt++)", before, mark: true), Loop("for (var attempt = 0; attempt < 5; attempt++)", after));

    [Fact]
    public Task A_loop_without_a_counter_gets_one() => DelayFix.Fixes(
        Loop("while (DateTime.UtcNow < deadline)", "Console.WriteLine(ex.Message);", mark: true),
        Loop(
            "var attempt = 0;\nwhile (DateTime.UtcNow < deadline)",
            "Console.WriteLine(ex.Message);\nawait Task.Delay(TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt++)) + Random.Shared.NextDouble()), cancellationToken);"));

    [Fact]
    public Task The_clock_of_the_code_is_waited_by() => DelayFix.Fixes(
        RetrySnippet.Sdk(Clocked("[|when (ex.Status is 429 or >= 500)|]", ""), "private readonly TimeProvider clock = TimeProvider.System;"),
        RetrySnippet.Sdk(
            Clocked("when (ex.Status is 429 or >= 500)", "        await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), clock, cancellationToken);\n"),
            "private readonly TimeProvider clock = TimeProvider.System;"));

    [Fact]
    public Task A_branch_on_the_response_heeds_Retry_After() => DelayFix.Fixes(
        RetrySnippet.Http("""
        for (var attempt = 1; ; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if ([|(int)response.StatusCode is 429 or >= 500 && attempt < 4|])
                continue;
            return response;
        }
        """),
        RetrySnippet.Http("""
        for (var attempt = 1; ; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if ((int)response.StatusCode is 429 or >= 500 && attempt < 4)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()), cancellationToken);
                continue;
            }
            return response;
        }
        """));

    [Fact]
    public Task A_method_that_is_not_async_sleeps() => DelayFix.Fixes(Sync("Console.WriteLine(ex.Message);", mark: true), Sync(
        "Console.WriteLine(ex.Message);\n                Thread.Sleep(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));"));

    [Fact]
    public Task Recursion_waits_by_the_parameter_that_it_counts() => DelayFix.Fixes(
        Recursion("[|when (attempt < 3 && ex.Status is 429 or >= 500)|]", ""),
        Recursion("when (attempt < 3 && ex.Status is 429 or >= 500)", "await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));\n        "));

    [Theory]
    [InlineData("await [|Task.Delay(1000)|];", "await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));")]
    [InlineData("await [|Task.Delay(TimeSpan.FromSeconds(2), cancellationToken)|];", Full)]
    [InlineData("[|Thread.Sleep(500)|];", "Thread.Sleep(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()));")]
    [InlineData("await [|Task.Delay(1000 * attempt)|];", "await Task.Delay(1000 * attempt + Random.Shared.Next(1000));")]
    [InlineData("await [|Task.Delay(1 << attempt)|];", "await Task.Delay((1 << attempt) + Random.Shared.Next(1000));")]
    [InlineData("await [|Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)), cancellationToken)|];", Full)]
    [InlineData("var pause = TimeSpan.FromMinutes(attempt);\nawait [|Task.Delay(pause)|];", "var pause = TimeSpan.FromMinutes(attempt);\nawait Task.Delay(pause + TimeSpan.FromMilliseconds(Random.Shared.Next(1000)));")]
    public Task The_delay_gets_what_it_lacks(string before, string after) => GrowthFix.Fixes(
        Loop("for (var attempt = 0; attempt < 5; attempt++)", before), Loop("for (var attempt = 0; attempt < 5; attempt++)", after));

    private static string Loop(string head, string handling, bool mark = false) => RetrySnippet.Sdk($$"""
        var deadline = DateTime.UtcNow.AddMinutes(2);
        {{head}}
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) {{(mark ? "[|when (ex.Status is 429 or >= 500)|]" : "when (ex.Status is 429 or >= 500)")}}
            {
                {{handling.Replace("\n", "\n        ")}}
            }
        }

        throw new TimeoutException($"{deadline}");
        """);

    private static string Clocked(string filter, string wait) => $$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) {{filter}}
            {
                Console.WriteLine(ex.Message);
        {{wait}}    }
        }

        throw new TimeoutException();
        """;

    private static string Sync(string handling, bool mark = false) => $$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class Assistant
        {
            public ChatCompletion Ask(ChatClient client, string prompt)
            {
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    try
                    {
                        return client.CompleteChat(prompt);
                    }
                    catch (ClientResultException ex) {{(mark ? "[|when (ex.Status is 429 or >= 500)|]" : "when (ex.Status is 429 or >= 500)")}}
                    {
                        {{handling.Replace("\n                ", "\n                ")}}
                    }
                }

                throw new TimeoutException();
            }
        }
        """;

    private static string Recursion(string filter, string waiting) => RetrySnippet.Sdk("""
        return await AskAgainAsync(prompt, 0);
        """,
        $$"""
        private async Task<ChatCompletion> AskAgainAsync(string prompt, int attempt)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) {{filter}}
            {
                {{waiting}}return await AskAgainAsync(prompt, attempt + 1);
            }
        }
        """);
}
