using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2008: before the fix a client is done with its four attempts at once; after it, it waits in between.</summary>
public class DefaultClientRetriesBehaviorTests
{
    private static readonly Programs Programs = new Programs(new DefaultClientRetriesAnalyzer(), new DefaultClientRetriesFix(), DefaultClientRetriesFix.BackOff)
        .With(
            ProgramHost.Sdks,
            ("a key", Client("""new ChatClient("gpt-5.4", "none")""")),
            ("a credential", Client("""new ChatClient("gpt-5.4", new ApiKeyCredential("none"))""")),
            ("named arguments", Client("""new ChatClient(model: "gpt-5.4", apiKey: "none")""")),
            ("options that say nothing of it", Client("""new ChatClient("gpt-5.4", new ApiKeyCredential("none"), new OpenAIClientOptions { UserAgentApplicationId = "desk" })""")),
            ("the default policy", "using System.ClientModel.Primitives;\n" + Client("""
                new ChatClient("gpt-5.4", new ApiKeyCredential("none"), new OpenAIClientOptions { RetryPolicy = ClientRetryPolicy.Default })
                """)),
            ("a client of clients", Client("""new OpenAIClient("none").GetChatClient("gpt-5.4")""")),
            ("options of their own, in a field", $$"""
                private static readonly OpenAIClientOptions options = new();
                private static readonly ChatClient client = new("gpt-5.4", new ApiKeyCredential("none"), options);

                public static async Task<string?> RunAsync()
                {
                    {{Ask}}
                }
                """));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_client_waits_between_its_attempts(string name)
    {
        var (before, after) = await Programs.RunAsync(name, new Answers(503));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero], before.Pauses);
        // The default policy is the SDK's own: that it does not wait is seen on our clock.
        Assert.True(before.RealPauses.Min() < TimeSpan.FromMilliseconds(700), string.Join(' ', before.RealPauses));
        Assert.Equal([TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(3.2)], after.Pauses);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name) => Good.AssertSameAsync(Programs, name, [[200], [429, 200], [503, 500, 429, 200], [400], [401], [409], [503]]);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    private static string Client(string creation) => Method("", $$"""
        var client = {{creation}};
        {{Ask}}
        """);
}
