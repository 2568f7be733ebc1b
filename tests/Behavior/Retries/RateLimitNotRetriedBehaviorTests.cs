using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2002: before the fix a program gives up on 429, though the next answer would be good; after it, it gets that answer.</summary>
public class RateLimitNotRetriedBehaviorTests
{
    private static readonly Programs Programs = new Programs(new RateLimitNotRetriedAnalyzer(), new RateLimitNotRetriedFix(), RateLimitNotRetriedFix.RetryRateLimits)
        .With(
            ProgramHost.Sdks,
            ("a first handler that rethrows below 500", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex)
                {
                    if (ex.Status < 500 && ex.Status != 0 || attempt == 4)
                        throw;
                    {{Wait}}
                }
                """)),
            ("an earlier handler that takes every client error", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (ex.Status is >= 400 and < 500)
                {
                    Console.Error.WriteLine(ex.Message);
                    throw;
                }
                catch (ClientResultException) when (attempt < 4)
                {
                    {{Wait}}
                }
                """)),
            ("a filter for server errors", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && ex.Status >= 500)
                {
                    {{Wait}}
                }
                """)),
            ("a filter in Anthropic's terms", Loop(Claude, AskClaude, $$"""
                catch (Anthropic.Exceptions.AnthropicApiException ex) when (attempt < 4 && (int)ex.StatusCode >= 500)
                {
                    {{Wait}}
                }
                """)),
            ("a filter in Azure's terms", Loop(AzureGpt, AskAzure, $$"""
                catch (Azure.RequestFailedException ex) when (attempt < 4 && ex.Status is 500 or 502 or 503 or 504)
                {
                    {{Wait}}
                }
                """)),
            ("a filter around sends that throw", Loop(Http, $"{Post}\nresponse.EnsureSuccessStatusCode();\n{Read}", $$"""
                catch (HttpRequestException ex) when (attempt < 4 && ex.StatusCode >= HttpStatusCode.InternalServerError)
                {
                    {{Wait}}
                }
                """)),
            ("a branch on the response", Method(Http, $$"""
                for (var attempt = 1; ; attempt++)
                {
                    {{Post}}
                    if ((int)response.StatusCode >= 500 && attempt < 4)
                    {
                        {{Wait}}
                        continue;
                    }

                    response.EnsureSuccessStatusCode();
                    {{Read}}
                }
                """)),
            ("a loop that ends with the response", Method(Http, $$"""
                var attempt = 1;
                while (true)
                {
                    {{Post}}
                    if ((int)response.StatusCode < 500 || attempt == 4)
                    {
                        response.EnsureSuccessStatusCode();
                        {{Read}}
                    }

                    attempt++;
                    {{Wait}}
                }
                """)),
            ("a pipeline of Polly 8", Policy("""
                new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(ex => ex.Status >= 500),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                }).Build()
                """)))
        .With(
            ProgramHost.Polly7,
            ("a policy for the exception of the SDK", Policy("Policy.Handle<ClientResultException>(ex => ex.Status >= 500).WaitAndRetryAsync(3, Pause)", Pause)),
            ("a policy for responses", HttpPolicy("Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode >= 500).WaitAndRetryAsync(3, Pause)", Pause)),
            ("a policy for both", HttpPolicy("Policy.Handle<HttpRequestException>().OrResult<HttpResponseMessage>(r => r.StatusCode >= HttpStatusCode.InternalServerError).WaitAndRetryAsync(3, Pause)", Pause)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_rate_limit_is_waited_out(string name) => AssertWaitedOutAsync(Programs, name);

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name) => Good.AssertSameAsync(Programs, name, Others);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static readonly int[][] Others = [[200], [503, 200], [500, 502, 504, 200], [0, 200], [400], [401], [404], [408], [409], [500], [0]];

    private static async Task AssertWaitedOutAsync(Programs programs, string name)
    {
        var (before, after) = await programs.RunAsync(name, new Answers(429, 429, 200));
        Assert.NotNull(before.Thrown);
        Assert.Single(before.Requests);
        Assert.Equal(Answers.Text, after.Answer);
        Assert.Equal(3, after.Requests.Length);
        Assert.All(after.Pauses, pause => Assert.True(pause > TimeSpan.Zero));

        // A limit that stays is given up on as a server error is.
        (before, after) = await programs.RunAsync(name, new Answers(429));
        Assert.Equal(before.Message, after.Message);
        Assert.Equal(4, after.Requests.Length);
    }
}
