namespace AiApi.Analyzers.Tests.Support;

public class OlderSyntaxTests
{
    [Theory]
    [InlineData(
        "class Bot(ChatClient client)\n{\n}",
        "class Bot\n{ private ChatClient client; public Bot(ChatClient client) { this.client = client; }\n}")]
    [InlineData(
        "struct Bot(Dictionary<string, int> map, int[] ids) : IBot { }",
        "struct Bot : IBot { private Dictionary<string, int> map; private int[] ids; "
            + "public Bot(Dictionary<string, int> map, int[] ids) { this.map = map; this.ids = ids; } }")]
    [InlineData("class Bot(ChatClient client) : Base(client) { }", "class Bot(ChatClient client) : Base(client) { }")]
    [InlineData("record class Bot(string Name) { }", "record class Bot(string Name) { }")]
    [InlineData("class Bot { Bot(int a) { } }", "class Bot { Bot(int a) { } }")]
    public void Primary_constructors_are_written_out(string code, string older) =>
        Assert.Equal(older, OlderSyntax.WithoutPrimaryConstructors(code));

    [Fact]
    public Task Snippets_may_use_them_on_every_Roslyn() => Verify<TestingTests.SmallNumber>.Silent("""
        using OpenAI.Chat;

        class Bot(ChatClient client, int limit)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                return completion.FinishReason.ToString() + limit;
            }
        }
        """);
}
