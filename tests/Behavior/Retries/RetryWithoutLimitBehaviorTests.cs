using System.Net;
using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2005: before the fix a program asks for as long as the provider is down; after it, the failure of the fifth attempt gets out.</summary>
public class RetryWithoutLimitBehaviorTests
{
    private const string Transient = "ex.Status is 0 or 408 or 409 or 429 or >= 500";
    private const string Wait = "await Task.Delay(TimeSpan.FromSeconds(5 + Random.Shared.NextDouble()));";

    private static readonly Programs Programs = new Programs(new RetryWithoutLimitAnalyzer(), new RetryWithoutLimitFix(), RetryWithoutLimitFix.FiveAttempts)
        .With(
            ProgramHost.Sdks,
            ("a loop without a condition", Endless(Gpt, "while (true)", Ask, $"(ClientResultException ex) when ({Transient})")),
            ("a loop until there is an answer", Method(Gpt, $$"""
                string? answer = null;
                var done = false;
                while (!done)
                {
                    try
                    {
                        answer = (await client.CompleteChatAsync("The capital of France?")).Value.Content[0].Text;
                        done = true;
                    }
                    catch (ClientResultException ex) when ({{Transient}})
                    {
                        {{Wait}}
                    }
                }

                return answer;
                """)),
            ("a loop that counts and never looks", Endless(AzureGpt, "for (var tries = 0; ; tries++)", AskAzure, $"(Azure.RequestFailedException ex) when ({Transient})")),
            ("two handlers that try again", Method(Claude, $$"""
                while (true)
                {
                    try
                    {
                        {{AskClaude}}
                    }
                    catch (Anthropic.Exceptions.AnthropicRateLimitException)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(10));
                    }
                    catch (Anthropic.Exceptions.AnthropicApiException ex) when ((int)ex.StatusCode is 408 or 409 or >= 500)
                    {
                        {{Wait}}
                    }
                }
                """)),
            ("a loop around responses", Method(Http, $$"""
                do
                {
                    {{Post}}
                    if ((int)response.StatusCode is not (408 or 409 or 429 or >= 500))
                    {
                        response.EnsureSuccessStatusCode();
                        {{Read}}
                    }

                    {{Wait}}
                }
                while (true);
                """)),
            ("a loop that goes on for a status", Method(Http, $$"""
                while (true)
                {
                    {{Post}}
                    if ((int)response.StatusCode is 408 or 409 or 429 or >= 500)
                    {
                        {{Wait}}
                        continue;
                    }

                    response.EnsureSuccessStatusCode();
                    {{Read}}
                }
                """)),
            ("a pipeline of Polly 8", Policy($$"""
                new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(ex => {{Transient}}),
                    MaxRetryAttempts = int.MaxValue,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    MaxDelay = TimeSpan.FromSeconds(30),
                }).Build()
                """)))
        .With(
            ProgramHost.Polly7,
            ("a policy that tries for ever", Policy($"Policy.Handle<ClientResultException>(ex => {Transient}).RetryForeverAsync()")),
            ("a policy that waits and tries for ever", Policy($"Policy.Handle<ClientResultException>(ex => {Transient}).WaitAndRetryForeverAsync(attempt => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt)) + Random.Shared.NextDouble()))")),
            ("a policy for responses", HttpPolicy("Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode is 408 or 409 or 429 or >= 500).WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(20))")));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_last_failure_gets_out(string name) => AssertEndsAsync(Programs, name);

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name) => Good.AssertSameAsync(Programs, name, Others);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static readonly int[][] Others = [[200], [429, 200], [503, 502, 504, 429, 200], [408, 409, 200], [400], [401], [404]];

    private static async Task AssertEndsAsync(Programs programs, string name)
    {
        foreach (var status in new[] { 429, 503 })
        {
            var (before, after) = await programs.RunAsync(name, new Answers(status));
            Assert.False(before.Ends);
            Assert.Equal(Exchange.Fuse, before.Requests.Length);
            Assert.True(after.Ends);
            Assert.Equal(5, after.Requests.Length);
            Assert.Matches($"{status}|{(HttpStatusCode)status}", after.Thrown!.Message);
        }
    }

    private static string Endless(string client, string head, string ask, string caught) => Method(client, $$"""
        {{head}}
        {
            try
            {
                {{ask}}
            }
            catch {{caught}}
            {
                {{Wait}}
            }
        }
        """);
}
