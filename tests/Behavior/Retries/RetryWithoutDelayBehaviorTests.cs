using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2003: before the fix all attempts are used up at once; after it, they wait longer each time, or as long as the provider says.</summary>
public class RetryWithoutDelayBehaviorTests
{
    private const string Transient = "ex.Status is 0 or 408 or 409 or 429 or >= 500";

    private static readonly Programs Programs = new Programs(new RetryWithoutDelayAnalyzer(), new RetryWithoutDelayFix(), RetryWithoutDelayFix.BackOff)
        .With(
            ProgramHost.Sdks,
            ("a handler that does nothing", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && {{Transient}})
                {
                }
                """)),
            ("a handler that logs", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && {{Transient}})
                {
                    Console.Error.WriteLine(ex.Message);
                }
                """)),
            ("a clock in scope", Loop($"{Gpt}, TimeProvider clock, CancellationToken token", Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && {{Transient}})
                {
                    Console.Error.WriteLine($"{clock.GetUtcNow()}: {ex.Message}");
                }
                """)),
            ("a delay that nobody awaits", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && {{Transient}})
                {
                    _ = Task.Delay(1000 * attempt);
                }
                """)),
            ("a delay of zero", Loop(AzureGpt, AskAzure, $$"""
                catch (Azure.RequestFailedException ex) when (attempt < 4 && {{Transient}})
                {
                    await Task.Delay(0);
                }
                """)),
            ("a loop without a counter", Method(Claude, $$"""
                var left = new Queue<string>(new[] { "once", "twice", "thrice" });
                while (true)
                {
                    try
                    {
                        {{AskClaude}}
                    }
                    catch (Anthropic.Exceptions.AnthropicApiException ex)
                        when (left.TryDequeue(out var time) && (int)ex.StatusCode is 408 or 409 or 429 or >= 500)
                    {
                        Console.Error.WriteLine(time);
                    }
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
                            Console.Error.WriteLine(ex.Message);
                        }
                    }
                }
                """),
            ("recursion", Method(Gpt, "return await AskAsync(client, 1);", $$"""
                private static async Task<string?> AskAsync(ChatClient client, int attempt)
                {
                    try
                    {
                        {{Ask}}
                    }
                    catch (ClientResultException ex) when (attempt < 4 && {{Transient}})
                    {
                        return await AskAsync(client, attempt + 1);
                    }
                }
                """)),
            ("a pipeline of Polly 8", Policy($$"""
                new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<ClientResultException>(ex => {{Transient}}),
                    Delay = TimeSpan.Zero,
                }).Build()
                """)))
        .With(
            ProgramHost.Net,
            ("a branch that goes on", Method(Http, $$"""
                for (var attempt = 1; ; attempt++)
                {
                    {{Post}}
                    if ((int)response.StatusCode is 408 or 409 or 429 or >= 500 && attempt < 4)
                        continue;
                    response.EnsureSuccessStatusCode();
                    {{Read}}
                }
                """)),
            ("a branch that leaves", Method(Http, $$"""
                for (var attempt = 1; ; attempt++)
                {
                    {{Post}}
                    if ((int)response.StatusCode is not (408 or 409 or 429 or >= 500) || attempt == 4)
                    {
                        response.EnsureSuccessStatusCode();
                        {{Read}}
                    }
                }
                """)),
            ("a loop over the status", Method(Http, $$"""
                HttpResponseMessage response;
                var attempts = 0;
                do
                {
                    response = await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent("{}"));
                    attempts++;
                }
                while ((int)response.StatusCode is 408 or 409 or 429 or >= 500 && attempts < 4);

                response.EnsureSuccessStatusCode();
                {{Read}}
                """)))
        .With(
            ProgramHost.Polly7,
            ("a policy without a wait", Policy($"Policy.Handle<ClientResultException>(ex => {Transient}).RetryAsync(3)")),
            ("a policy that waits for no time", Policy($"Policy.Handle<ClientResultException>(ex => {Transient}).WaitAndRetryAsync(3, _ => TimeSpan.Zero)")),
            ("a policy for responses", HttpPolicy("""
                Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode is 408 or 409 or 429 or >= 500).RetryAsync(3)
                """)));

    private static readonly int[][] Others = [.. Good.Transient, [400], [401], [404]];

    public static TheoryData<string> Names => Programs.Names;

    public static TheoryData<string> NamesWithResponse => Programs.NamesFor(ProgramHost.Net);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Attempts_wait_longer_each_time(string name) => AssertWaitsAsync(name);

    [Theory]
    [MemberData(nameof(NamesWithResponse))]
    public async Task Attempts_wait_as_long_as_the_provider_says(string name)
    {
        var (before, after) = await Programs.RunAsync(name, Answers.RateLimitFor(seconds: 17));
        Assert.Equal([TimeSpan.Zero], before.Pauses);
        Assert.Equal([TimeSpan.FromSeconds(17)], after.Pauses);
        Assert.Equal(Answers.Text, after.Answer);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name) => Good.AssertSameAsync(Programs, name, Others);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static async Task AssertWaitsAsync(string name)
    {
        var (before, after) = await Programs.RunAsync(name, new Answers(503));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero], before.Pauses);
        Assert.Equal(3, after.Pauses.Count);
        Assert.All(after.Pauses, static pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(61)));
        // Jitter of Polly's own (decorrelated) can make any single wait nearly nothing; what the first ones add up to is bounded.
        if (name == "a pipeline of Polly 8")
        {
            Assert.InRange(after.Pauses[0] + after.Pauses[1] + after.Pauses[2], TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(7));
            return;
        }

        Assert.All(after.Pauses, static pause => Assert.True(pause >= TimeSpan.FromMilliseconds(100)));
        Assert.Equal(after.Pauses.Order(), after.Pauses);
    }
}
