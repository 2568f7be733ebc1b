using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

using Verify = Verify<RefusalIndexAnalyzer, RefusalIndexFix>;

/// <summary>A refusal is thrown with its text.</summary>
[Surface("OpenAI chat")]
public class RefusalIndexFixTests
{
    [Fact]
    public Task The_guard_goes_after_the_call() => Verify.Fixes(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages); // one request
                if (completion.FinishReason != ChatFinishReason.Stop)
                    throw new InvalidOperationException("Not complete.");

                return completion.Content[|[0]|].Text;
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

                if (completion.Refusal != null)
                {
                    throw new InvalidOperationException($"The model refused: {completion.Refusal}");
                }

                if (completion.FinishReason != ChatFinishReason.Stop)
                    throw new InvalidOperationException("Not complete.");

                return completion.Content[0].Text;
            }
        }
        """);
}
