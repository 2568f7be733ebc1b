using AiApi.Behavior.Tests.Server;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace AiApi.Behavior.Tests.Sdk;

/// <summary>Anthropic's client, and what its adapter for Microsoft.Extensions.AI makes of its replies.</summary>
public class AnthropicSdkTests(Provider provider) : IClassFixture<Provider>
{
    private static readonly MessageCreateParams Question = new()
    {
        Model = "claude-sonnet-4-5",
        MaxTokens = 99,
        Messages = [new UserMessageParam { Content = "hi" }],
    };

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_refusal_has_no_blocks_and_the_index_throws()
    {
        var message = await AskAsync(Completion.Refused);

        Assert.True(message.StopReason == StopReason.Refusal);
        Assert.Empty(message.Content);
        Assert.ThrowsAny<Exception>(() => message.Content[0]);
    }

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_stop_reason_that_the_client_does_not_know_or_none_throws_nothing()
    {
        Assert.Equal("insufficient_system_resource", (await AskAsync(Completion.UnknownReason)).StopReason?.Raw());
        Assert.Null((await AskAsync(Completion.NoReason)).StopReason);
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("stop-sequence", "stop")]
    [InlineData("length", "length")]
    [InlineData("window-exceeded", "length")]
    [InlineData("refusal", "content_filter")]
    [InlineData("tool-calls", "tool_calls")]
    [InlineData("unknown-reason", "insufficient_system_resource")]
    [InlineData("no-reason", null)]
    [Trait("Rule", "AIAPI1001")]
    public async Task The_adapter_tells_stop_reasons_as_finish_reasons(string scenario, string? reason)
    {
        Completion[] completions = [.. Completion.All, Completion.StopSequence, Completion.WindowExceeded, Completion.UnknownReason, Completion.NoReason];
        var client = (IChatClient)Clients.Create(typeof(IChatClient), provider.Play(completions.Single(completion => completion.Name == scenario)));

        Assert.Equal(reason, (await client.GetResponseAsync("hi")).FinishReason?.Value);
    }

    [Fact]
    [Trait("Rule", "AIAPI1003")]
    public async Task A_stream_through_the_adapter_throws_on_an_error_in_it_and_on_a_break()
    {
        await Assert.ThrowsAsync<AnthropicSseException>(() => StreamedAsync(Completion.ErrorInStream));
        await Assert.ThrowsAnyAsync<Exception>(() => StreamedAsync(Completion.CutStream));
    }

    [Fact]
    [Trait("Rule", "AIAPI2001")]
    public async Task Each_status_has_an_exception_of_its_own()
    {
        await Assert.ThrowsAsync<AnthropicBadRequestException>(() => AskAsync(Failure.BadRequest));
        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => AskAsync(Failure.Unauthorized));
        await Assert.ThrowsAsync<AnthropicRateLimitException>(() => AskAsync(Failure.TooManyRequests));
        Assert.Equal(503, (int)(await Assert.ThrowsAnyAsync<Anthropic5xxException>(() => AskAsync(Failure.Unavailable))).StatusCode);
    }

    [Fact]
    [Trait("Rule", "AIAPI2001")]
    public async Task The_exception_of_a_rate_limit_is_a_4xx_exception() => await Assert.ThrowsAnyAsync<Anthropic4xxException>(() => AskAsync(Failure.TooManyRequests));

    [Fact]
    [Trait("Rule", "AIAPI2006")]
    public async Task By_default_the_client_asks_twice_more_and_waits()
    {
        (int Status, int Requests)[] expected = [(400, 1), (401, 1), (404, 1), (408, 3), (409, 3), (422, 1), (429, 3), (500, 3), (501, 3), (529, 3)];

        await Task.WhenAll(expected.Select(async row =>
        {
            var play = provider.Play(Failure.Status(row.Status, "error"));
            await Assert.ThrowsAnyAsync<AnthropicException>(() => new AnthropicClient { ApiKey = "test", BaseUrl = play.Endpoint.ToString() }.Messages.Create(Question));
            Assert.Equal(row, (row.Status, play.Requests.Count));
            if (row.Requests > 1)
                Assert.InRange(play.Requests[1].Time - play.Requests[0].Time, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(10));
        }));
    }

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public void A_finish_reason_that_was_never_set_equals_stop() => Assert.Equal(ChatFinishReason.Stop, default);

    private async Task<Message> AskAsync(Scenario scenario) => await ((AnthropicClient)Clients.Create(typeof(AnthropicClient), provider.Play(scenario))).Messages.Create(Question);

    private async Task<List<ChatResponseUpdate>> StreamedAsync(Scenario scenario) =>
        await ((IChatClient)Clients.Create(typeof(IChatClient), provider.Play(scenario))).GetStreamingResponseAsync("hi").ToListAsync();
}
