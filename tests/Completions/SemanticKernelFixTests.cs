using AiApi.CodeFixes.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonPartlyCheckedFix>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The fixes of AIAPI1001 and AIAPI1002 on Semantic Kernel know that metadata, or a reason in it, can be missing, and how connectors spell it.</summary>
[Surface("Semantic Kernel")]
public class SemanticKernelFixTests
{
    private static readonly PackageSet Abstractions = Packages.Stub("Microsoft.SemanticKernel.Abstractions");

    private static readonly PackageSet Kernel = Abstractions + Packages.Stub("Microsoft.SemanticKernel.Core", Abstractions);

    [Fact]
    public Task Every_spelling_of_a_complete_answer_passes_and_so_does_none() => Unchecked.Fixes(
        InBot(
            """
            var reply = await chat.GetChatMessageContentAsync(history);
            return reply.[|Content|];
            """),
        InBot(
            """
            var reply = await chat.GetChatMessageContentAsync(history);

            if (reply.Metadata?.GetValueOrDefault("FinishReason")?.ToString() is not (null or "Stop" or "stop" or "STOP"))
            {
                throw new InvalidOperationException("The model's answer is not complete: " + reply.Metadata?.GetValueOrDefault("FinishReason")?.ToString() + ".");
            }

            return reply.Content;
            """),
        Kernel);

    [Fact]
    public Task Every_reason_has_its_arm() => Unchecked.Fixes(
        InBot("return (await kernel.InvokePromptAsync(\"Hi\")).[|GetValue|]<string>();"),
        InBot(
            """
            FunctionResult result = await kernel.InvokePromptAsync("Hi");

            switch (result.Metadata?.GetValueOrDefault("FinishReason")?.ToString())
            {
                case null:
                case "Stop":
                case "stop":
                case "STOP":
                    break;
                case "Length":
                case "length":
                case "MAX_TOKENS":
                    throw new InvalidOperationException("The model's answer is cut off: raise MaxTokens or shorten the prompt.");
                case "ContentFilter":
                case "content_filter":
                case "SAFETY":
                    throw new InvalidOperationException("The model's answer ended with ContentFilter: rephrase the prompt.");
                case "ToolCalls":
                case "tool_calls":
                    throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested functions and send their results.");
                case "FunctionCall":
                case "function_call":
                    throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested function and send its result.");
                default:
                    throw new InvalidOperationException("The model's answer ended for an unknown reason: " + result.Metadata?.GetValueOrDefault("FinishReason")?.ToString() + ".");
            }

            return result.GetValue<string>();
            """),
        new() { Packages = Kernel, Action = FinishReasonUncheckedFix.HandleEachReason });

    [Fact]
    public Task A_check_is_extended_in_every_spelling() => PartlyChecked.Fixes(
        InBot("var reply = await chat.GetChatMessageContentAsync(history); return reply.Metadata?[\"FinishReason\"]?.ToString() == \"ContentFilter\" ? null : reply.[|Content|];"),
        InBot("var reply = await chat.GetChatMessageContentAsync(history); return reply.Metadata?[\"FinishReason\"]?.ToString() is \"ContentFilter\" or \"Length\" or \"length\" or \"MAX_TOKENS\" ? null : reply.Content;"),
        Kernel);

    private static string InBot(string body) => $$"""
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;

        class Bot(IChatCompletionService chat, Kernel kernel, ChatHistory history)
        {
            public async Task<string?> AskAsync()
            {
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ").Replace("\n        \n", "\n\n")}}
            }
        }
        """;
}
