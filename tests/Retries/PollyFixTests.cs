using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using BoundFix = Verify<RetryWithoutLimitAnalyzer, RetryWithoutLimitFix>;
using ClientErrorFix = Verify<ClientErrorRetriedAnalyzer, ClientErrorRetriedFix>;
using DelayFix = Verify<RetryWithoutDelayAnalyzer, RetryWithoutDelayFix>;
using GrowthFix = Verify<PoorBackoffAnalyzer, PoorBackoffFix>;
using RateLimitFix = Verify<RateLimitNotRetriedAnalyzer, RateLimitNotRetriedFix>;

/// <summary>The fixes in the terms of Polly, and of a client's own policy.</summary>
public class PollyFixTests
{
    private const string Backoff = "BackoffType = DelayBackoffType.Exponential, UseJitter = true";
    private const string Transient = "ex.Status is 0 or 408 or 409 or 429 or >= 500";

    [Theory]
    [InlineData("Policy.[|Handle<ClientResultException>|]().WaitAndRetryAsync(3, Pause)", $"Policy.Handle<ClientResultException>(ex => {Transient}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>([|ex => ex.Status != 401|]).WaitAndRetryAsync(3, Pause)", $"Policy.Handle<ClientResultException>(ex => {Transient}).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>([|ex => DateTime.Now.Hour > 6 && ex.Status >= 400|]).WaitAndRetryAsync(3, Pause)", "Policy.Handle<ClientResultException>(ex => DateTime.Now.Hour > 6 && ex.Status is 408 or 409 or 429 or >= 500).WaitAndRetryAsync(3, Pause)")]
    public Task Only_transient_failures_are_handled(string before, string after) => ClientErrorFix.Fixes(PollySnippet.Policy(before), PollySnippet.Policy(after), PollySnippet.Packages7);

    [Fact]
    public Task Only_transient_failures_of_any_kind_are_handled() => ClientErrorFix.Fixes(
        PollySnippet.Policy("Policy.[|Handle<Exception>|]().WaitAndRetryAsync(3, Pause)"),
        PollySnippet.Policy("Policy.Handle<Exception>(ex => ex is not ClientResultException failed || failed.Status is 0 or 408 or 409 or 429 or >= 500).WaitAndRetryAsync(3, Pause)"),
        PollySnippet.Packages7);

    [Fact]
    public Task Only_transient_answers_are_handled() => ClientErrorFix.Fixes(
        PollySnippet.HttpPolicy("Policy.HandleResult<HttpResponseMessage>([|r => !r.IsSuccessStatusCode|]).WaitAndRetryAsync(3, Pause)"),
        PollySnippet.HttpPolicy("Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode is 408 or 409 or 429 or >= 500).WaitAndRetryAsync(3, Pause)"),
        PollySnippet.Packages7);

    [Fact]
    public Task Options_are_told_what_to_handle() => ClientErrorFix.Fixes(
        PollySnippet.Pipeline($"new [|RetryStrategyOptions|] {{ {Backoff} }}"),
        PollySnippet.Pipeline($"new RetryStrategyOptions {{ {Backoff}, ShouldHandle = new PredicateBuilder().Handle<Exception>(ex => ex is not OperationCanceledException && (ex is not ClientResultException failed || failed.Status is 0 or 408 or 409 or 429 or >= 500)) }}"),
        PollySnippet.Packages8);

    [Theory]
    [InlineData("Policy.Handle<ClientResultException>([|ex => ex.Status >= 500|]).WaitAndRetryAsync(3, Pause)", "Policy.Handle<ClientResultException>(ex => ex.Status is 429 or >= 500).WaitAndRetryAsync(3, Pause)")]
    [InlineData("Policy.Handle<ClientResultException>([|ex => ex.Status is 500 or 503|]).WaitAndRetryAsync(3, Pause)", "Policy.Handle<ClientResultException>(ex => ex.Status is 429 or 500 or 503).WaitAndRetryAsync(3, Pause)")]
    public Task The_rate_limit_is_handled_too(string before, string after) => RateLimitFix.Fixes(PollySnippet.Policy(before), PollySnippet.Policy(after), PollySnippet.Packages7);

