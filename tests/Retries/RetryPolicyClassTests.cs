using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

/// <summary>Classes derived from System.ClientModel's retry policy, and the retry options of Azure.Core. Every snippet is held against all rules.</summary>
public class RetryPolicyClassTests
{
    [Theory]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception) || {|AIAPI2001:message.Response?.Status == 400|};")]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception) && message.Response?.Status != 429;")]
    [InlineData("protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => base.ShouldRetryAsync(message, exception).GetAwaiter().GetResult() || {|AIAPI2001:message.Response?.Status == 400|};")]
    public Task What_a_policy_adds_to_its_base_or_takes_away(string member)
    {
        // The report lies on the whole expression that decides.
        var expression = member.Substring(member.IndexOf("=> ", StringComparison.Ordinal) + 3).TrimEnd(';').Replace("{|AIAPI2001:", "").Replace("|}", "");
        var id = member.Contains("AIAPI2001") ? "AIAPI2001" : "AIAPI2002";
        return RetrySnippet.AllRulesSay(Class(member.Replace("{|AIAPI2001:", "").Replace("|}", "").Replace(expression, $"{{|{id}:{expression}|}}")), Packages.OpenAI);
    }

    [Fact]
    public Task A_policy_that_never_asks_its_base_goes_on_for_ever() => Verify<RetryWithoutLimitAnalyzer>.Reports(Class("""
        protected override bool ShouldRetry(PipelineMessage message, Exception? exception)
            {
                if (exception is not null)
                    return true;
                return [|message.Response!.Status is 429 or >= 500|];
            }
        """));

    [Theory]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception);")]
    [InlineData("protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => message.Response?.Status == 409 || base.ShouldRetry(message, exception);")]
    [InlineData("protected override ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => message.Response?.Status is 501 ? new ValueTask<bool>(false) : base.ShouldRetryAsync(message, exception);")]
    [InlineData("protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => TimeSpan.FromSeconds(Math.Pow(2, tryCount) + Random.Shared.NextDouble());")]
    [InlineData("protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => message.Response!.Headers.TryGetValue(\"Retry-After\", out var text) ? TimeSpan.FromSeconds(int.Parse(text!)) : base.GetNextDelay(message, tryCount);")]
    public Task A_policy_that_does_right_is_silent(string member) => RetrySnippet.AllRulesSay(Class(member), Packages.OpenAI);

    [Theory]
    [InlineData("protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => {|AIAPI2004:TimeSpan.FromSeconds(2)|};")]
    [InlineData("protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => {|AIAPI2004:TimeSpan.FromSeconds(tryCount)|};")]
    [InlineData("protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => {|AIAPI2003:TimeSpan.Zero|};")]
    public Task The_delay_of_a_policy(string member) => RetrySnippet.AllRulesSay(Class(member), Packages.OpenAI);

    [Theory]
    [InlineData("new OpenAIClientOptions { Retry = { {|AIAPI2004:Mode = RetryMode.Fixed|} } }")]
    [InlineData("new OpenAIClientOptions { Retry = { {|AIAPI2003:Delay = TimeSpan.Zero|} } }")]
    [InlineData("new OpenAIClientOptions { Retry = { {|AIAPI2005:MaxRetries = int.MaxValue|} } }")]
    [InlineData("new OpenAIClientOptions { Retry = { MaxRetries = 5, Mode = RetryMode.Exponential, Delay = TimeSpan.FromSeconds(1) } }")]
    [InlineData("new OtherOptions { Retry = { Mode = RetryMode.Fixed, MaxRetries = int.MaxValue } }")]
    [InlineData("new OpenAIClientOptions { Retry = { MaxRetries = 0, Mode = RetryMode.Fixed } }")]
    [InlineData("new OpenAIClientOptions { Retry = { Delay = TimeSpan.Zero, MaxRetries = 0 } }")]
    public Task The_retry_options_of_an_Azure_client(string options) => RetrySnippet.AllRulesSay($$"""
        using Azure.AI.OpenAI;
        using Azure.Core;

        class Assistant
        {
            public OpenAIClient Create(Uri endpoint, Azure.AzureKeyCredential credential)
            {
                var options = {{options}};
                return new OpenAIClient(endpoint, credential, options as OpenAIClientOptions);
            }
        }

        class OtherOptions : ClientOptions
        {
            public static explicit operator OpenAIClientOptions(OtherOptions _) => new();
        }
        """.Replace("options as OpenAIClientOptions", options.Contains("Other") ? "(OpenAIClientOptions)options" : "options"), Packages.AzureOpenAI);

    private static string Class(string member) => $$"""
        using System.ClientModel.Primitives;

        class Policy : ClientRetryPolicy
        {
            {{member}}
        }
        """;
}
