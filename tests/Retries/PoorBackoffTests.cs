using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<PoorBackoffAnalyzer>;

public class PoorBackoffTests
{
    private const string Neither = "neither grows with the attempts nor has a random part";
    private const string NoGrowth = "does not grow with the attempts";
    private const string NoRandom = "has no random part";

    [Theory]
    [InlineData("await {|#0:Task.Delay(1000)|};", Neither)]
    [InlineData("await {|#0:Task.Delay(TimeSpan.FromSeconds(2), cancellationToken)|};", Neither)]
    [InlineData("await {|#0:Task.Delay(pause)|};", Neither)]
    [InlineData("await {|#0:Task.Delay(Pause)|};", Neither)]
    [InlineData("{|#0:Thread.Sleep(500)|};", Neither)]
    [InlineData("await {|#0:PauseAsync()|};", Neither)]
    [InlineData("await {|#0:Task.Delay(1000 + random.Next(500))|};", NoGrowth)]
    [InlineData("await {|#0:Task.Delay(TimeSpan.FromSeconds(1 + Random.Shared.NextDouble()))|};", NoGrowth)]
    [InlineData("await {|#0:Task.Delay(1000 * attempt)|};", NoRandom)]
    [InlineData("await {|#0:Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)))|};", NoRandom)]
    [InlineData("await {|#0:Task.Delay(1 << attempt, cancellationToken)|};", NoRandom)]
    [InlineData("await {|#0:Task.Delay(pause)|}; pause *= 2;", NoRandom)]
    [InlineData("await {|#0:Task.Delay(pause)|}; pause = pause * 2;", NoRandom)]
    [InlineData("var seconds = Math.Min(30, Math.Pow(2, attempt)); await {|#0:Task.Delay(TimeSpan.FromSeconds(seconds))|};", NoRandom)]
    [InlineData("await {|#0:Task.Delay(Pauses[attempt])|};", NoRandom)]
    [InlineData("await {|#0:Task.Delay(Backoff(attempt))|};", NoRandom)]
    [InlineData("TryPause(out var given); await {|#0:Task.Delay(given)|};", Neither)]
    public Task What_the_delay_lacks_is_named(string waiting, string lack) => Rule.Reports(Loop(waiting), null, new DiagnosticResult(PoorBackoffAnalyzer.Descriptor).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(lack));

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + random.NextDouble()));")]
    [InlineData("await Task.Delay(1000 * attempt + Random.Shared.Next(250), cancellationToken);")]
    [InlineData("pause *= 2; await Task.Delay(pause + random.Next(100));")]
    [InlineData("var jitter = random.Next(0, 1000); await Task.Delay((1 << attempt) * 1000 + jitter);")]
    [InlineData("await Task.Delay(BackoffWithJitter(attempt));")]
    [InlineData("await Task.Delay(1000 * attempt); await Task.Delay(random.Next(500));")]
    [InlineData("await Task.Delay(ex.GetRawResponse()!.Headers.TryGetValue(\"Retry-After\", out var after) ? int.Parse(after!) * 1000 : 5000);")]
    [InlineData("await Task.Delay(RetryAfter(ex) ?? TimeSpan.FromSeconds(5));")]
    [InlineData("if (!TryRetryAfter(ex, out var pause2)) throw; await Task.Delay(pause2);")]
    [InlineData("await Task.Delay(strategy.NextPause());")]
    [InlineData("await strategy.DelayAsync(attempt);")]
    public Task A_delay_that_grows_with_a_random_part_or_that_others_compute_is_silent(string waiting) => Rule.Silent(Loop(waiting));

    [Fact]
    public Task A_delay_that_the_server_names_is_silent() => Rule.Silent(RetrySnippet.Http("""
        for (var attempt = 1; ; attempt++)
        {
            var response = await http.PostAsync(Url, new StringContent(json), cancellationToken);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == 4)
                return response;
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5), cancellationToken);
        }
        """));

    [Fact]
    public Task The_parameter_of_a_recursion_grows() => Rule.Reports(RetrySnippet.Sdk("""
        return await AskAgainAsync(prompt, 0);
        """,
        """
        private async Task<ChatCompletion> AskAgainAsync(string prompt, int attempt)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (attempt < 3 && ex.Status is 429 or >= 500)
            {
                await {|#0:Task.Delay(1000 * attempt)|};
                return await AskAgainAsync(prompt, attempt + 1);
            }
        }
        """),
        null,
        new DiagnosticResult(PoorBackoffAnalyzer.Descriptor).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(NoRandom));

    [Fact]
    public Task A_list_of_delays_grows() => Rule.Reports(RetrySnippet.Sdk("""
        foreach (var seconds in new[] { 1, 2, 4, 8 })
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                await {|#0:Task.Delay(TimeSpan.FromSeconds(seconds))|};
            }
        }

        throw new TimeoutException();
        """),
        null,
        new DiagnosticResult(PoorBackoffAnalyzer.Descriptor).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(NoRandom));

    private static string Loop(string waiting) => RetrySnippet.Sdk($$"""
        var pause = 1000;
        for (var attempt = 1; attempt < 4; attempt++)
        {
            try
            {
                return await client.CompleteChatAsync(prompt);
            }
            catch (ClientResultException ex) when (ex.Status is 429 or >= 500)
            {
                Console.WriteLine($"{ex.Message} {pause}");
                {{waiting}}
            }
        }

        throw new TimeoutException();
        """,
        """
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
        private static readonly int[] Pauses = { 0, 1000, 2000, 4000 };
        private readonly IStrategy strategy = null!;

        private interface IStrategy { TimeSpan NextPause(); Task DelayAsync(int attempt); }

        private static Task PauseAsync() => Task.Delay(1000);

        private static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt));

        private static TimeSpan BackoffWithJitter(int attempt) => Backoff(attempt) + TimeSpan.FromMilliseconds(Random.Shared.Next(1000));

        private static bool TryRetryAfter(ClientResultException ex, out TimeSpan delay)
        {
            delay = RetryAfter(ex) ?? TimeSpan.Zero;
            return delay > TimeSpan.Zero;
        }

        private static bool TryPause(out TimeSpan delay)
        {
            delay = TimeSpan.FromSeconds(3);
            return true;
        }

        private static TimeSpan? RetryAfter(ClientResultException ex) =>
            ex.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true && int.TryParse(text, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
        """);
}
