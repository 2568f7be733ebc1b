using AiApi.Analyzers.Completions;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Completions;

namespace AiApi.Behavior.Tests;

/// <summary>AIAPI1001: before the fix a program takes half an answer for a whole one, or trips over a missing one; after it, it says so.</summary>
public class FinishReasonUncheckedBehaviorTests(Provider provider) : IClassFixture<Provider>
{
    private static readonly Dictionary<string, string> Programs = new()
    {
        ["indexes the content of a variable"] =
            """
            public static async Task<string?> AskAsync(ChatClient client)
            {
                ChatCompletion completion = await client.CompleteChatAsync("What is the capital of France?");
                return completion.Content[0].Text;
            }
            """,
        ["reads at once in an expression body"] =
            """
            public static async Task<string?> AskAsync(ChatClient client) =>
                string.Concat("", (await client.CompleteChatAsync("What is the capital of France?")).Value.Content[0].Text);
            """,
        ["tolerates a missing text"] =
            """
            public static async Task<string?> AskAsync(ChatClient client)
            {
                var result = await client.CompleteChatAsync("What is the capital of France?");
                return string.Concat(result.Value.Content.Select(part => part.Text));
            }
            """,
        ["asks again after any exception"] =
            """
            public static async Task<string?> AskAsync(ChatClient client)
            {
                ChatCompletion? completion = null;
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        completion = await client.CompleteChatAsync("What is the capital of France?");
                        break;
                    }
                    catch (Exception)
                    {
                        await Task.Delay(1);
                    }
                }

                return completion!.Content[0].Text;
            }
            """,
        ["asks where nothing is cached"] =
            """
            public static async Task<string?> AskAsync(ChatClient client)
            {
                string? cached = null;
                return cached ?? (await client.CompleteChatAsync("What is the capital of France?")).Value.Content[0].Text;
            }
            """,
        ["asks in a query"] =
            """
            public static Task<string?> AskAsync(ChatClient client)
            {
                var answers = from question in new[] { "What is the capital of France?" } select client.CompleteChat(question).Value.Content[0].Text;
                return Task.FromResult<string?>(answers.Single());
            }
            """,
        ["asks in the condition of a loop"] =
            """
            public static async Task<string?> AskAsync(ChatClient client)
            {
                var answers = new List<string>();
                while ((await client.CompleteChatAsync("What is the capital of France?")).Value.Content[0].Text is var text && answers.Count < 1)
                {
                    answers.Add(text);
                }

                return answers[0];
            }
            """,
    };

    private const string ToolProgram =
        """
        public static async Task<string?> AskAsync(ChatClient client)
        {
            var options = new ChatCompletionOptions();
            options.Tools.Add(ChatTool.CreateFunctionTool("atlas"));
            var messages = new List<ChatMessage> { "What is the capital of France?" };
            ChatCompletion completion = await client.CompleteChatAsync(messages, options);
            if (completion.ToolCalls.Count > 0)
            {
                messages.Add(new AssistantChatMessage(completion));
                messages.Add(new ToolChatMessage(completion.ToolCalls[0].Id, "Paris"));
                completion = await client.CompleteChatAsync(messages, options);
            }

            return completion.Content[0].Text;
        }
        """;

    public static IEnumerable<object[]> ProgramsAndActions() =>
        from program in Programs.Keys
        from action in new[] { FinishReasonUncheckedFix.ThrowUnlessComplete, FinishReasonUncheckedFix.HandleEachReason }
        select new object[] { program, action };

    [Theory]
    [MemberData(nameof(ProgramsAndActions))]
    public async Task The_fix_ends_the_failure_and_nothing_else(string name, string action)
    {
        var before = BotProgram.Of(Programs[name]);
        var after = await FixedAsync(before, action);

        Assert.Equal(Completion.WholeAnswer, (await before.RunAsync(provider.Play(Completion.Stop))).Answer);
        Assert.Equal(Completion.HalfAnswer, (await before.RunAsync(provider.Play(Completion.Length))).Answer);
        foreach (var scenario in Completion.CutOffOrBlocked.Append(Completion.ToolCalls))
        {
            Assert.False((await before.RunAsync(provider.Play(scenario))).IsRejection);
            Assert.Equal(nameof(InvalidOperationException), (await after.RunAsync(provider.Play(scenario))).Exception);
        }

        foreach (var scenario in new[] { Completion.Stop, Completion.Refused, Completion.NoChoices })
            await AssertSameAsync(before, after, scenario);
    }

    [Theory]
    [InlineData(FinishReasonUncheckedFix.ThrowUnlessComplete)]
    [InlineData(FinishReasonUncheckedFix.HandleEachReason)]
    public async Task Tool_calls_that_the_program_handles_pass(string action)
    {
        var before = BotProgram.Of(ToolProgram);
        var after = await FixedAsync(before, action);

        Assert.Equal(Completion.WholeAnswer, (await before.RunAsync(provider.Play(Completion.ToolCalls))).Answer);
        Assert.Equal(Completion.HalfAnswer, (await before.RunAsync(provider.Play(Completion.Length))).Answer);
        foreach (var scenario in Completion.CutOffOrBlocked)
            Assert.Equal(nameof(InvalidOperationException), (await after.RunAsync(provider.Play(scenario))).Exception);
        foreach (var scenario in new[] { Completion.Stop, Completion.ToolCalls, Completion.Refused, Completion.NoChoices })
            await AssertSameAsync(before, after, scenario);
    }

    [Fact]
    public async Task Fix_all_writes_what_the_single_fixes_write()
    {
        var before = BotProgram.Of(string.Join("\n\n", Programs.Values.Select((program, index) => program.Replace(" AskAsync(", $" Ask{index}Async("))));

        foreach (var action in new[] { FinishReasonUncheckedFix.ThrowUnlessComplete, FinishReasonUncheckedFix.HandleEachReason })
        {
            var atOnce = await before.FixedAtOnceAsync(new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), action);
            Assert.Equal((await FixedAsync(before, action)).ToString(), atOnce.ToString());
        }
    }

    private static Task<BotProgram> FixedAsync(BotProgram program, string action) =>
        program.FixedAsync(new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), action);

    private async Task AssertSameAsync(BotProgram before, BotProgram after, Scenario scenario) =>
        Assert.Equal(await before.RunAsync(provider.Play(scenario)), await after.RunAsync(provider.Play(scenario)));
}
