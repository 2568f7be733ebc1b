using AiApi.Analyzers.Retries;
using AiApi.CodeFixes.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using ClientErrorFix = Verify<ClientErrorRetriedAnalyzer, ClientErrorRetriedFix>;
using RateLimitFix = Verify<RateLimitNotRetriedAnalyzer, RateLimitNotRetriedFix>;

/// <summary>The fixes of AIAPI2001 and AIAPI2002 in every form that a predicate can have.</summary>
public class PredicateFixTests
{
    private const string Backoff = "BackoffType = DelayBackoffType.Exponential, UseJitter = true";
    private const string Transient = "0 or 408 or 409 or 429 or >= 500";
    private const string TransientAnswers = "HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError";

    [Theory]
    [InlineData("static args => ValueTask.FromResult(args.Outcome.Exception is ClientResultException ex && ex.Status != 400)", $"static args => ValueTask.FromResult(args.Outcome.Exception is ClientResultException ex && ex.Status is {Transient})")]
    [InlineData("args => new ValueTask<bool>(args.Outcome.Exception is ClientResultException)", $"args => new ValueTask<bool>(args.Outcome.Exception is ClientResultException {{ Status: {Transient} }})")]
    [InlineData("args => new(args.Outcome.Exception is ClientResultException failure && DateTime.Now.Hour > 6)", $"args => new(args.Outcome.Exception is ClientResultException {{ Status: {Transient} }} failure && DateTime.Now.Hour > 6)")]
    [InlineData("args => ValueTask.FromResult(args.Outcome.Exception is not null)", $"args => ValueTask.FromResult(args.Outcome.Exception is not null && (args.Outcome.Exception is not ClientResultException failed || failed.Status is {Transient}))")]
    [InlineData("async args => args.Outcome.Exception is ClientResultException { Status: >= 400 }", "async args => args.Outcome.Exception is ClientResultException { Status: 408 or 409 or 429 or >= 500 }")]
    [InlineData("async args => { await Task.Yield(); return args.Outcome.Exception is ClientResultException { Status: >= 400 }; }", "async args => { await Task.Yield(); return args.Outcome.Exception is ClientResultException { Status: 408 or 409 or 429 or >= 500 }; }")]
    [InlineData("args => args.Outcome switch { { Exception: ClientResultException } => PredicateResult.True(), _ => PredicateResult.False() }", $"args => args.Outcome switch {{ {{ Exception: ClientResultException {{ Status: {Transient} }} }} => PredicateResult.True(), _ => PredicateResult.False() }}")]
    [InlineData("args => args.Outcome.Exception switch { ClientResultException { Status: 404 or 429 or 503 } => PredicateResult.True(), HttpRequestException => PredicateResult.True(), _ => PredicateResult.False() }", "args => args.Outcome.Exception switch { ClientResultException { Status: 429 or 503 } => PredicateResult.True(), HttpRequestException => PredicateResult.True(), _ => PredicateResult.False() }")]
    public Task A_pipeline_handles_transient_failures_only(string before, string after) => ClientErrorFix.Fixes(Pipeline($"[|{before}|]"), Pipeline(after), PollySnippet.Packages8);

    [Theory]
    [InlineData("args => ValueTask.FromResult(args.Outcome.Result?.IsSuccessStatusCode == false)", "args => ValueTask.FromResult((int?)args.Outcome.Result?.StatusCode is 408 or 409 or 429 or >= 500)")]
    [InlineData("args => new ValueTask<bool>(args.Outcome.Exception is HttpRequestException || args.Outcome.Result?.StatusCode >= HttpStatusCode.BadRequest)", $"args => new ValueTask<bool>(args.Outcome.Exception is HttpRequestException || args.Outcome.Result?.StatusCode is {TransientAnswers})")]
    [InlineData("args => args.Outcome switch { { Exception: HttpRequestException } => PredicateResult.True(), { Result.IsSuccessStatusCode: false } => PredicateResult.True(), _ => PredicateResult.False() }", $"args => args.Outcome switch {{ {{ Exception: HttpRequestException }} => PredicateResult.True(), {{ Result.StatusCode: {TransientAnswers} }} => PredicateResult.True(), _ => PredicateResult.False() }}")]
    public Task A_pipeline_of_responses_handles_transient_failures_only(string before, string after) => ClientErrorFix.Fixes(HttpPipeline($"[|{before}|]"), HttpPipeline(after), PollySnippet.Packages8);

