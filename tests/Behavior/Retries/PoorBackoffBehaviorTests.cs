using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2004: before the fix all callers that were turned away together come back together; after it, they do not.</summary>
public class PoorBackoffBehaviorTests
{
    private const string Transient = "ex.Status is 0 or 408 or 409 or 429 or >= 500";

    private static readonly Programs Programs = new Programs(new PoorBackoffAnalyzer(), new PoorBackoffFix(), PoorBackoffFix.BackOff)
        .With(
            ProgramHost.Sdks,
            ("a second each time", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && {{Transient}})
                {
                    await Task.Delay(1000);
                }
                """)),
            ("two seconds, in a variable", Loop(AzureGpt, AskAzure, $$"""
                catch (Azure.RequestFailedException ex) when (attempt < 4 && {{Transient}})
                {
                    var pause = TimeSpan.FromSeconds(2);
                    await Task.Delay(pause);
                }
                """)),
            ("growth without jitter", Loop(Claude, AskClaude, """
                catch (Anthropic.Exceptions.AnthropicApiException ex) when (attempt < 4 && (int)ex.StatusCode is 408 or 409 or 429 or >= 500)
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)));
                }
                """)),
            ("growth in milliseconds without jitter", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && {{Transient}})
                {
                    await Task.Delay(2000 << attempt);
                }
                """)),
            ("a branch on the response", Method(Http, $$"""
                for (var attempt = 1; ; attempt++)
                {
                    {{Post}}
                    if ((int)response.StatusCode is 408 or 409 or 429 or >= 500 && attempt < 4)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(5));
                        continue;
                    }

                    response.EnsureSuccessStatusCode();
                    {{Read}}
                }
                """)),
            ("a method that is not async", """
                public static Task<string?> RunAsync(ChatClient client) => Task.FromResult(Ask(client));

                private static string? Ask(ChatClient client)
                {
                    for (var attempt = 1; ; attempt++)
                    {
                        try
                        {
                            return client.CompleteChat("The capital of France?").Value.Content[0].Text;
                        }
                        catch (ClientResultException ex) when (attempt < 4 && ex.Status is 0 or 408 or 409 or 429 or >= 500)
                        {
                            Thread.Sleep(500);
                        }
                    }
                }
                """),
            ("a pipeline of Polly 8 as it comes", Policy($$"""
                new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(ex => {{Transient}}),
                }).Build()
                """)),
            ("a pipeline of Polly 8 without jitter", HttpPolicy("""
                new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new RetryStrategyOptions<HttpResponseMessage>
                {
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(r => (int)r.StatusCode is 408 or 409 or 429 or >= 500),
                    Delay = TimeSpan.FromSeconds(2),
                    BackoffType = DelayBackoffType.Exponential,
                }).Build()
                """)),
            ("a policy of the client", """
                public static async Task<string?> RunAsync(HttpMessageHandler handler)
                {
                    var options = new OpenAIClientOptions
                    {
                        RetryPolicy = new Steady(),
                        Transport = new System.ClientModel.Primitives.HttpClientPipelineTransport(new HttpClient(handler, false)),
                    };
                    var client = new ChatClient("gpt-5.4", new ApiKeyCredential("none"), options);
                    return (await client.CompleteChatAsync("The capital of France?")).Value.Content[0].Text;
                }

                private sealed class Steady : System.ClientModel.Primitives.ClientRetryPolicy
                {
                    protected override TimeSpan GetNextDelay(System.ClientModel.Primitives.PipelineMessage message, int tryCount) => TimeSpan.FromSeconds(3);

                    protected override Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
                }
                """))
        .With(
            ProgramHost.Polly7,
            ("a policy of two seconds", Policy($"Policy.Handle<ClientResultException>(ex => {Transient}).WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(2))")),
            ("a policy without jitter", Policy($$"""
                Policy.Handle<ClientResultException>(ex => {{Transient}}).WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt)))
                """)),
            ("a policy for responses without jitter", HttpPolicy("""
                Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode is 408 or 409 or 429 or >= 500)
                    .WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(5 * n))
                """)));

    private static readonly int[][] Others = [.. Good.Transient, [400], [401], [404]];

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task Callers_come_back_later_and_apart(string name) => AssertSpreadAsync(name);

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name) => Good.AssertSameAsync(Programs, name, Others);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static async Task AssertSpreadAsync(string name)
    {
        const int Callers = 12;
        var (before, after) = (new List<Seen>(), new List<Seen>());
        for (var caller = 0; caller < Callers; caller++)
        {
            var (first, second) = await Programs.RunAsync(name, new Answers(503));
            before.Add(first);
            after.Add(second);
        }

        Assert.All(before, seen => Assert.Equal(before[0].Pauses, seen.Pauses));
        Assert.All(after, static seen => Assert.Equal(3, seen.Pauses.Count));
        // Two of them may meet by chance.
        Assert.InRange(after.Select(static seen => seen.Pauses[0]).Distinct().Count(), Callers - 3, Callers);
        // The mean of all callers: jitter of Polly's own is so wide that a single wait can be shorter than the one before.
        Assert.True(after.Average(static seen => seen.Pauses[2].Ticks) > 1.3 * after.Average(static seen => seen.Pauses[0].Ticks));
    }
}
