using AiApi.Analyzers.Completions;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Completions;
using static AiApi.CodeFixes.Completions.StreamUncheckedFix;

namespace AiApi.Behavior.Tests.Completions;

/// <summary>AIAPI1003: a stream that ends early looks like one that ends well; after the fix the program knows.</summary>
public class StreamUncheckedBehaviorTests
{
    private static readonly Trial[] Trials =
    [
        new("OpenAI chat", new StreamUncheckedAnalyzer(), new StreamUncheckedFix(), ThrowUnlessComplete)
        {
            Usings = ["OpenAI.Chat"],
            Ends = [.. Completion.CutOffOrBlocked, Completion.ErrorInStream, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.Refused, Completion.CutStream, Completion.UnknownReason],
            Programs =
            {
                ["appends each part"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        var answer = new System.Text.StringBuilder();
                        await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync("What is the capital of France?"))
                        {
                            foreach (var part in update.ContentUpdate)
                                answer.Append(part.Text);
                        }

                        return answer.ToString();
                    }
                    """,
                ["waits for each update"] =
                    """
                    public static string? Ask(ChatClient client)
                    {
                        var answer = "";
                        foreach (var update in client.CompleteChatStreaming("What is the capital of France?"))
                            answer += update.ContentUpdate.FirstOrDefault()?.Text;
                        return answer;
                    }
                    """,
                ["hands on the text alone"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        var answer = "";
                        await foreach (var text in TextsAsync(client))
                            answer += text;
                        return answer;
                    }

                    private static async IAsyncEnumerable<string> TextsAsync(ChatClient client)
                    {
                        await foreach (var update in client.CompleteChatStreamingAsync("What is the capital of France?"))
                        {
                            if (update.ContentUpdate.Count > 0)
                                yield return update.ContentUpdate[0].Text;
                        }
                    }
                    """,
            },
        },
        // Such a loop may not have come to the reason: none at all passes.
        new("OpenAI chat, left early", new StreamUncheckedAnalyzer(), new StreamUncheckedFix(), ThrowUnlessComplete)
        {
            Usings = ["OpenAI.Chat"],
            Ends = [.. Completion.CutOffOrBlocked, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.Refused, Completion.CutStream],
            Programs =
            {
                ["stops at an update without a choice"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        var answer = "";
                        await foreach (var update in client.CompleteChatStreamingAsync("What is the capital of France?"))
                        {
                            if (update.Usage is not null)
                                break;
                            answer += string.Concat(update.ContentUpdate.Select(part => part.Text));
                        }

                        return answer;
                    }
                    """,
            },
        },
        new("OpenAI chat with tools", new StreamUncheckedAnalyzer(), new StreamUncheckedFix(), ThrowUnlessComplete)
        {
            Usings = ["OpenAI.Chat"],
            Ends = [.. Completion.CutOffOrBlocked, Completion.ErrorInStream],
            Keeps = [Completion.ToolCalls, Completion.Stop, Completion.Refused, Completion.CutStream],
            Programs =
            {
                ["collects the text and the calls"] =
                    """
                    public static async Task<string?> AskAsync(ChatClient client)
                    {
                        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("atlas") } };
                        var answer = "";
                        await foreach (var update in client.CompleteChatStreamingAsync(new ChatMessage[] { "What is the capital of France?" }, options))
                        {
                            answer += string.Concat(update.ContentUpdate.Select(part => part.Text));
                            foreach (var call in update.ToolCallUpdates)
                                answer += call.FunctionName;
                        }

                        return answer;
                    }
                    """,
            },
        },
        new("OpenAI Responses", new StreamUncheckedAnalyzer(), new StreamUncheckedFix(), ThrowUnlessComplete)
        {
            Usings = ["OpenAI.Responses"],
            Ends = [.. Completion.CutOffOrBlocked, Completion.NoChoices],
            Keeps = [Completion.Stop, Completion.Refused, Completion.ToolCalls, Completion.CutStream],
            Programs =
            {
                ["appends each piece"] =
                    """
                    public static async Task<string?> AskAsync(ResponsesClient client)
                    {
                        var answer = "";
                        await foreach (var update in await client.CreateResponseStreamingAsync("gpt-4o", "What is the capital of France?"))
                        {
                            if (update is StreamingResponseOutputTextDeltaUpdate delta)
                                answer += delta.Delta;
                        }

                        return answer;
                    }
                    """,
                ["tells the updates apart"] =
                    """
                    public static async Task<string?> AskAsync(ResponsesClient client)
                    {
                        var answer = new System.Text.StringBuilder();
                        var updates = await client.CreateResponseStreamingAsync("gpt-4o", "What is the capital of France?");
                        await foreach (var update in updates)
                        {
                            switch (update)
                            {
                                case StreamingResponseOutputTextDeltaUpdate delta:
                                    answer.Append(delta.Delta);
                                    break;
                                case StreamingResponseRefusalDeltaUpdate refusal:
                                    answer.Append(refusal.Delta);
                                    break;
                            }
                        }

                        return answer.ToString();
                    }
                    """,
                ["hands on the text alone"] =
                    """
                    public static async Task<string?> AskAsync(ResponsesClient client)
                    {
                        var answer = "";
                        await foreach (var text in TextsAsync(client))
                            answer += text;
                        return answer;
                    }

                    private static async IAsyncEnumerable<string> TextsAsync(ResponsesClient client)
                    {
                        await foreach (StreamingResponseUpdate update in await client.CreateResponseStreamingAsync("gpt-4o", "What is the capital of France?"))
                        {
                            if (update is StreamingResponseOutputTextDeltaUpdate delta)
                                yield return delta.Delta;
                        }
                    }
                    """,
            },
        },
        new("Microsoft.Extensions.AI", new StreamUncheckedAnalyzer(), new StreamUncheckedFix(), ThrowUnlessComplete)
        {
            Usings = ["Microsoft.Extensions.AI"],
            Ends = [Completion.Length, Completion.WindowExceeded, .. Completion.Filtered, Completion.UnknownReason, Completion.ToolCalls],
            Keeps = [Completion.Stop, Completion.StopSequence, Completion.ErrorInStream, Completion.CutStream],
            Programs =
            {
                ["appends each text"] =
                    """
                    public static async Task<string?> AskAsync(IChatClient client)
                    {
                        var answer = new System.Text.StringBuilder();
                        await foreach (var update in client.GetStreamingResponseAsync("What is the capital of France?"))
                            answer.Append(update.Text);
                        return answer.ToString();
                    }
                    """,
                ["appends each update"] =
                    """
                    public static async Task<string?> AskAsync(IChatClient client)
                    {
                        var answer = "";
                        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("What is the capital of France?"))
                        {
                            answer += update;
                        }

                        return answer;
                    }
                    """,
                ["hands on the text alone"] =
                    """
                    public static async Task<string?> AskAsync(IChatClient client)
                    {
                        var answer = "";
                        await foreach (var text in TextsAsync(client))
                            answer += text;
                        return answer;
                    }

                    private static async IAsyncEnumerable<string> TextsAsync(IChatClient client)
                    {
                        await foreach (var update in client.GetStreamingResponseAsync("What is the capital of France?"))
                            yield return update.Text;
                    }
                    """,
            },
        },
    ];

    public static IEnumerable<object[]> Rows => Trial.Rows(Trials);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_fix_ends_the_failure_and_nothing_else(string surface, string program, string action) => Trial.AssertAsync(Trials, surface, program, action);
}
