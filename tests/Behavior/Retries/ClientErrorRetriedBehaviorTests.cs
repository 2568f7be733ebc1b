using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2001: before the fix a request that can never succeed is sent again and again; after it, once.</summary>
public class ClientErrorRetriedBehaviorTests
{
    private static readonly Programs Programs = new Programs(new ClientErrorRetriedAnalyzer(), new ClientErrorRetriedFix(), ClientErrorRetriedFix.RetryTransientOnly)
        .With(
            ProgramHost.Sdks,
            ("a loop around OpenAI's SDK", Loop(Gpt, Ask, $$"""
                catch (ClientResultException) when (attempt < 4)
                {
                    {{Wait}}
                }
                """)),
            ("a handler that rethrows in the end", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex)
                {
                    Console.Error.WriteLine(ex.Message);
                    if (attempt == 4)
                        throw;
                    {{Wait}}
                }
                """)),
            ("a loop that takes every exception", Loop(Gpt, Ask, $$"""
                catch (Exception) when (attempt < 4)
                {
                    {{Wait}}
                }
                """)),
            ("a filter that is too wide", Loop(Gpt, Ask, $$"""
                catch (ClientResultException ex) when (attempt < 4 && ex.Status != 401 && ex.Status != 403)
                {
                    {{Wait}}
                }
                """)),
            ("a loop around Anthropic's SDK", Loop(Claude, AskClaude, $$"""
                catch (Anthropic.Exceptions.AnthropicApiException) when (attempt < 4)
                {
                    {{Wait}}
                }
                """)),
            ("a loop around Microsoft.Extensions.AI", "using Microsoft.Extensions.AI;\n" + Loop(AnyModel, AskAny, $$"""
                catch (Exception ex) when (attempt < 4)
                {
                    Console.Error.WriteLine(ex.Message);
                    {{Wait}}
                }
                """)),
            ("a loop around Azure's SDK", Loop(AzureGpt, AskAzure, $$"""
                catch (Azure.RequestFailedException) when (attempt < 4)
                {
                    {{Wait}}
                }
                """)),
            ("a loop around sends that throw", Loop(Http, $"{Post}\nresponse.EnsureSuccessStatusCode();\n{Read}", $$"""
                catch (HttpRequestException) when (attempt < 4)
                {
                    {{Wait}}
                }
                """)),
            ("a loop around responses", Method(Http, $$"""
                for (var attempt = 1; ; attempt++)
                {
                    {{Post}}
                    if (!response.IsSuccessStatusCode && attempt < 4)
                    {
                        {{Wait}}
                        continue;
                    }

                    response.EnsureSuccessStatusCode();
                    {{Read}}
                }
                """)),
            ("recursion", Method(Gpt, "return await AskAsync(client, 1);", $$"""
                private static async Task<string?> AskAsync(ChatClient client, int attempt)
                {
                    try
                    {
                        {{Ask}}
                    }
                    catch (ClientResultException) when (attempt < 4)
                    {
                        {{Wait}}
                        return await AskAsync(client, attempt + 1);
                    }
                }
                """)),
            ("a pipeline of Polly 8 that handles everything", Policy("new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { BackoffType = DelayBackoffType.Exponential, UseJitter = true }).Build()")),
            ("a pipeline of Polly 8 for responses", HttpPolicy("""
                new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new RetryStrategyOptions<HttpResponseMessage>
                {
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(r => !r.IsSuccessStatusCode),
                }).Build()
                """)))
        .With(
            ProgramHost.Polly7,
            ("a policy for the exception of the SDK", Policy("Policy.Handle<ClientResultException>().WaitAndRetryAsync(3, Pause)", Pause)),
            ("a policy for every exception", Policy("Policy.Handle<Exception>().WaitAndRetryAsync(3, Pause)", Pause)),
            ("a policy for responses", HttpPolicy("Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode).WaitAndRetryAsync(3, Pause)", Pause)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_request_that_can_never_succeed_is_sent_once(string name) => AssertSentOnceAsync(Programs, name);

    [Theory]
    [MemberData(nameof(Names))]
    public Task What_passes_is_retried_as_before(string name) => Good.AssertSameAsync(Programs, name, Good.Transient);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static async Task AssertSentOnceAsync(Programs programs, string name)
    {
        foreach (var status in new[] { 400, 404, 422 })
        {
            var (before, after) = await programs.RunAsync(name, new Answers(status));
            Assert.Equal(4, before.Requests.Length);
            Assert.Single(after.Requests);
            // Whoever asks hears the same of it.
            Assert.Equal(before.Thrown!.GetType().FullName, after.Thrown!.GetType().FullName);
            Assert.Equal(before.Message, after.Message);
        }
    }
}
