using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

using Verify = Verify<ToolCallsIgnoredAnalyzer, ToolCallsIgnoredFix>;

/// <summary>A reply that calls tools gets a way of its own.</summary>
[Surface("OpenAI chat")]
public class ToolCallsIgnoredFixTests
{
    [Theory]
    [InlineData("Tools = { tool }", "completion.FinishReason == ChatFinishReason.ToolCalls")]
    [InlineData("Tools = { tool }, ToolChoice = ChatToolChoice.CreateRequiredChoice()", "completion.ToolCalls.Count > 0")]
    public Task The_guard_goes_after_the_call(string options, string condition) => Verify.Fixes(
        $$"""
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                // With tools.
                ChatCompletion completion = await client.[|CompleteChatAsync|](messages, new ChatCompletionOptions { {{options}} });
                return completion.Content[0].Text;
            }
        }
        """,
        $$"""
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                // With tools.
                ChatCompletion completion = await client.CompleteChatAsync(messages, new ChatCompletionOptions { {{options}} });

                if ({{condition}})
                {
                    throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
                }

                return completion.Content[0].Text;
            }
        }
        """,
        new() { OthersMaySpeak = true });

    [Fact]
    public Task A_result_without_a_name_gets_one() => Verify.Fixes(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool)
        {
            public async Task<string> AskAsync(ChatMessage[] messages) =>
                (await client.[|CompleteChatAsync|](messages, new ChatCompletionOptions { Tools = { tool } })).Value.Content[0].Text;
        }
        """,
        """
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { tool } });

                if (completion.FinishReason == ChatFinishReason.ToolCalls)
                {
                    throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
                }

                return completion.Content[0].Text;
            }
        }
        """,
        new() { OthersMaySpeak = true });
}
