using System.ClientModel;
using System.ClientModel.Primitives;
using AiApi.Behavior.Tests.Server;
using OpenAI;
using OpenAI.Chat;

namespace AiApi.Behavior.Tests.Sdk;

/// <summary>How often and when the clients on System.ClientModel ask again: what the rules about retries take for granted.</summary>
public class OpenAIRetrySdkTests(Provider provider) : IClassFixture<Provider>
{
    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(403, 1)]
    [InlineData(404, 1)]
    [InlineData(408, 4)]
    [InlineData(409, 1)]
    [InlineData(422, 1)]
    [InlineData(425, 1)]
    [InlineData(429, 4)]
    [InlineData(500, 4)]
    [InlineData(501, 1)]
    [InlineData(502, 4)]
    [InlineData(503, 4)]
    [InlineData(504, 4)]
    [InlineData(524, 1)]
    [InlineData(529, 1)]
    [Trait("Rule", "AIAPI2006")]
    public async Task By_default_the_client_asks_three_more_times_after_a_transient_status(int status, int requests)
    {
        var play = provider.Play(Failure.Status(status, "error"));

        Assert.Equal(status, (await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(play))).Status);
        Assert.Equal(requests, play.Requests.Count);
    }

    [Fact]
    [Trait("Rule", "AIAPI2008")]
    public async Task By_default_the_client_does_not_wait_between_attempts()
    {
        var play = provider.Play(Failure.TooManyRequests);

        await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(play));
        Assert.True(play.Requests[^1].Time - play.Requests[0].Time < TimeSpan.FromMilliseconds(600), "All attempts come within a moment.");
    }

    [Fact]
    [Trait("Rule", "AIAPI2008")]
    public async Task With_a_policy_of_its_own_the_client_waits()
    {
        var play = provider.Play(Failure.TooManyRequests);

        await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(play, new ClientRetryPolicy(1)));
        Assert.InRange(play.Requests[1].Time - play.Requests[0].Time, TimeSpan.FromMilliseconds(750), TimeSpan.FromSeconds(10));
    }

    [Fact]
    [Trait("Rule", "AIAPI2004")]
    public async Task The_client_waits_as_long_as_Retry_After_says()
    {
        var play = provider.Play(Failure.TooManyRequestsForASecond.Then(Completion.Stop));

        await AskAsync(play);
        Assert.InRange(play.Requests[1].Time - play.Requests[0].Time, TimeSpan.FromMilliseconds(950), TimeSpan.FromSeconds(10));
    }

    [Fact]
    [Trait("Rule", "AIAPI2001")]
    public async Task A_cut_connection_has_status_0() =>
        Assert.Equal(0, (await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(provider.Play(Failure.CutConnection), new ClientRetryPolicy(0)))).Status);

    [Fact]
    [Trait("Rule", "AIAPI2001")]
    public async Task Connections_that_are_cut_again_and_again_end_in_an_aggregate_exception()
    {
        var exception = await Assert.ThrowsAsync<AggregateException>(() => AskAsync(provider.Play(Failure.CutConnection)));

        Assert.All(exception.InnerExceptions, inner => Assert.Equal(0, Assert.IsType<ClientResultException>(inner).Status));
    }

    [Fact]
    [Trait("Rule", "AIAPI2006")]
    public async Task A_reply_that_breaks_off_is_asked_for_again()
    {
        var play = provider.Play(Failure.CutBody);

        await Assert.ThrowsAsync<AggregateException>(() => AskAsync(play));
        Assert.Equal(4, play.Requests.Count);
    }

    [Fact]
    [Trait("Rule", "AIAPI2001")]
    public async Task A_reply_that_is_too_slow_ends_in_a_cancellation()
    {
        var slow = provider.Play(Failure.Slow(Completion.Stop, TimeSpan.FromSeconds(30)));
        var options = new OpenAIClientOptions { Endpoint = slow.Endpoint, NetworkTimeout = TimeSpan.FromMilliseconds(300), RetryPolicy = new ClientRetryPolicy(0) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new ChatClient("gpt-4o", new ApiKeyCredential("test"), options).CompleteChatAsync("hi"));
    }

    [Fact]
    [Trait("Rule", "AIAPI2007")]
    public async Task The_message_of_an_exception_has_the_providers_message() =>
        Assert.Contains(Failure.Message, (await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(provider.Play(Failure.BadRequest)))).Message);

    private static async Task<ChatCompletion> AskAsync(Play play, PipelinePolicy? retries = null)
    {
        var options = new OpenAIClientOptions { Endpoint = play.Endpoint };
        if (retries is not null)
            options.RetryPolicy = retries;
        return await new ChatClient("gpt-4o", new ApiKeyCredential("test"), options).CompleteChatAsync("hi");
    }
}