    [Theory]
    [InlineData("args => new ValueTask<bool>(args.Outcome.Exception is ClientResultException { Status: >= 500 })", "args => new ValueTask<bool>(args.Outcome.Exception is ClientResultException { Status: 429 or >= 500 })")]
    [InlineData("args => args.Outcome switch { { Exception: ClientResultException { Status: 500 or 503 } } => PredicateResult.True(), _ => PredicateResult.False() }", "args => args.Outcome switch { { Exception: ClientResultException { Status: 429 or 500 or 503 } } => PredicateResult.True(), _ => PredicateResult.False() }")]
    [InlineData("async args => { if (args.Outcome.Exception is not ClientResultException ex) return false; return ex.Status >= 500; }", "async args => { if (args.Outcome.Exception is not ClientResultException ex) return false; return ex.Status is 429 or >= 500; }")]
    [InlineData("args => ValueTask.FromResult(IsFault(args.Outcome.Exception as ClientResultException))", null)]
    public Task A_pipeline_handles_the_rate_limit(string before, string? after) => after is null
        ? RateLimitFix.OffersNothing(Pipeline($"[|{before}|]", "private static bool IsFault(ClientResultException? failure) => failure?.Status >= 500;"), PollySnippet.Packages8)
        : RateLimitFix.Fixes(Pipeline($"[|{before}|]"), Pipeline(after), PollySnippet.Packages8);

    [Fact]
    public Task A_pipeline_of_responses_handles_the_rate_limit() => RateLimitFix.Fixes(
        HttpPipeline("[|args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException || args.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError)|]"),
        HttpPipeline("args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException || args.Outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)"),
        PollySnippet.Packages8);

    [Theory]
    [InlineData("private static bool IsWorthIt(ClientResultException ex) => ex.Status >= 400;", "private static bool IsWorthIt(ClientResultException ex) => ex.Status is 408 or 409 or 429 or >= 500;")]
    [InlineData("private static bool IsWorthIt(Exception ex) => ex is ClientResultException;", $"private static bool IsWorthIt(Exception ex) => ex is ClientResultException {{ Status: {Transient} }};")]
    public Task A_predicate_of_its_own_is_narrowed_where_it_stands(string before, string after) => ClientErrorFix.Fixes(
        Policy("[|IsWorthIt|]", before), Policy("IsWorthIt", after), PollySnippet.Packages7);

    [Fact]
    public Task A_predicate_that_others_use_is_joined_with_a_test() => ClientErrorFix.Fixes(
        Policy("[|IsWorthIt|]", Shared(">= 400")),
        Policy($"ex => IsWorthIt(ex) && ex.Status is 408 or 409 or 429 or >= 500", Shared(">= 400")),
        PollySnippet.Packages7);

    [Theory]
    [InlineData(
        "private static bool IsWorthIt(ClientResultException ex)\n    {\n        // Not our fault.\n        if (ex.Status < 500)\n            return false;\n        return ex.Status != 501;\n    }",
        "private static bool IsWorthIt(ClientResultException ex)\n    {\n        // Not our fault.\n        if (ex.Status is < 500 and not 429)\n            return false;\n        return ex.Status != 501;\n    }")]
    [InlineData("private static bool IsWorthIt(ClientResultException ex) => ex.Status is 500 or 503;", "private static bool IsWorthIt(ClientResultException ex) => ex.Status is 429 or 500 or 503;")]
    public Task A_predicate_of_its_own_lets_the_rate_limit_in(string before, string after) => RateLimitFix.Fixes(
        Policy("[|IsWorthIt|]", before), Policy("IsWorthIt", after), PollySnippet.Packages7);

    [Fact]
    public Task A_predicate_that_others_use_is_joined_with_a_test_of_the_rate_limit() => RateLimitFix.Fixes(
        Policy("[|IsWorthIt|]", Shared(">= 500")), Policy("ex => IsWorthIt(ex) || ex.Status == 429", Shared(">= 500")), PollySnippet.Packages7);

