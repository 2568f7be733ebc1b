using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.ToolCallsIgnoredAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1007 on the OpenAI SDK.</summary>
[Surface("OpenAI chat")]
public class ToolCallsIgnoredTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Theory]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions(); options.Tools.Add(_tool);", "return completion.Content[0].Text;")]
    [InlineData("ChatCompletionOptions options = new() { ToolChoice = ChatToolChoice.CreateAutoChoice() }; foreach (var tool in new[] { _tool }) options.Tools.Add(tool);", "return completion.Content[0].Text;")]
    [InlineData("var options = _options;", "return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter) throw new InvalidOperationException(); return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "Console.WriteLine(completion.FinishReason); return completion.Usage.TotalTokenCount.ToString();")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };", "if (completion.FinishReason != ChatFinishReason.Stop) throw new InvalidOperationException(); return completion.Content[0].Text;")]
    public Task A_reply_that_calls_a_tool_and_is_not_handled_is_reported(string options, string body) => Rule.Reports(Ask(options, $"[|CompleteChatAsync|](messages, options); {body}"));

    [Theory]
    [InlineData("return completion.Content[0].Text;", true)]
    [InlineData("return \"\";", false)]
    public Task Blocking_for_a_reply_is_no_use_of_it(string body, bool isReported)
    {
        var code = Ask("var options = new ChatCompletionOptions { Tools = { _tool } };", $"[|CompleteChatAsync|](messages, options).GetAwaiter().GetResult(); {body}").Replace("await _client", "_client");
        return isReported ? Rule.Reports(code, OnlyThis) : Rule.Silent(code.Replace("[|", "").Replace("|]", ""), OnlyThis);
    }

    [Theory]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "if (completion.FinishReason == ChatFinishReason.ToolCalls) throw new InvalidOperationException(); return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "if (completion.FinishReason != ChatFinishReason.Stop) throw new InvalidOperationException(); return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "switch (completion.FinishReason) { case ChatFinishReason.ToolCalls: Console.WriteLine(); break; } return \"\";")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "foreach (var call in completion.ToolCalls) Console.WriteLine(call.FunctionName); return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };", "return completion.ToolCalls[0].FunctionName;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool }, ToolChoice = ChatToolChoice.CreateNoneChoice() };", "return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "Run(completion); return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "_last = completion; return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { } };", "return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { MaxOutputTokenCount = 5 };", "return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool }, ToolChoice = choice };", "return completion.Content[0].Text;")]
    [InlineData("var options = new ChatCompletionOptions { Tools = { _tool } };", "return \"\";")]
    [InlineData("var options = given;", "return completion.Content[0].Text;")]
    public Task Handled_tool_calls_and_requests_without_tools_are_silent(string options, string body) => Rule.Silent(Ask(options, $"CompleteChatAsync(messages, options); {body}"), OnlyThis);

    [Fact]
    public Task The_loop_that_runs_tools_is_silent() => Rule.Silent(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool)
        {
            public async Task<string> AskAsync(List<ChatMessage> messages)
            {
                ChatCompletionOptions options = new() { Tools = { tool } };
                bool again;
                do
                {
                    again = false;
                    ChatCompletion completion = await client.CompleteChatAsync(messages, options);
                    switch (completion.FinishReason)
                    {
                        case ChatFinishReason.Stop:
                            messages.Add(new AssistantChatMessage(completion));
                            break;
                        case ChatFinishReason.ToolCalls:
                            messages.Add(new AssistantChatMessage(completion));
                            again = true;
                            break;
                        default:
                            throw new NotImplementedException();
                    }
                }
                while (again);
                return messages[^1].Content[0].Text;
            }
        }
        """);

    [Fact]
    public Task Calls_that_share_a_variable_are_handled_where_one_of_them_is() => Rule.Silent("""
        using OpenAI.Chat;
        using System.ClientModel;

        class Bot(ChatClient client, ChatTool tool, bool isAsync)
        {
            public async Task<int> AskAsync(List<ChatMessage> messages)
            {
                ChatCompletionOptions options = new() { Tools = { tool } };
                ClientResult<ChatCompletion> result = isAsync
                    ? await client.CompleteChatAsync(messages, options)
                    : client.CompleteChat(messages, options);
                return result.Value.ToolCalls.Count;
            }
        }
        """);

    [Fact]
    public Task A_result_that_is_returned_is_the_callers_business() => Rule.Silent("""
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool)
        {
            public async Task<ChatCompletion> AskAsync(List<ChatMessage> messages) =>
                await client.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { tool } });
        }
        """);

    [Theory]
    [InlineData("[|CompleteChatStreamingAsync|]", "Console.Write(update.ContentUpdate.Count);")]
    [InlineData("[|CompleteChatStreamingAsync|]", "foreach (var part in update.ContentUpdate) Console.Write(part.Text);")]
    [InlineData("CompleteChatStreamingAsync", "foreach (var call in update.ToolCallUpdates) Console.Write(call.FunctionName);")]
    [InlineData("CompleteChatStreamingAsync", "if (update.FinishReason == ChatFinishReason.ToolCalls) Console.Write(update.CompletionId);")]
    public Task Streams_are_judged_alike(string call, string body) => (call[0] == '[' ? (Func<string, Task>)(code => Rule.Reports(code)) : code => Rule.Silent(code))($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool)
        {
            public async Task AskAsync(List<ChatMessage> messages)
            {
                await foreach (var update in client.{{call}}(messages, new ChatCompletionOptions { Tools = { tool } }))
                {
                    {{body}}
                }
            }
        }
        """);

    private static string Ask(string options, string call) => $$"""
        using OpenAI.Chat;

        class Bot
        {
            private static readonly ChatTool _tool = ChatTool.CreateFunctionTool("weather");
            private readonly ChatCompletionOptions _options = new() { Tools = { _tool } };
            private readonly ChatClient _client = null!;
            public ChatCompletion? _last;

            public async Task<string> AskAsync(List<ChatMessage> messages, ChatCompletionOptions given, ChatToolChoice choice)
            {
                {{options}}
                ChatCompletion completion = await _client.{{call}}
            }

            private static void Run(ChatCompletion completion)
            {
                if (completion.ToolCalls.Count > 0)
                    Console.WriteLine("…");
            }
        }
        """;
}
