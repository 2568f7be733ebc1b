using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1002 on the OpenAI SDK.</summary>
[Surface("OpenAI chat")]
public class FinishReasonPartlyCheckedTests
{
    [Theory]
    [InlineData("if (completion.FinishReason == ChatFinishReason.ContentFilter) throw new InvalidOperationException(); return completion.[|Content|][0].Text;")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.Length) return null; return completion.[|Content|][0].Text;")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.ToolCalls) return null; return completion.[|Content|][0].Text;")]
    [InlineData("switch (completion.FinishReason) { case ChatFinishReason.ContentFilter: return null; default: return completion.[|Content|][0].Text; }")]
    [InlineData("switch (completion.FinishReason) { case ChatFinishReason.Stop: case ChatFinishReason.Length: return completion.[|Content|][0].Text; default: return null; }")]
    [InlineData("return completion.FinishReason is ChatFinishReason.Stop or ChatFinishReason.Length ? completion.[|Content|][0].Text : null;")]
    [InlineData("return completion.FinishReason switch { ChatFinishReason.ContentFilter => null, _ => completion.[|Content|][0].Text };")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.ContentFilter) throw new InvalidOperationException($\"Blocked: {completion.FinishReason}\"); return completion.[|Content|][0].Text;")]
    [InlineData("var blocked = completion.FinishReason == ChatFinishReason.ContentFilter; if (blocked) return null; return completion.[|Content|][0].Text;")]
    [InlineData("if (IsBlocked(completion.FinishReason)) return null; return completion.[|Content|][0].Text;")]
    [InlineData("if ((int)completion.FinishReason > 1) return null; return completion.[|Content|][0].Text;")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string body) => Rule.Reports($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string?> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                {{body}}
            }

            private static bool IsBlocked(ChatFinishReason reason) => reason == ChatFinishReason.ContentFilter;
        }
        """);

    [Theory]
    [InlineData("if (completion.FinishReason != ChatFinishReason.Stop) return null; return completion.Content[0].Text;")]
    [InlineData("if (completion.FinishReason is ChatFinishReason.ContentFilter or ChatFinishReason.Length) return null; return completion.Content[0].Text;")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.Length) Console.WriteLine(\"cut off\"); else if (completion.FinishReason == ChatFinishReason.ContentFilter) return null; return completion.Content[0].Text;")]
    [InlineData("switch (completion.FinishReason) { case ChatFinishReason.ContentFilter: return null; case ChatFinishReason.Length: return completion.Content[0].Text + \"…\"; default: return completion.Content[0].Text; }")]
    [InlineData("if (completion.FinishReason > ChatFinishReason.Stop) return null; return completion.Content[0].Text;")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.ContentFilter) return null; return completion.Content[0].Text + completion.FinishReason;")]
    [InlineData("if (completion.FinishReason.GetHashCode() == 7) return null; return completion.Content[0].Text;")]
    public Task A_check_that_looks_at_both_is_silent(string body) => Rule.Silent($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string?> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                {{body}}
            }
        }
        """);

    [Fact]
    public Task The_message_names_what_slips_through() => Rule.Reports(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question, List<ChatMessage> messages)
            {
                ChatCompletion reply = await client.CompleteChatAsync(messages);
                while (reply.FinishReason == ChatFinishReason.ToolCalls)
                {
                    messages.Add(new AssistantChatMessage(reply));
                    reply = await client.CompleteChatAsync(messages);
                }

                return reply.{|#0:Content|}[0].Text;
            }
        }
        """,
        expected: new DiagnosticResult(FinishReasonPartlyCheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("reply.FinishReason", "Length and ContentFilter", "Content"));
}
