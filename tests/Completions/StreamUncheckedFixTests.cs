using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

using Verify = Verify<StreamUncheckedAnalyzer, StreamUncheckedFix>;

/// <summary>The last finish reason is kept and looked at after the loop.</summary>
[Surface("OpenAI chat")]
public class StreamUncheckedFixTests
{
    [Fact]
    public Task The_last_reason_is_kept_and_checked_after_the_loop() => Verify.Fixes(
        """
        using System.Text;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                var text = new StringBuilder();

                // As it comes.
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                {
                    // One part.
                    text.Append(update.[|ContentUpdate|][0].Text); // so far
                }

                return text.ToString();
            }
        }
        """,
        """
        using System.Text;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                var text = new StringBuilder();

                // As it comes.
                ChatFinishReason? finishReason = null;
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                {
                    finishReason = update.FinishReason ?? finishReason;
                    // One part.
                    text.Append(update.ContentUpdate[0].Text); // so far
                }

                if (finishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
                }

                return text.ToString();
            }
        }
        """);

    [Fact]
    public Task Two_streams_in_a_program_without_braces_get_names_of_their_own() => Verify.Fixes(
        """
        using OpenAI.Chat;

        ChatClient client = new("gpt-5", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
        foreach (var update in client.CompleteChatStreaming("hi"))
            Console.Write(update.[|ContentUpdate|][0].Text);
        foreach (var update in client.CompleteChatStreaming("ho"))
            Console.Write(update.[|ContentUpdate|][0].Text);
        """,
        """
        using OpenAI.Chat;

        ChatClient client = new("gpt-5", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
        ChatFinishReason? finishReason = null;
        foreach (var update in client.CompleteChatStreaming("hi"))
        {
            finishReason = update.FinishReason ?? finishReason;
            Console.Write(update.ContentUpdate[0].Text);
        }

        if (finishReason != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
        }

        ChatFinishReason? finishReason1 = null;
        foreach (var update in client.CompleteChatStreaming("ho"))
        {
            finishReason1 = update.FinishReason ?? finishReason1;
            Console.Write(update.ContentUpdate[0].Text);
        }

        if (finishReason1 != ChatFinishReason.Stop)
        {
            throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason1}'.");
        }
        """);

    [Fact]
    public Task A_loop_that_is_left_early_and_tool_calls_pass() => Verify.Fixes(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async IAsyncEnumerable<string> AskAsync(ChatMessage[] messages)
            {
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                {
                    if (update.ToolCallUpdates.Count > 0)
                        break;
                    yield return update.[|ContentUpdate|][0].Text;
                }
            }
        }
        """,
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async IAsyncEnumerable<string> AskAsync(ChatMessage[] messages)
            {
                ChatFinishReason? finishReason = null;
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                {
                    finishReason = update.FinishReason ?? finishReason;
                    if (update.ToolCallUpdates.Count > 0)
                        break;
                    yield return update.ContentUpdate[0].Text;
                }

                if (finishReason is not (null or ChatFinishReason.Stop or ChatFinishReason.ToolCalls))
                {
                    throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
                }
            }
        }
        """);

    [Fact]
    [Surface("Microsoft.Extensions.AI")]
    public Task An_answer_without_a_reason_is_good_over_IChatClient() => Verify.Fixes(
        """
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task AskAsync(List<ChatMessage> history)
            {
                await foreach (var update in client.GetStreamingResponseAsync(history)) { Console.Write(update.[|Text|]); }
            }
        }
        """,
        """
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task AskAsync(List<ChatMessage> history)
            {
                ChatFinishReason? finishReason = null;
                await foreach (var update in client.GetStreamingResponseAsync(history))
                {
                    finishReason = update.FinishReason ?? finishReason;
                    Console.Write(update.Text);
                }

                if (finishReason is not null && finishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
                }
            }
        }
        """,
        new() { Packages = Packages.ExtensionsAI });

    [Fact]
    [Surface("OpenAI Responses")]
    public Task Responses_are_asked_in_the_loop() => Verify.Fixes(
        """
        #pragma warning disable OPENAI001
        using OpenAI.Responses;

        class Bot(ResponsesClient client)
        {
            public async Task AskAsync(CreateResponseOptions options)
            {
                await foreach (StreamingResponseUpdate update in await client.CreateResponseStreamingAsync(options))
                {
                    if (update is StreamingResponseOutputTextDeltaUpdate delta)
                        Console.Write(delta.[|Delta|]);
                }
            }
        }
        """,
        """
        #pragma warning disable OPENAI001
        using OpenAI.Responses;

        class Bot(ResponsesClient client)
        {
            public async Task AskAsync(CreateResponseOptions options)
            {
                await foreach (StreamingResponseUpdate update in await client.CreateResponseStreamingAsync(options))
                {
                    if (update is StreamingResponseIncompleteUpdate or StreamingResponseFailedUpdate)
                    {
                        throw new InvalidOperationException($"The model's answer is not complete: {update.GetType().Name}.");
                    }

                    if (update is StreamingResponseOutputTextDeltaUpdate delta)
                        Console.Write(delta.Delta);
                }
            }
        }
        """);
}
