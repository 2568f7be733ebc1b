using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001, <i>Handle each finish reason</i>.</summary>
public class FinishReasonUncheckedFixSwitchTests : FinishReasonFixTests
{
    private static readonly SnippetOptions HandleEach = new() { Action = FinishReasonUncheckedFix.HandleEachReason };

    [Fact]
    public Task Every_reason_has_its_arm_and_its_advice() => FixesStatements(
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);
        return completion.[|Content|][0].Text;
        """,
        """
        ChatCompletion completion = await client.CompleteChatAsync(messages);

        switch (completion.FinishReason)
        {
            case ChatFinishReason.Stop:
                break;
            case ChatFinishReason.Length:
                throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.");
            case ChatFinishReason.ContentFilter:
                throw new InvalidOperationException("The model's answer ended with ContentFilter: rephrase the prompt.");
            case ChatFinishReason.ToolCalls:
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
            case ChatFinishReason.FunctionCall:
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested function and send its result.");
            default:
                throw new InvalidOperationException($"The model's answer ended for an unknown reason: {completion.FinishReason}.");
        }

        return completion.Content[0].Text;
        """,
        HandleEach);

    [Fact]
    public Task Tool_calls_that_are_read_and_a_missing_result_pass() => FixesStatements(
        """
        ChatCompletion? completion = null;
        if (messages.Count > 0)
            completion = await client.CompleteChatAsync(messages);
        Console.WriteLine(completion?.ToolCalls.Count);
        return completion?.[|Content|][0].Text;
        """,
        """
        ChatCompletion? completion = null;
        if (messages.Count > 0)
            completion = await client.CompleteChatAsync(messages);
        Console.WriteLine(completion?.ToolCalls.Count);

        switch (completion?.FinishReason)
        {
            case null:
            case ChatFinishReason.Stop:
            case ChatFinishReason.ToolCalls:
                break;
            case ChatFinishReason.Length:
                throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.");
            case ChatFinishReason.ContentFilter:
                throw new InvalidOperationException("The model's answer ended with ContentFilter: rephrase the prompt.");
            case ChatFinishReason.FunctionCall:
                throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested function and send its result.");
            default:
                throw new InvalidOperationException($"The model's answer ended for an unknown reason: {completion?.FinishReason}.");
        }

        return completion?.Content[0].Text;
        """,
        HandleEach);

    [Fact]
    public Task A_nested_result_gets_a_variable_and_an_expression_body_a_block() => FixesMembers(
        """
        public string Ask(ChatClient client, string question) => client.CompleteChat(question).Value.[|Content|][0].Text;
        """,
        """
        public string Ask(ChatClient client, string question)
        {
            ChatCompletion completion = client.CompleteChat(question);

            switch (completion.FinishReason)
            {
                case ChatFinishReason.Stop:
                    break;
                case ChatFinishReason.Length:
                    throw new InvalidOperationException("The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.");
                case ChatFinishReason.ContentFilter:
                    throw new InvalidOperationException("The model's answer ended with ContentFilter: rephrase the prompt.");
                case ChatFinishReason.ToolCalls:
                    throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
                case ChatFinishReason.FunctionCall:
                    throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested function and send its result.");
                default:
                    throw new InvalidOperationException($"The model's answer ended for an unknown reason: {completion.FinishReason}.");
            }

            return completion.Content[0].Text;
        }
        """,
        HandleEach);
}
