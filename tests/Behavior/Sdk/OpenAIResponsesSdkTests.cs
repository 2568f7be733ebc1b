using AiApi.Behavior.Tests.Server;
using OpenAI.Responses;

namespace AiApi.Behavior.Tests.Sdk;

/// <summary>OpenAI's client for responses.</summary>
public class OpenAIResponsesSdkTests(Provider provider) : IClassFixture<Provider>
{
    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_response_that_was_cut_off_is_incomplete_and_has_half_a_text()
    {
        var response = await AskAsync(Completion.Length);

        Assert.Equal(ResponseStatus.Incomplete, response.Status);
        Assert.Equal(Completion.HalfAnswer, response.GetOutputText());
    }

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_response_that_was_blocked_or_failed_has_no_text_and_throws_nothing()
    {
        var (blocked, failed) = (await AskAsync(Completion.FilteredWithNullContent), await AskAsync(Completion.NoChoices));

        Assert.Equal((ResponseStatus.Incomplete, null), (blocked.Status, blocked.GetOutputText()));
        Assert.Equal((ResponseStatus.Failed, null), (failed.Status, failed.GetOutputText()));
        Assert.Equal(Failure.Message, failed.Error.Message);
    }

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_refusal_and_a_tool_call_are_completed_and_have_no_text()
    {
        var (refused, calling) = (await AskAsync(Completion.Refused), await AskAsync(Completion.ToolCalls));

        Assert.Equal((ResponseStatus.Completed, null), (refused.Status, refused.GetOutputText()));
        Assert.Equal((ResponseStatus.Completed, null), (calling.Status, calling.GetOutputText()));
        Assert.IsType<FunctionCallResponseItem>(Assert.Single(calling.OutputItems));
    }

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_status_that_the_client_does_not_know_makes_the_call_throw() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AskAsync(Completion.UnknownReason));

    [Fact]
    [Trait("Rule", "AIAPI1003")]
    public async Task A_stream_ends_with_an_update_that_says_how_and_throws_nothing()
    {
        Assert.IsType<StreamingResponseCompletedUpdate>((await StreamedAsync(Completion.Stop))[^1]);
        Assert.IsType<StreamingResponseIncompleteUpdate>((await StreamedAsync(Completion.Length))[^1]);
        Assert.IsType<StreamingResponseFailedUpdate>((await StreamedAsync(Completion.NoChoices))[^1]);
        Assert.IsType<StreamingResponseErrorUpdate>((await StreamedAsync(Completion.ErrorInStream))[^1]);
    }

    private async Task<ResponseResult> AskAsync(Scenario scenario) => await ClientFor(scenario).CreateResponseAsync("gpt-4o", "hi");

    private async Task<List<StreamingResponseUpdate>> StreamedAsync(Scenario scenario) => await (await ClientFor(scenario).CreateResponseStreamingAsync("gpt-4o", "hi")).ToListAsync();

    private ResponsesClient ClientFor(Scenario scenario) => (ResponsesClient)Clients.Create(typeof(ResponsesClient), provider.Play(scenario));
}