    [Theory]
    [InlineData("AddPolicyHandler(HttpPolicyExtensions.[|HandleTransientHttpError|]().WaitAndRetryAsync(3, Pause))", "AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().OrResult(response => response.StatusCode == HttpStatusCode.TooManyRequests).WaitAndRetryAsync(3, Pause))")]
    [InlineData("AddPolicyHandler(Policy<HttpResponseMessage>.Handle<HttpRequestException>().[|OrTransientHttpStatusCode|]().WaitAndRetryAsync(3, Pause))", "AddPolicyHandler(Policy<HttpResponseMessage>.Handle<HttpRequestException>().OrTransientHttpStatusCode().OrResult(response => response.StatusCode == HttpStatusCode.TooManyRequests).WaitAndRetryAsync(3, Pause))")]
    [InlineData("[|AddTransientHttpErrorPolicy|](policy => policy.WaitAndRetryAsync(3, Pause))", "AddTransientHttpErrorPolicy(policy => policy.OrResult(response => response.StatusCode == HttpStatusCode.TooManyRequests).WaitAndRetryAsync(3, Pause))")]
    public Task The_rate_limit_joins_the_transient_errors(string before, string after) => RateLimitFix.Fixes(
        HttpClientRegistrationTests.Program($"services.AddHttpClient<Assistant>().{before};", "Polly.Extensions.Http"),
        HttpClientRegistrationTests.Program($"services.AddHttpClient<Assistant>().{after};", "Polly.Extensions.Http"),
        HttpClientRegistrationTests.WithPolicies);

    [Theory]
    [InlineData("[|args => ValueTask.FromResult(args.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError)|]", "args => ValueTask.FromResult(args.Outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)")]
    public Task The_standard_handler_handles_the_rate_limit(string before, string after) => RateLimitFix.Fixes(Standard($"options.Retry.ShouldHandle = {before}"), Standard($"options.Retry.ShouldHandle = {after}"), HttpClientRegistrationTests.WithPipelines);

    [Fact]
    public Task The_standard_handler_backs_off() => GrowthFix.Fixes(
        Standard("{ options.Retry.BackoffType = DelayBackoffType.Constant; options.Retry.UseJitter = false; options.Retry.MaxRetryAttempts = 5; }").Replace("AddStandard", "[|AddStandard").Replace("Handler(", "Handler|]("),
        Standard("{ options.Retry.BackoffType = DelayBackoffType.Exponential; options.Retry.UseJitter = true; options.Retry.MaxRetryAttempts = 5; }"),
        HttpClientRegistrationTests.WithPipelines);

    [Fact]
    public Task The_standard_handler_waits() => DelayFix.Fixes(
        Standard("options.Retry.Delay = TimeSpan.Zero").Replace("AddStandard", "[|AddStandard").Replace("Handler(", "Handler|]("),
        Standard("options.Retry.Delay = TimeSpan.FromSeconds(2)"),
        HttpClientRegistrationTests.WithPipelines);

