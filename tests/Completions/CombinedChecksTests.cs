using AiApi.Analyzers.Completions;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>One careful method, which no rule may speak of, and what each rule says when one of its cares is left out.</summary>
public class CombinedChecksTests
{
    private const string FilterArm = "case ChatFinishReason.ContentFilter: throw new InvalidOperationException(\"Blocked.\");";
    private const string TextOrEmpty = "completion.Content.Count > 0 ? completion.Content[0].Text : \"\"";

    private static readonly SnippetOptions OthersMaySpeak = new() { OthersMaySpeak = true };

    [Fact]
    public Task All_cares_taken_is_silent() => Verify<FinishReasonPartlyCheckedAnalyzer>.Silent(
        Ask(FilterArm, $"({TextOrEmpty}, completion.FinishReason, completion.ToolCalls)"));

    [Fact]
    public Task All_cares_taken_is_silent_for_the_refusal_too() => Verify<RefusalIndexAnalyzer>.Silent(
        Ask(FilterArm, $"({TextOrEmpty}, completion.FinishReason, completion.ToolCalls)"));

    [Fact]
    public Task Without_the_returned_reason_and_the_filter_arm_a_blocked_reply_slips_through() => Verify<FinishReasonPartlyCheckedAnalyzer>.Reports(
        Ask("", "(completion.Content.Count > 0 ? completion.[|Content|][0].Text : \"\", completion.ToolCalls)"));

    [Fact]
    public Task Without_the_empty_text_the_index_throws_on_a_refusal() => Verify<RefusalIndexAnalyzer>.Reports(
        Ask(FilterArm, "(completion.Content[|[0]|].Text, completion.FinishReason, completion.ToolCalls)"));

    [Fact]
    public Task Without_the_tool_calls_nobody_can_run_them() => Verify<ToolCallsIgnoredAnalyzer>.Reports(
        Ask(FilterArm, $"({TextOrEmpty}, completion.FinishReason)", "[|CompleteChatAsync|]"));

    [Fact]
    public Task Without_tools_there_are_no_tool_calls_to_return() => Verify<ToolCallsIgnoredAnalyzer>.Silent(
        Ask(FilterArm, $"({TextOrEmpty}, completion.FinishReason)").Replace("Tools = { tool }", "MaxOutputTokenCount = 100"), OthersMaySpeak);

    private static string Ask(string filterArm, string returned, string call = "CompleteChatAsync") => $$"""
        using OpenAI.Chat;

        class Bot(ChatClient client, ChatTool tool, TextWriter log)
        {
            public async Task<object> AskAsync(List<ChatMessage> messages)
            {
                ChatCompletion completion = await client.{{call}}(messages, new ChatCompletionOptions { Tools = { tool } });
                switch (completion.FinishReason)
                {
                    {{filterArm}}
                    case ChatFinishReason.Length:
                        log.WriteLine("The answer is cut off.");
                        break;
                }

                return {{returned}};
            }
        }
        """;
}