    [Theory]
    [InlineData("ex => { if (ex.Status == 503) return true; return ex.Status == 500; }", "ex => { if (ex.Status is 429 or 503) return true; return ex.Status == 500; }")]
    [InlineData("ex => ex.Status >= 500 && ex.Status != 501", "ex => ex.Status is 429 or 500 or >= 502")]
    public Task Statements_let_the_rate_limit_in(string before, string after) => RateLimitFix.Fixes(Policy($"[|{before}|]"), Policy(after), PollySnippet.Packages7);

    [Theory]
    [InlineData("ex => { var status = ex.Status; return status >= 400; }", "ex =>\n        {\n            if (ex.Status is not (408 or 409 or 429 or >= 500))\n                return false;\n\n            var status = ex.Status;\n            return status >= 400;\n        }")]
    public Task Statements_are_led_by_a_test(string before, string after) => ClientErrorFix.Fixes(Policy($"[|{before}|]"), Policy(after), PollySnippet.Packages7);

    [Theory]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => [|base.ShouldRetry(message, exception) || message.Response?.Status == 400|];", "protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception);")]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => [|base.ShouldRetry(message, exception) || message.Response?.Status is 409 or 422|];", "protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception) || message.Response?.Status is 409;")]
    [InlineData("protected override ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => [|new ValueTask<bool>(message.Response?.Status >= 400)|];", "protected override ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => new ValueTask<bool>(message.Response?.Status is 408 or 409 or 429 or >= 500);")]
    [InlineData("protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => [|await base.ShouldRetryAsync(message, exception) || message.Response!.IsError|];", "protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => await base.ShouldRetryAsync(message, exception) || message.Response!.Status is 408 or 409 or 429 or >= 500;")]
    public Task A_policy_class_handles_transient_failures_only(string before, string after) => ClientErrorFix.Fixes(PolicyClass(before), PolicyClass(after), Packages.OpenAI);

    [Theory]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => [|base.ShouldRetry(message, exception) && message.Response?.Status != 429|];", "protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception);")]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => [|message.Response?.Status >= 500|];", "protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => message.Response?.Status is 429 or >= 500;")]
    public Task A_policy_class_lets_the_rate_limit_in(string before, string after) => RateLimitFix.Fixes(PolicyClass(before), PolicyClass(after), Packages.OpenAI);

    [Fact]
    public Task A_condition_on_more_than_the_failure_is_not_passed_by() => RateLimitFix.OffersNothing(
        Policy("[|ex => Enabled && IsServerError(ex)|]", "private static bool Enabled { get; set; }"), PollySnippet.Packages7);

    private static string Shared(string relation) => $$"""
        private static bool IsWorthIt(ClientResultException ex) => ex.Status {{relation}};

            public static bool Tells(ClientResultException ex) => IsWorthIt(ex);
        """;

    private static string Pipeline(string predicate, string members = "") => PollySnippet.Class($$"""
        public async Task<ChatCompletion> AskAsync(string prompt)
            {
                var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
                {
                    {{Backoff}},
                    ShouldHandle = {{predicate}}, // what passes
                }).Build();
                return await pipeline.ExecuteAsync(async _ => (ChatCompletion)await client.CompleteChatAsync(prompt));
            }

            {{members}}
        """);

    private static string HttpPipeline(string predicate) => PollySnippet.HttpPipeline($"new RetryStrategyOptions<HttpResponseMessage> {{ ShouldHandle = {predicate}, {Backoff} }}");

    private static string Policy(string predicate, string members = "") => PollySnippet.Class($$"""
        {{members}}

            public async Task<ChatCompletion> AskAsync(string prompt)
            {
                var policy = Policy.Handle<ClientResultException>({{predicate}}).WaitAndRetryAsync(3, Pause);
                return await policy.ExecuteAsync(async () => (ChatCompletion)await client.CompleteChatAsync(prompt));
            }
        """);

    private static string PolicyClass(string member) => $$"""
        using System.ClientModel.Primitives;

        class Policy : ClientRetryPolicy
        {
            {{member}}
        }
        """;
}