    [Theory]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).[|RetryAsync|](3)", "Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()))")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).[|RetryAsync|]()", "Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(1, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()))")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).[|WaitAndRetryAsync|](3, _ => TimeSpan.Zero)", "Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()))")]
    public Task The_policy_waits(string before, string after) => DelayFix.Fixes(PollySnippet.Policy(before), PollySnippet.Policy(after), PollySnippet.Packages7);

    [Fact]
    public Task The_pipeline_waits() => DelayFix.Fixes(
        PollySnippet.Pipeline("new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), Delay = TimeSpan.Zero }").Replace("AddRetry", "[|AddRetry|]"),
        PollySnippet.Pipeline($"new RetryStrategyOptions {{ ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), Delay = TimeSpan.FromSeconds(1), {Backoff} }}"),
        PollySnippet.Packages8);

    [Theory]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, [|_ => TimeSpan.FromSeconds(2)|])", "Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt) + Random.Shared.NextDouble()))")]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, [|n => TimeSpan.FromMilliseconds(200 * n)|])", "Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(3, n => TimeSpan.FromMilliseconds(200 * n + Random.Shared.Next(1000)))")]
    public Task The_delay_of_a_policy_gets_what_it_lacks(string before, string after) => GrowthFix.Fixes(PollySnippet.Policy(before), PollySnippet.Policy(after), PollySnippet.Packages7);

    [Theory]
    [InlineData("new [|RetryStrategyOptions|] { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient) }", $"new RetryStrategyOptions {{ ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), {Backoff} }}")]
    [InlineData("new [|RetryStrategyOptions|] { ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), BackoffType = DelayBackoffType.Constant }", $"new RetryStrategyOptions {{ ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), {Backoff} }}")]
    public Task The_delay_of_a_pipeline_gets_what_it_lacks(string before, string after) => GrowthFix.Fixes(PollySnippet.Pipeline(before), PollySnippet.Pipeline(after), PollySnippet.Packages8);

    [Theory]
    [InlineData("[|TimeSpan.FromSeconds(2)|]", "TimeSpan.FromSeconds(Math.Pow(2, tryCount - 1) + Random.Shared.NextDouble())")]
    [InlineData("[|TimeSpan.FromSeconds(tryCount)|]", "TimeSpan.FromSeconds(tryCount + Random.Shared.NextDouble())")]
    public Task The_delay_of_a_clients_policy_gets_what_it_lacks(string before, string after) => GrowthFix.Fixes(RetryPolicyClass(before), RetryPolicyClass(after), Packages.OpenAI);

    [Fact]
    public Task A_wrapper_waits_in_itself() => GrowthFix.OffersNothing(
        RetrySnippet.Sdk("""
            return await RetryAsync([|async () => (ChatCompletion)await client.CompleteChatAsync(prompt)|]);
            """,
            """
            private static async Task<T> RetryAsync<T>(Func<Task<T>> action)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return await action();
                    }
                    catch (Exception) when (attempt < 3)
                    {
                        await Task.Delay(1000);
                    }
                }
            }
            """));

    [Theory]
    [InlineData("Policy.Handle<ClientResultException>(IsTransient).[|WaitAndRetryForeverAsync|](Pause)", "Policy.Handle<ClientResultException>(IsTransient).WaitAndRetryAsync(4, Pause)")]
    public Task The_policy_gives_up(string before, string after) => BoundFix.Fixes(PollySnippet.Policy(before), PollySnippet.Policy(after), PollySnippet.Packages7);

    [Fact]
    public Task The_pipeline_gives_up() => BoundFix.Fixes(
        PollySnippet.Pipeline($"new RetryStrategyOptions {{ ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), MaxRetryAttempts = int.MaxValue, {Backoff} }}").Replace("AddRetry", "[|AddRetry|]"),
        PollySnippet.Pipeline($"new RetryStrategyOptions {{ ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(IsTransient), MaxRetryAttempts = 4, {Backoff} }}"),
        PollySnippet.Packages8);

    [Fact]
    public Task A_policy_in_a_field() => RateLimitFix.Fixes(Field("[|ex => ex.Status >= 500|]"), Field("ex => ex.Status is 429 or >= 500"), PollySnippet.Packages7);

    private static string Standard(string setting) => HttpClientRegistrationTests.Program($"services.AddHttpClient<Assistant>().AddStandardResilienceHandler(options => {setting});", "Microsoft.Extensions.Http.Resilience");

    private static string Field(string predicate) => PollySnippet.Class($$"""
        private readonly AsyncRetryPolicy policy = Policy.Handle<ClientResultException>({{predicate}}).WaitAndRetryAsync(3, Pause);

            public async Task<ChatCompletion> AskAsync(string prompt) => await policy.ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
        """);

    private static string RetryPolicyClass(string delay) => $$"""
        using System.ClientModel.Primitives;

        class Policy : ClientRetryPolicy
        {
            protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => {{delay}};
        }
        """;
}
