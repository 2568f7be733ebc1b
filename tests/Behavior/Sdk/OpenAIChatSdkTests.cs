using System.ClientModel;
using AiApi.Behavior.Tests.Server;
using OpenAI.Chat;

namespace AiApi.Behavior.Tests.Sdk;

/// <summary>OpenAI's chat client: what the rules about completions take for granted.</summary>
public class OpenAIChatSdkTests(Provider provider) : IClassFixture<Provider>
{
    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_reply_that_was_cut_off_comes_back_like_any_other()
    {
        var completion = await AskAsync(Completion.Length);

        Assert.Equal(ChatFinishReason.Length, completion.FinishReason);
        Assert.Equal(Completion.HalfAnswer, completion.Content[0].Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_blocked_reply_without_content_has_no_parts_and_the_index_throws(bool isMissing)
    {
        var completion = await AskAsync(isMissing ? Completion.FilteredWithoutContent : Completion.FilteredWithNullContent);

        Assert.Equal(ChatFinishReason.ContentFilter, completion.FinishReason);
        Assert.Empty(completion.Content);
        Assert.Throws<ArgumentOutOfRangeException>(() => completion.Content[0]);
    }

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_blocked_reply_with_empty_content_has_one_part_with_an_empty_text()
    {
        var completion = await AskAsync(Completion.FilteredWithEmptyContent);

        Assert.Equal(ChatFinishReason.ContentFilter, completion.FinishReason);
        Assert.Equal("", Assert.Single(completion.Content).Text);
    }

    [Fact]
    [Trait("Rule", "AIAPI1004")]
    public async Task A_refusal_ends_with_stop_and_without_content()
    {
        var completion = await AskAsync(Completion.Refused);

        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Empty(completion.Content);
        Assert.Equal(Completion.RefusalText, completion.Refusal);
        Assert.Throws<ArgumentOutOfRangeException>(() => completion.Content[0]);
    }

    [Fact]
    [Trait("Rule", "AIAPI1007")]
    public async Task A_reply_that_calls_tools_has_no_content()
    {
        var completion = await AskAsync(Completion.ToolCalls);

        Assert.Equal(ChatFinishReason.ToolCalls, completion.FinishReason);
        Assert.Empty(completion.Content);
        Assert.Single(completion.ToolCalls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_finish_reason_that_the_client_does_not_know_makes_the_call_itself_throw(bool isMissing) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AskAsync(isMissing ? Completion.NoReason : Completion.UnknownReason));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Rule", "AIAPI1001")]
    public async Task Without_a_choice_the_call_succeeds_and_every_read_throws(bool isError)
    {
        var completion = await AskAsync(isError ? Failure.Disguised : Completion.NoChoices);

        Assert.Throws<ArgumentOutOfRangeException>(() => completion.FinishReason);
        Assert.Throws<ArgumentOutOfRangeException>(() => completion.Content);
        Assert.Throws<ArgumentOutOfRangeException>(() => completion.Refusal);
        Assert.Throws<ArgumentOutOfRangeException>(() => completion.ToolCalls);
    }

    [Fact]
    [Trait("Rule", "AIAPI1003")]
    public async Task The_reason_of_a_stream_comes_after_the_text_and_before_the_usage()
    {
        var updates = await StreamedAsync(Completion.Length);

        Assert.Equal([null, null, null, ChatFinishReason.Length, null], updates.Select(update => update.FinishReason));
        Assert.Empty(updates[3].ContentUpdate);
        Assert.NotNull(updates[4].Usage);
    }

    [Fact]
    [Trait("Rule", "AIAPI1003")]
    public async Task An_error_in_a_stream_ends_it_without_an_exception_and_without_a_reason()
    {
        var updates = await StreamedAsync(Completion.ErrorInStream);

        Assert.All(updates, update => Assert.Null(update.FinishReason));
    }

    [Fact]
    [Trait("Rule", "AIAPI1003")]
    public async Task A_stream_whose_connection_breaks_throws() => await Assert.ThrowsAnyAsync<IOException>(() => StreamedAsync(Completion.CutStream));

    [Fact]
    [Trait("Rule", "AIAPI1003")]
    public async Task A_stream_asks_when_it_is_read_and_throws_then()
    {
        var play = provider.Play(Failure.BadRequest);
        var updates = ((ChatClient)Clients.Create(typeof(ChatClient), play)).CompleteChatStreamingAsync("hi");

        Assert.Empty(play.Requests);
        Assert.Equal(400, (await Assert.ThrowsAsync<ClientResultException>(async () => await updates.ToListAsync())).Status);
    }

    private async Task<ChatCompletion> AskAsync(Scenario scenario) => await ((ChatClient)Clients.Create(typeof(ChatClient), provider.Play(scenario))).CompleteChatAsync("hi");

    private async Task<List<StreamingChatCompletionUpdate>> StreamedAsync(Scenario scenario) =>
        await ((ChatClient)Clients.Create(typeof(ChatClient), provider.Play(scenario))).CompleteChatStreamingAsync("hi").ToListAsync();
}
