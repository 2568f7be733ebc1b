using AiApi.Analyzers.Completions;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Completions;

namespace AiApi.Behavior.Tests;

/// <summary>AIAPI1002: a check that lets some answers through that are not complete.</summary>
public class FinishReasonPartlyCheckedBehaviorTests(Provider provider) : IClassFixture<Provider>
{
    private static readonly Dictionary<string, string> Checks = new()
    {
        ["a comparison that throws"] =
            """
            if (completion.FinishReason == ChatFinishReason.ContentFilter)
                throw new InvalidOperationException();
            return completion.Content[0].Text;
            """,
        ["a comparison that returns null"] =
            """
            if (completion.FinishReason is ChatFinishReason.ContentFilter)
                return null;
            return completion.Content[0].Text;
            """,
        ["a message about the filter"] =
            """
            if (completion.FinishReason == ChatFinishReason.ContentFilter)
                throw new InvalidOperationException("The filter was at work.");
            return completion.Content[0].Text;
            """,
        ["a switch statement"] =
            """
            switch (completion.FinishReason)
            {
                case ChatFinishReason.ContentFilter:
                    return null;
                default:
                    return completion.Content[0].Text;
            }
            """,
        ["a switch expression"] =
            """
            return completion.FinishReason switch
            {
                ChatFinishReason.ContentFilter => throw new InvalidOperationException("Filtered."),
                _ => completion.Content[0].Text,
            };
            """,
        ["the wrong reasons taken for good"] =
            """
            return completion.FinishReason is ChatFinishReason.Stop or ChatFinishReason.Length ? completion.Content[0].Text : null;
            """,
        ["a bool"] =
            """
            var filtered = completion.FinishReason == ChatFinishReason.ContentFilter;
            if (filtered)
                return null;
            return completion.Content[0].Text;
            """,
    };

    public static TheoryData<string> Names() => new(Checks.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_fix_ends_the_failure_and_nothing_else(string name)
    {
        var before = BotProgram.Of(
            $$"""
            public static async Task<string?> AskAsync(ChatClient client)
            {
                ChatCompletion completion = await client.CompleteChatAsync("What is the capital of France?");
                {{Checks[name]}}
            }
            """);
        var after = await before.FixedAsync(
            new FinishReasonPartlyCheckedAnalyzer(), new FinishReasonPartlyCheckedFix(), FinishReasonPartlyCheckedFix.CheckMissingReasons);

        Assert.Equal(Completion.HalfAnswer, (await before.RunAsync(provider.Play(Completion.Length))).Answer);
        Assert.True((await after.RunAsync(provider.Play(Completion.Length))).IsRejection);
        foreach (var scenario in Completion.All.Where(scenario => scenario != Completion.Length))
            Assert.Equal(await before.RunAsync(provider.Play(scenario)), await after.RunAsync(provider.Play(scenario)));
    }
}
