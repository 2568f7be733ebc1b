namespace AiApi.Analyzers.Tests.TestingTests;

public class VerifySmokeTests
{
    [Fact]
    public Task Reported_numbers_are_marked() => Verify<SmallNumberAnalyzer>.Reports("""
        class C
        {
            int a = [|4|], b = 5, c = {|TEST1:1|};
        }
        """);

    [Fact]
    public Task A_snippet_compiles_against_the_real_SDK() => Verify<SmallNumberAnalyzer>.Silent("""
        using OpenAI.Chat;

        var client = new ChatClient("gpt-5", "key");
        ChatCompletion completion = await client.CompleteChatAsync("hi");
        Console.WriteLine(completion.FinishReason);
        """);

    [Fact]
    public Task Numbers_are_fixed_one_by_one_and_at_once() => Verify<SmallNumberAnalyzer, SmallNumberFix>.Fixes(
        """
        class C
        {
            int a = [|4|], b = 5, c = [|1|];
        }
        """,
        """
        class C
        {
            int a = 5, b = 5, c = 5;
        }
        """,
        new() { Action = SmallNumberFix.MakeFive });
}
