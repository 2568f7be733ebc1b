using AiApi.Analyzers.Completions;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Completions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Behavior.Tests.Completions;

/// <summary>AIAPI1004 to AIAPI1007: before the fix a program trips over an answer, or ignores it, without a word of what the model said; after it, it says so.</summary>
public class OutputBehaviorTests(Provider provider) : IClassFixture<Provider>
{
    private static readonly Dictionary<string, string> Indexing = new()
    {
        ["an index"] = "return completion.Content[0].Text;",
        ["the first part, after a check of the reason"] =
            """
            if (completion.FinishReason != ChatFinishReason.Stop)
                return null;
            return completion.Content.First().Text;
            """,
        ["an index in a condition"] =
            """
            if (completion.Content[0].Text.Length > 20)
                return completion.Content[0].Text;
            return "";
            """,
    };

    private static readonly Dictionary<string, string> Parsing = new()
    {
        ["a document in a variable"] =
            """
            var text = completion.Content.FirstOrDefault()?.Text ?? "{}";
            using var document = System.Text.Json.JsonDocument.Parse(text);
            return document.RootElement.GetProperty("capital").GetString();
            """,
        ["a returned value"] =
            """
            return System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(completion.Content[0].Text)!["capital"];
            """,
        ["a trimmed text"] =
            """
            var answer = System.Text.Json.Nodes.JsonNode.Parse(completion.Content[0].Text.Trim());
            return (string?)answer?["capital"];
            """,
    };

    private static readonly Dictionary<string, (string Body, Scenario Expected, string? Answer)> Matching = new()
    {
        ["a switch"] = (
            """
            string? answer = null;
            switch (completion.Content[0].Text)
            {
                case "yes":
                    Say("Paris");
                    break;
                case "no":
                    Say("Rome");
                    break;
            }

            void Say(string city) => Console.Write(city);
            """,
            Completion.Word, null),
        ["a chain"] = (
            """
            if (completion.Content[0].Text == "yes")
                Console.Write("Paris");
            else if (completion.Content[0].Text == "no")
                Console.Write("Rome");
            """,
            Completion.Word, null),
        ["a number"] = ("""Console.Write(int.Parse(completion.Content[0].Text, System.Globalization.CultureInfo.InvariantCulture));""", Completion.Number, null),
        ["an enum"] = ("""Console.Write(Enum.Parse<Capital>(completion.Content[0].Text, true));""", Completion.Word, null),
    };

    private static readonly Dictionary<string, string> Offering = new()
    {
        ["an index"] = "return completion.Content[0].Text;",
        ["joined parts"] = "return string.Concat(completion.Content.Select(part => part.Text));",
        ["a check of the other reasons"] =
            """
            if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter)
                return null;
            return completion.Content.FirstOrDefault()?.Text ?? "";
            """,
    };

    public static TheoryData<string> Indexes() => new(Indexing.Keys);

    public static TheoryData<string> Parsers() => new(Parsing.Keys);

    public static TheoryData<string> Matches() => new(Matching.Keys);

    public static TheoryData<string> Offers() => new(Offering.Keys);

    [Theory]
    [MemberData(nameof(Indexes))]
    public async Task A_refusal_is_thrown_with_its_text(string name)
    {
        var before = Program(Indexing[name]);
        var after = await FixedAsync(before, new RefusalIndexAnalyzer(), new RefusalIndexFix(), RefusalIndexFix.ThrowWhenRefused);

        await AssertSaysAsync(before, after, Completion.Refused, Completion.RefusalText);
        await AssertSameAsync(before, after, Completion.All.Where(static scenario => scenario != Completion.Refused));
    }

    [Theory]
    [MemberData(nameof(Parsers))]
    public async Task Malformed_output_is_thrown_with_its_text(string name)
    {
        var before = Program(Parsing[name]);
        var after = await FixedAsync(before, new MalformedOutputAnalyzer(), new MalformedOutputFix(), MalformedOutputFix.ThrowWithOutput);

        Assert.Equal("Paris", (await after.RunAsync(provider.Play(Completion.Json))).Answer);
        await AssertSaysAsync(before, after, Completion.MalformedJson, Completion.MalformedAnswer);
        await AssertSaysAsync(before, after, Completion.Length, Completion.HalfAnswer);
        await AssertSameAsync(before, after, [Completion.Json, Completion.Refused, Completion.ToolCalls, Completion.NoChoices]);
    }

    [Theory]
    [MemberData(nameof(Matches))]
    public async Task Unexpected_output_is_thrown_with_its_text(string name)
    {
        var (body, expected, answer) = Matching[name];
        var before = BotProgram.Of(
            $$"""
            public enum Capital { Yes, No }

            public static async Task<string?> AskAsync(ChatClient client)
            {
                await PrintAsync(client);
                return null;
            }

            private static async Task PrintAsync(ChatClient client)
            {
                ChatCompletion completion = await client.CompleteChatAsync("Is Paris the capital of France? yes or no.");
                {{body}}
            }
            """);
        var after = await FixedAsync(before, new UnexpectedOutputAnalyzer(), new UnexpectedOutputFix(), UnexpectedOutputFix.ThrowWithOutput);

        Assert.Equal(new Outcome(answer, null, null, 1), await after.RunAsync(provider.Play(expected)));
        await AssertSaysAsync(before, after, Completion.Stop, Completion.WholeAnswer);
        await AssertSameAsync(before, after, [expected, Completion.Refused, Completion.ToolCalls, Completion.NoChoices]);
    }

    [Theory]
    [MemberData(nameof(Offers))]
    public async Task Tool_calls_get_a_way_of_their_own(string name)
    {
        var before = BotProgram.Of(
            $$"""
            public static async Task<string?> AskAsync(ChatClient client)
            {
                var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("atlas") } };
                ChatCompletion completion = await client.CompleteChatAsync(new ChatMessage[] { "What is the capital of France?" }, options);
                {{Offering[name]}}
            }
            """);
        var after = await FixedAsync(before, new ToolCallsIgnoredAnalyzer(), new ToolCallsIgnoredFix(), ToolCallsIgnoredFix.HandleToolCalls);

        await AssertSaysAsync(before, after, Completion.ToolCalls, "run the requested tools");
        await AssertSameAsync(before, after, Completion.All.Where(static scenario => scenario != Completion.ToolCalls));
    }

    private static BotProgram Program(string body) => BotProgram.Of(
        $$"""
        public static async Task<string?> AskAsync(ChatClient client)
        {
            ChatCompletion completion = await client.CompleteChatAsync("What is the capital of France?");
            {{body}}
        }
        """);

    private static Task<BotProgram> FixedAsync(BotProgram program, DiagnosticAnalyzer analyzer, CodeFixProvider fix, string action) => program.FixedAsync(analyzer, fix, action);

    /// <summary>Before the fix the program does not say what is wrong with the answer; after it an exception does.</summary>
    private async Task AssertSaysAsync(BotProgram before, BotProgram after, Scenario scenario, string said)
    {
        var trip = await before.RunAsync(provider.Play(scenario));
        Assert.False(trip.Exception == nameof(InvalidOperationException) && trip.Message!.Contains(said));
        var outcome = await after.RunAsync(provider.Play(scenario));
        Assert.Equal(nameof(InvalidOperationException), outcome.Exception);
        Assert.Contains(said, outcome.Message);
    }

    private async Task AssertSameAsync(BotProgram before, BotProgram after, IEnumerable<Scenario> scenarios)
    {
        foreach (var scenario in scenarios)
            Assert.Equal(await before.RunAsync(provider.Play(scenario)), await after.RunAsync(provider.Play(scenario)));
    }
}
