using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

using Verify = Verify<FinishReasonUncheckedAnalyzer, FinishReasonUncheckedFix>;

/// <summary>Where the guard goes, and how it is written.</summary>
public class FinishReasonUncheckedFixTests
{
    [Fact]
    public Task The_guard_goes_right_after_the_declaration() => Verify.Fixes(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages); // one request
                // The text.
                return completion.{|AIAPI1001:Content|}[0].Text;
            }
        }
        """,
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages); // one request

                if (completion.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completion.FinishReason}.");
                }

                // The text.
                return completion.Content[0].Text;
            }
        }
        """);
}
