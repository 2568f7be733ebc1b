using AiApi.Behavior.Tests.Server;
using Azure;
using Azure.AI.OpenAI;
using Azure.Core;

namespace AiApi.Behavior.Tests.Sdk;

/// <summary>Azure.AI.OpenAI 1.0 beta on Azure.Core.</summary>
public class AzureSdkTests(Provider provider) : IClassFixture<Provider>
{
    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task A_blocked_reply_has_no_content_and_any_reason_is_told()
    {
        var blocked = (await AskAsync(provider.Play(Completion.FilteredWithNullContent))).Choices[0];
        var unknown = (await AskAsync(provider.Play(Completion.UnknownReason))).Choices[0];

        Assert.Equal(CompletionsFinishReason.ContentFiltered, blocked.FinishReason);
        Assert.Null(blocked.Message.Content);
        Assert.Equal("insufficient_system_resource", unknown.FinishReason.ToString());
    }

    [Fact]
    [Trait("Rule", "AIAPI1001")]
    public async Task Without_a_choice_the_index_throws()
    {
        var completions = await AskAsync(provider.Play(Completion.NoChoices));

        Assert.Throws<ArgumentOutOfRangeException>(() => completions.Choices[0]);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(409, 1)]
    [InlineData(408, 4)]
    [InlineData(429, 4)]
    [InlineData(500, 4)]
    [InlineData(501, 1)]
    [InlineData(503, 4)]
    [Trait("Rule", "AIAPI2006")]
    public async Task By_default_the_client_asks_three_more_times_after_a_transient_status(int status, int requests)
    {
        var play = provider.Play(Failure.Status(status, "error"));
        var options = new OpenAIClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1), Mode = RetryMode.Fixed } };

        Assert.Equal(status, (await Assert.ThrowsAsync<RequestFailedException>(() => AskAsync(play, options))).Status);
        Assert.Equal(requests, play.Requests.Count);
    }

    private static async Task<ChatCompletions> AskAsync(Play play, OpenAIClientOptions? options = null)
    {
        var client = options is null ? (OpenAIClient)Clients.Create(typeof(OpenAIClient), play) : new OpenAIClient(play.Endpoint, new AzureKeyCredential("test"), options);
        return await client.GetChatCompletionsAsync("gpt-4o", new ChatCompletionsOptions { Messages = { new ChatMessage(ChatRole.User, "hi") } });
    }
}
