using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

/// <summary>The rules on retries that Polly makes. Each snippet is held against all rules: what is not marked must be silent.</summary>
public class PollyTests
{
    [Theory]
    [InlineData("Policy.{|AIAPI2001:Handle<ClientResultException>|}().WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.{|AIAPI2001:Handle<Exception>|}().WaitAndRetryAsync(3, attempt => Pause(attempt))")]
    [InlineData("Policy.Handle<ClientResultException>({|AIAPI2001:ex => ex.Status != 401|}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).Or<ClientResultException>({|AIAPI2001:ex => ex.Status == 404|}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>({|AIAPI2002:ex => ex.Status >= 500|}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>({|AIAPI2002:IsServerError|}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>({|AIAPI2002:ex => { if (ex.Status == 503) return true; return ex.Status == 500; }|}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).{|AIAPI2003:RetryAsync|}(3)")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).{|AIAPI2003:WaitAndRetryAsync|}(3, _ => TimeSpan.Zero)")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, {|AIAPI2004:_ => TimeSpan.FromSeconds(2)|})")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, {|AIAPI2004:attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt))|})")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync({|AIAPI2004:new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4) }|})")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).{|AIAPI2005:WaitAndRetryForeverAsync|}(Pause)")]
    public Task A_policy_around_an_SDK_call(string policy) =>
        RetrySnippet.AllRulesSay(PollySnippet.Policy(policy), PollySnippet.Packages7);

    [Theory]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>(ex => ex.Status == 429).Or<ClientResultException>(ex => ex.Status >= 500).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>(ex => ex.Message.Contains(\"again\")).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).RetryAsync(3, async (_, attempt) => await Task.Delay(Pause(attempt)))")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, (attempt, ex, _) => ex is ClientResultException ? Pause(attempt) : TimeSpan.Zero, (_, _, _, _) => Task.CompletedTask)")]
    public Task A_policy_that_does_right_is_silent(string policy) => Verify<ClientErrorRetriedAnalyzer>.Silent(PollySnippet.Policy(policy), PollySnippet.Packages7);

    [Fact]
    public Task A_try_around_the_policy_handles_what_comes_out_of_it() => Verify<ClientErrorRetriedAnalyzer>.Reports(PollySnippet.Class("""
        public async Task<ChatCompletion?> AskAsync(string prompt)
        {
            var policy = Policy.{|AIAPI2001:Handle<ClientResultException>|}().WaitAndRetryAsync(3, Pause);
            try
            {
                return await policy.ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
            }
            catch (ClientResultException ex)
            {
                Console.WriteLine(ex);
                return null;
            }
        }
        """), new() { Packages = PollySnippet.Packages7 });

    [Theory]
    [InlineData("Policy<HttpResponseMessage>.Handle<HttpRequestException>().OrResult({|AIAPI2001:r => !r.IsSuccessStatusCode|}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.HandleResult<HttpResponseMessage>({|AIAPI2002:r => (int)r.StatusCode >= 500|}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.TooManyRequests).WaitAndRetryAsync(3, (attempt, r, _) => r.Result.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(2), (_, _, _, _) => Task.CompletedTask)")]
    [InlineData("Policy<HttpResponseMessage>.Handle<HttpRequestException>().WaitAndRetryAsync(3, Pause)")]
    public Task A_policy_around_a_send(string policy) => RetrySnippet.AllRulesSay(PollySnippet.HttpPolicy(policy), PollySnippet.Packages7);

    [Theory]
    [InlineData("new {|AIAPI2001:{|AIAPI2004:RetryStrategyOptions|}|}()")]
    [InlineData("new {|AIAPI2001:RetryStrategyOptions|} { BackoffType = DelayBackoffType.Exponential, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().{|AIAPI2001:Handle<ClientResultException>|}(), BackoffType = DelayBackoffType.Linear, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>({|AIAPI2002:ex => ex.Status >= 500|}), BackoffType = DelayBackoffType.Exponential, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = {|AIAPI2002:args => new ValueTask<bool>(args.Outcome.Exception is ClientResultException { Status: >= 500 })|}, BackoffType = DelayBackoffType.Exponential, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = {|AIAPI2001:static args => ValueTask.FromResult(args.Outcome.Exception is ClientResultException ex && ex.Status != 400)|}, BackoffType = DelayBackoffType.Exponential, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = {|AIAPI2002:args => args.Outcome switch { { Exception: ClientResultException { Status: 500 or 503 } } => PredicateResult.True(), _ => PredicateResult.False() }|}, BackoffType = DelayBackoffType.Exponential, UseJitter = true }")]
    [InlineData("new {|AIAPI2004:RetryStrategyOptions|} { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), UseJitter = true }")]
    [InlineData("new {|AIAPI2004:RetryStrategyOptions|} { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), BackoffType = DelayBackoffType.Exponential }")]
    public Task A_pipeline_around_an_SDK_call(string options) => RetrySnippet.AllRulesSay(PollySnippet.Pipeline(options), PollySnippet.Packages8);

    [Theory]
    [InlineData("new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), BackoffType = DelayBackoffType.Exponential, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = args => new ValueTask<bool>(args.Outcome.Exception is ClientResultException { Status: 429 or >= 500 }), DelayGenerator = args => new ValueTask<TimeSpan?>(Pause(args.AttemptNumber)) }")]
    [InlineData("new RetryStrategyOptions { ShouldHandle = args => new ValueTask<bool>(args.Outcome.Exception is HttpRequestException), BackoffType = DelayBackoffType.Exponential, UseJitter = true }")]
    public Task A_pipeline_that_does_right_is_silent(string options) => Verify<ClientErrorRetriedAnalyzer>.Silent(PollySnippet.Pipeline(options), PollySnippet.Packages8);

    [Theory]
    [InlineData("new RetryStrategyOptions<HttpResponseMessage> { ShouldHandle = {|AIAPI2002:args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException || args.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError)|}, BackoffType = DelayBackoffType.Linear, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions<HttpResponseMessage> { ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().HandleResult({|AIAPI2001:r => !r.IsSuccessStatusCode|}), BackoffType = DelayBackoffType.Linear, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions<HttpResponseMessage> { ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().HandleResult(r => (int)r.StatusCode is 429 or >= 500), BackoffType = DelayBackoffType.Linear, UseJitter = true }")]
    [InlineData("new RetryStrategyOptions<HttpResponseMessage> { BackoffType = DelayBackoffType.Linear, UseJitter = true }")]
    public Task A_pipeline_around_a_send(string options) => RetrySnippet.AllRulesSay(PollySnippet.HttpPipeline(options), PollySnippet.Packages8);

    [Fact]
    public Task A_pipeline_without_a_limit_is_reported() => Verify<RetryWithoutLimitAnalyzer>.Reports(
        PollySnippet.Pipeline("new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), MaxRetryAttempts = int.MaxValue, UseJitter = true }")
            .Replace("AddRetry", "[|AddRetry|]"),
        PollySnippet.Packages8);

    [Fact]
    public Task A_pipeline_without_a_delay_is_reported() => Verify<RetryWithoutDelayAnalyzer>.Reports(
        PollySnippet.Pipeline("new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), Delay = TimeSpan.Zero }")
            .Replace("AddRetry", "[|AddRetry|]"),
        PollySnippet.Packages8);

    [Fact]
    public Task A_field_is_judged_over_its_uses_in_the_type() => Verify<RateLimitNotRetriedAnalyzer>.Reports(PollySnippet.Class("""
        private readonly AsyncRetryPolicy policy = Policy.Handle<ClientResultException>([|ex => ex.Status >= 500|]).WaitAndRetryAsync(3, Pause);

            public async Task<ChatCompletion> AskAsync(string prompt) => await policy.ExecuteAsync(() => AskOnceAsync(prompt));

            private async Task<ChatCompletion> AskOnceAsync(string prompt) => await client.CompleteChatAsync(prompt);
        """), PollySnippet.Packages7);

    [Fact]
    public Task A_policy_made_by_a_method_is_judged_over_the_uses_of_the_method() => Verify<ClientErrorRetriedAnalyzer>.Reports(PollySnippet.Class("""
        private static IAsyncPolicy Retries() => Policy.[|Handle<ClientResultException>|]().WaitAndRetryAsync(3, Pause);

            public async Task<ChatCompletion> AskAsync(string prompt) => await Retries().ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        """), PollySnippet.Packages7);

    [Fact]
    public Task Policies_around_other_things_are_nobodys_business() => Verify<ClientErrorRetriedAnalyzer>.Silent(PollySnippet.Class("""
        private readonly AsyncRetryPolicy policy = Policy.Handle<Exception>().RetryForeverAsync();

            public Task LoadAsync() => policy.ExecuteAsync(() => File.ReadAllTextAsync("settings.json"));

            public Task FetchAsync() => Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(() => http.GetStringAsync("https://example.com"));
        """), PollySnippet.Packages7);

    [Fact]
    public Task Of_several_policies_none_alone_must_handle_429() => Verify<RateLimitNotRetriedAnalyzer>.Silent(PollySnippet.Class("""
        public async Task<ChatCompletion> AskAsync(string prompt)
            {
                var limits = Policy.Handle<ClientResultException>(ex => ex.Status == 429).WaitAndRetryAsync(5, Pause);
                var errors = Policy.Handle<ClientResultException>(ex => ex.Status >= 500).WaitAndRetryAsync(3, Pause);
                return await limits.WrapAsync(errors).ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
            }
        """), PollySnippet.Packages7);

    [Fact]
    public Task A_token_can_end_an_endless_policy() => Verify<RetryWithoutLimitAnalyzer>.Silent(PollySnippet.Class("""
        public async Task<ChatCompletion> AskAsync(string prompt, CancellationToken cancellationToken) =>
                await Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryForeverAsync(Pause)
                    .ExecuteAsync(async _ => (ChatCompletion)await client.CompleteChatAsync(prompt), cancellationToken);
        """), PollySnippet.Packages7);
}
