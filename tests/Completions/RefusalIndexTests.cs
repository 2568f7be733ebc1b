using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.RefusalIndexAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1004 on the OpenAI SDK.</summary>
[Surface("OpenAI chat")]
public class RefusalIndexTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Theory]
    [InlineData("return completion.Content[|[0]|].Text;")]
    [InlineData("return completion.Content.[|First|]().Text;")]
    [InlineData("return completion.Content.[|Single|]().Text;")]
    [InlineData("return completion.Content.[|ElementAt|](0).Text;")]
    [InlineData("var content = completion.Content; return content[|[0]|].Text;")]
    [InlineData("if (completion.FinishReason != ChatFinishReason.Stop) return null; return completion.Content[|[0]|].Text;")]
    [InlineData("switch (completion.FinishReason) { case ChatFinishReason.Stop: return completion.Content[|[0]|].Text; default: return null; }")]
    [InlineData("return completion.FinishReason switch { ChatFinishReason.Stop => completion.Content[|[0]|].Text, _ => null };")]
    [InlineData("Console.WriteLine(completion.Refusal); return completion.Content[|[0]|].Text;")]
    [InlineData("return completion.Content[|[^1]|].Text;")]
    [InlineData("Console.WriteLine(completion.Content[|[0]|].Text); return completion.Content[0].Text;")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.Stop) return completion.Content[|[0]|].Text; return completion.Content.First().Text;")]
    [InlineData("if (completion.ToolCalls.Count == 0) return completion.Content[|[0]|].Text; return null;")]
    public Task An_index_that_throws_on_a_refusal_is_reported_once_for_each_result(string body) => Rule.Reports(Ask(body));

    [Theory]
    [InlineData("if (completion.Usage.TotalTokenCount > 100 && completion.Refusal is null) return null; return completion.Content[0].Text;")]
    [InlineData("if (completion.Refusal is not null) throw new InvalidOperationException(completion.Refusal); return completion.Content[0].Text;")]
    [InlineData("if (!string.IsNullOrEmpty(completion.Refusal)) return null; return completion.Content[0].Text;")]
    [InlineData("if (completion.Refusal is { Length: > 0 } refusal) return refusal; return completion.Content[0].Text;")]
    [InlineData("return completion.Content.Count > 0 ? completion.Content[0].Text : null;")]
    [InlineData("if (completion.Content.Count == 0) return null; return completion.Content.First().Text;")]
    [InlineData("if (!completion.Content.Any()) return null; return completion.Content[0].Text;")]
    [InlineData("if (completion.Content is { Count: > 0 } content) return content[0].Text; return null;")]
    [InlineData("return completion.Content.FirstOrDefault()?.Text;")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.Length) return completion.Content[0].Text; return null;")]
    [InlineData("for (var i = 0; i < completion.Content.Count; i++) Console.Write(completion.Content[i].Text); return null;")]
    [InlineData("var refused = completion.Refusal != null; if (refused) return null; return completion.Content[0].Text;")]
    [InlineData("Check(completion); return completion.Content[0].Text;")]
    [InlineData("gate.CheckParts(completion.Content); return completion.Content[0].Text;")]
    [InlineData("gate.Check(completion); return completion.Content[0].Text;")]
    [InlineData("{|CS0103:CheckParts|}(completion.Content, 1); return completion.Content[0].Text;")]
    [InlineData("{|CS0103:Assert|}.That(completion?.Content, {|CS0103:Has|}.Count.EqualTo(1)); return completion.Content[0].Text;")]
    [InlineData("return messages[0].Content[0].Text;")]
    public Task An_index_after_a_look_at_the_refusal_or_the_number_of_parts_is_silent(string body) => Rule.Silent(Ask(body), OnlyThis);

    [Fact]
    public Task A_helper_that_returns_the_result_is_judged_by_what_it_asked() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(ChatMessage[] messages) => (await CompleteAsync(messages)).Content[|[0]|].Text;

            public async Task<string> AskCheckedAsync(ChatMessage[] messages) => (await CompleteCheckedAsync(messages)).Content[0].Text;

            private async Task<ChatCompletion> CompleteAsync(ChatMessage[] messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages);
                if (completion.FinishReason != ChatFinishReason.Stop)
                    throw new InvalidOperationException("Not complete.");
                return completion;
            }

            private async Task<ChatCompletion> CompleteCheckedAsync(ChatMessage[] messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages);
                if (completion.Refusal is { } refusal)
                    throw new InvalidOperationException(refusal);
                return completion;
            }
        }
        """);

    private static string Ask(string body) => $$"""
        using OpenAI.Chat;

        class Bot(ChatClient client, IGate gate)
        {
            public async Task<string?> AskAsync(List<ChatMessage> messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages);
                {{body}}
            }

            private static void Check(ChatCompletion completion)
            {
                if (completion.Refusal is { } refusal)
                    throw new InvalidOperationException(refusal);
            }

            public void Open() => gate.Check(null!);
        }

        interface IGate
        {
            void CheckParts(ChatMessageContent content);
            void Check(ChatCompletion completion);
        }
        """;
}
