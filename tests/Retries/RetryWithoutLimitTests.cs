using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<RetryWithoutLimitAnalyzer>;

public class RetryWithoutLimitTests
{
    [Fact]
    public Task A_loop_without_an_end_is_reported() => Rule.Reports(RetrySnippet.Sdk("""
        [|while (true)|]
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                await Task.Delay(1000);
            }
        }
        """));

    [Fact]
    public Task A_counter_that_nobody_looks_at_is_no_end() => Rule.Reports(RetrySnippet.Sdk("""
        [|for (var attempt = 0; ; attempt++)|]
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempt, 6))));
            }
        }
        """));

    [Fact]
    public Task A_count_that_has_a_say_in_a_flag_is_an_end() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex)
            {
                var isLast = attempt == 3 || ex.Status is not (429 or >= 500);
                if (isLast)
                    throw;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
            }
        }
        """));

    [Fact]
    public Task A_flag_that_only_the_failure_sets_is_no_end() => Rule.Reports(RetrySnippet.Sdk("""
        [|for (var attempt = 0; ; attempt++)|]
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex)
            {
                var isLast = ex.Status == 400 || ex.Status is not (429 or >= 500);
                if (isLast)
                    throw;
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempt, 6)) + random.NextDouble()));
            }
        }
        """));

    [Fact]
    public Task A_flag_that_only_success_sets_is_no_end() => Rule.Reports(RetrySnippet.Sdk("""
        ChatCompletion completion = null!;
        var done = false;
        [|while (!done)|]
        {
            try
            {
                completion = await client.CompleteChatAsync(prompt);
                done = true;
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                await Task.Delay(1000);
            }
        }

        return completion;
        """));

    [Fact]
    public Task A_loop_until_there_is_a_reply_has_no_end() => Rule.Reports(RetrySnippet.Sdk("""
        ChatCompletion? completion = null;
        [|while (completion is null)|]
        {
            try
            {
                completion = await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                await Task.Delay(1000);
            }
        }

        return completion;
        """));

    [Fact]
    public Task Goto_without_an_end_is_reported_at_the_label() => Rule.Reports(RetrySnippet.Sdk("""
        [|again|]:
        try
        {
            return await client.CompleteChatAsync(prompt);
        }
        catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
        {
            await Task.Delay(1000);
        }

        goto again;
        """));

    [Fact]
    public Task Repeating_a_response_for_ever_is_reported() => Rule.Reports(RetrySnippet.Http("""
        [|do|]
        {
            var response = await http.PostAsync(Url, new StringContent(json));
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
                return response;
            await Task.Delay(1000);
        }
        while (true);
        """));

    [Theory]
    [InlineData("for (var attempt = 0; attempt < 5; attempt++)", "", "1000")]
    [InlineData("while (DateTime.UtcNow < deadline)", "", "1000")]
    [InlineData("while (true)", "if (DateTime.UtcNow > deadline) throw;", "1000")]
    [InlineData("while (true)", "if (watch.Elapsed > TimeSpan.FromMinutes(2)) throw;", "1000")]
    [InlineData("while (true)", "if (++tries > 5) throw;", "1000")]
    [InlineData("while (!cancellationToken.IsCancellationRequested)", "", "1000")]
    [InlineData("while (true)", "cancellationToken.ThrowIfCancellationRequested();", "1000")]
    [InlineData("while (true)", "", "1000, cancellationToken")]
    [InlineData("foreach (var pause in new[] { 1, 2, 4 })", "", "1000 * pause")]
    [InlineData("while (budget.TryTake())", "", "1000")]
    public Task A_loop_that_something_can_end_is_silent(string loop, string handling, string delay) => Rule.Silent(RetrySnippet.Sdk($$"""
        var deadline = DateTime.UtcNow.AddMinutes(2);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var tries = 0;
        {{loop}}
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                {{handling}}
                await Task.Delay({{delay}});
            }
        }

        throw new TimeoutException($"Gave up after {watch.Elapsed}, attempt {tries}.");
        """,
        """
        private readonly Budget budget = new();

        private class Budget { public bool TryTake() => false; }
        """),
        new() { OthersMaySpeak = true, Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable });

    [Fact]
    public Task A_cancellable_request_can_end_the_loop() => Rule.Silent(RetrySnippet.Sdk("""
        while (true)
        {
            try
            {
                return await client.CompleteChatAsync(new ChatMessage[] { prompt }, cancellationToken: cancellationToken);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                await Task.Delay(1000);
            }
        }
        """),
        new() { OthersMaySpeak = true });

    [Fact]
    public Task A_handler_that_swallows_the_cancellation_takes_that_end_away() => Rule.Reports(RetrySnippet.Sdk("""
        [|while (true)|]
        {
            try
            {
                return await client.CompleteChatAsync(new ChatMessage[] { prompt }, cancellationToken: cancellationToken);
            }
            catch (Exception)
            {
                await Task.Delay(1000);
            }
        }
        """));
}
