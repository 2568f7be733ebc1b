using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<RetryWithoutDelayAnalyzer>;

public class RetryWithoutDelayTests
{
    [Theory]
    [InlineData("Console.WriteLine(ex.Message);")]
    [InlineData("Task.Delay(1000);")]
    [InlineData("_ = Task.Delay(1000, cancellationToken);")]
    [InlineData("await Task.Delay(0);")]
    [InlineData("await Task.Delay(TimeSpan.Zero);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(0));")]
    [InlineData("await Task.Yield();")]
    [InlineData("await WaitForNothingAsync();")]
    [InlineData("Console.WriteLine(ComputeDelay(attempt));")]
    public Task A_handler_that_does_not_wait_is_reported(string handling) => Rule.Reports(RetrySnippet.Sdk($$"""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) [|when (ex.Status is 429 or >= 500)|]
            {
                {{handling}}
            }
        }

        throw new TimeoutException();
        """,
        """
        private Task WaitForNothingAsync() => Task.CompletedTask;

        private TimeSpan ComputeDelay(int attempt) => TimeSpan.FromSeconds(attempt);
        """));

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()), cancellationToken);")]
    [InlineData("Thread.Sleep(1000 * attempt + random.Next(500));")]
    [InlineData("Task.Delay(1000 * attempt + random.Next(500)).Wait();")]
    [InlineData("await BackoffAsync(attempt);")]
    [InlineData("await delay(TimeSpan.FromSeconds(attempt + random.NextDouble()), cancellationToken);")]
    [InlineData("if (attempt < 4) await Task.Delay(1000 * attempt + random.Next(500));")]
    [InlineData("var pause = Task.Delay(1000 * attempt + random.Next(500)); await pause;")]
    [InlineData("SpinWait.SpinUntil(() => false, 1000 * attempt + random.Next(500));")]
    [InlineData("await pacing.UntilNextTickAsync();")]
    public Task A_handler_that_waits_is_silent(string handling) => Rule.Silent(RetrySnippet.Sdk($$"""
        for (var attempt = 1; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                Console.WriteLine(ex.Message);
                {{handling}}
            }
        }

        throw new TimeoutException();
        """,
        """
        private readonly Func<TimeSpan, CancellationToken, Task> delay = Task.Delay;

        private readonly IPacing pacing = null!;

        private interface IPacing
        {
            Task UntilNextTickAsync();
        }

        private Task BackoffAsync(int attempt) => Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));
        """));

    [Fact]
    public Task A_wait_at_the_head_of_the_loop_is_one() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()), cancellationToken);
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                Console.WriteLine(ex.Message);
            }
        }

        throw new TimeoutException();
        """));

    [Fact]
    public Task A_wait_in_finally_is_one() => Rule.Silent(RetrySnippet.Sdk("""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                Console.WriteLine(ex.Message);
            }
            finally
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()), cancellationToken);
            }
        }

        throw new TimeoutException();
        """));

    [Fact]
    public Task One_handler_waits_and_another_does_not() => Rule.Reports(RetrySnippet.Sdk("""
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status == 429)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()), cancellationToken);
            }
            catch (ClientResultException ex) [|when (ex.Status >= 500)|]
            {
                Console.WriteLine(ex.Message);
            }
        }

        throw new TimeoutException();
        """));

    [Fact]
    public Task A_branch_on_the_status_that_does_not_wait_is_reported() => Rule.Reports(RetrySnippet.Http("""
        for (var attempt = 1; ; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if ([|(int)response.StatusCode is 429 or >= 500 && attempt < 4|])
                continue;
            return response;
        }
        """));

    [Fact]
    public Task Recursion_without_a_wait_is_reported() => Rule.Reports(RetrySnippet.Sdk("""
        return await AskAgainAsync(prompt, 0);
        """,
        """
        private async Task<ChatCompletion> AskAgainAsync(string prompt, int attempt)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) [|when (attempt < 3 && ex.Status is 429 or >= 500)|]
            {
                return await AskAgainAsync(prompt, attempt + 1);
            }
        }
        """));

    [Fact]
    public Task A_timer_between_the_attempts_is_a_wait() => Rule.Silent(RetrySnippet.Sdk("""
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(20));
        do
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                Console.WriteLine(ex.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
        throw new TimeoutException();
        """),
        new() { OthersMaySpeak = true });
}
