using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001, <i>Throw unless complete</i>: where no statement can stand before the use, a method checks the result on its way.</summary>
public class FinishReasonUncheckedFixMethodTests : FinishReasonFixTests
{
    private const string CheckingMethod =
        """
        private static ChatCompletion ThrowUnlessComplete(ChatCompletion completion)
        {
            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return completion;
        }
        """;

    /// <summary>Before the statement the call would be made where it is not made now, less often, or at another time.</summary>
    [Theory]
    [InlineData(
        "return messages.Count == 0 ? null : (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text;",
        "return messages.Count == 0 ? null : ThrowUnlessComplete(await client.CompleteChatAsync(messages)).Content[0].Text;")]
    [InlineData(
        "return Environment.GetEnvironmentVariable(\"ANSWER\") ?? (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text;",
        "return Environment.GetEnvironmentVariable(\"ANSWER\") ?? ThrowUnlessComplete(await client.CompleteChatAsync(messages)).Content[0].Text;")]
    [InlineData(
        "if (messages.Count > 0 && (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text.Contains('x')) return \"x\"; return null;",
        "if (messages.Count > 0 && ThrowUnlessComplete(await client.CompleteChatAsync(messages)).Content[0].Text.Contains('x')) return \"x\"; return null;")]
    [InlineData(
        "return messages.Count switch { 0 => null, _ => (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text };",
        "return messages.Count switch { 0 => null, _ => ThrowUnlessComplete(await client.CompleteChatAsync(messages)).Content[0].Text };")]
    [InlineData(
        "total += (await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text.Length; return null;",
        "total += ThrowUnlessComplete(await client.CompleteChatAsync(messages)).Content[0].Text.Length; return null;")]
    [InlineData(
        "do { if (messages.Count > 9) continue; } while ((await client.CompleteChatAsync(messages)).Value.[|Content|][0].Text.Contains('x')); return null;",
        "do { if (messages.Count > 9) continue; } while (ThrowUnlessComplete(await client.CompleteChatAsync(messages)).Content[0].Text.Contains('x')); return null;")]
    [InlineData(
        "return (from message in messages select client.CompleteChat(message).Value.[|Content|][0].Text).First();",
        "return (from message in messages select ThrowUnlessComplete(client.CompleteChat(message)).Content[0].Text).First();")]
    public Task In_a_part_of_an_expression_that_has_to_stay_in_its_place(string before, string after) => FixesMembers(
        $"private int total;\n\n{Method(before)}",
        $"private int total;\n\n{Method(after)}\n\n{CheckingMethod}");

    [Fact]
    public Task In_an_expression_tree() => FixesMembers(
        """
        public System.Linq.Expressions.Expression<Func<string>> Ask(ChatClient client) =>
            () => client.CompleteChat(new ChatMessage[0], null, default).Value.[|Content|][0].Text;
        """,
        $$"""
        public System.Linq.Expressions.Expression<Func<string>> Ask(ChatClient client) =>
            () => ThrowUnlessComplete(client.CompleteChat(new ChatMessage[0], null, default)).Content[0].Text;

        {{CheckingMethod}}
        """);

    [Fact]
    public Task In_initializers_one_method_for_all() => FixesMembers(
        """
        private static readonly ChatClient Client = new("gpt-4o", "key");

        private readonly string text = Client.CompleteChat("Hi").Value.[|Content|][0].Text;

        public Bot() : this(Client.CompleteChat("Hi").Value.[|Content|][0].Text)
        {
        }

        public Bot(string greeting) => text += greeting;
        """,
        $$"""
        private static readonly ChatClient Client = new("gpt-4o", "key");

        private readonly string text = ThrowUnlessComplete(Client.CompleteChat("Hi")).Content[0].Text;

        public Bot() : this(ThrowUnlessComplete(Client.CompleteChat("Hi")).Content[0].Text)
        {
        }

        public Bot(string greeting) => text += greeting;

        {{CheckingMethod}}
        """);

    [Fact]
    public Task A_program_gets_a_local_function() => Fix.Fixes(
        """
        using OpenAI.Chat;

        var client = new ChatClient("gpt-4o", "key");
        File.WriteAllText("answer.txt", args.Length > 0 ? args[0] : client.CompleteChat("Hi").Value.[|Content|][0].Text);

        class Other
        {
        }
        """,
        """
        using OpenAI.Chat;

        var client = new ChatClient("gpt-4o", "key");
        File.WriteAllText("answer.txt", args.Length > 0 ? args[0] : ThrowUnlessComplete(client.CompleteChat("Hi")).Content[0].Text);

        static ChatCompletion ThrowUnlessComplete(ChatCompletion completion)
        {
            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
            }

            return completion;
        }

        class Other
        {
        }
        """);
}
