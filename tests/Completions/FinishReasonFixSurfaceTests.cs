using AiApi.CodeFixes.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonPartlyCheckedFix>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The fixes of AIAPI1001 and AIAPI1002 speak each SDK's language, and never throw on what is a good reply there.</summary>
public class FinishReasonFixSurfaceTests
{
    /// <summary>A good reply over Responses has no reason there.</summary>
    [Fact]
    [Surface("Microsoft.Extensions.AI")]
    public Task ExtensionsAI_lets_a_missing_reason_and_tool_calls_pass() => Unchecked.Fixes(
        """
        using Microsoft.Extensions.AI;

        class Bot
        {
            public async Task<string> AskAsync(IChatClient client, string question, AITool tool)
            {
                var response = await client.GetResponseAsync(question, new ChatOptions { Tools = new[] { tool } });
                return response.[|Text|];
            }
        }
        """,
        """
        using Microsoft.Extensions.AI;

        class Bot
        {
            public async Task<string> AskAsync(IChatClient client, string question, AITool tool)
            {
                var response = await client.GetResponseAsync(question, new ChatOptions { Tools = new[] { tool } });

                if (response.FinishReason is not null && response.FinishReason != ChatFinishReason.Stop && response.FinishReason != ChatFinishReason.ToolCalls)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {response.FinishReason}.");
                }

                return response.Text;
            }
        }
        """,
        Packages.ExtensionsAI);

    [Fact]
    [Surface("Microsoft.Extensions.AI")]
    public Task ExtensionsAI_has_no_constants_for_a_switch() => Unchecked.Fixes(
        """
        using Microsoft.Extensions.AI;

        class Bot
        {
            public async Task<string> AskAsync(IChatClient client, string reason) => (await client.GetResponseAsync(reason)).[|Text|];
        }
        """,
        """
        using Microsoft.Extensions.AI;

        class Bot
        {
            public async Task<string> AskAsync(IChatClient client, string reason)
            {
                ChatResponse response = await client.GetResponseAsync(reason);

                switch (response.FinishReason)
                {
                    case null:
                    case var reason1 when reason1 == ChatFinishReason.Stop:
                        break;
                    case var reason1 when reason1 == ChatFinishReason.Length:
                        throw new InvalidOperationException("The model's answer is cut off: raise ChatOptions.MaxOutputTokens or shorten the prompt.");
                    case var reason1 when reason1 == ChatFinishReason.ContentFilter:
                        throw new InvalidOperationException("The model's answer ended with ContentFilter: rephrase the prompt.");
                    case var reason1 when reason1 == ChatFinishReason.ToolCalls:
                        throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
                    default:
                        throw new InvalidOperationException($"The model's answer ended for an unknown reason: {response.FinishReason}.");
                }

                return response.Text;
            }
        }
        """,
        new() { Packages = Packages.ExtensionsAI, Action = FinishReasonUncheckedFix.HandleEachReason });

    [Fact]
    [Surface("Microsoft.Extensions.AI")]
    public Task A_check_on_ExtensionsAI_is_extended_by_a_comparison() => PartlyChecked.Fixes(
        """
        using Microsoft.Extensions.AI;

        class Bot
        {
            public async Task<string?> AskAsync(IChatClient client, string question)
            {
                var response = await client.GetResponseAsync(question);
                if (response.FinishReason == ChatFinishReason.ContentFilter)
                    return null;
                return response.[|Text|];
            }
        }
        """,
        """
        using Microsoft.Extensions.AI;

        class Bot
        {
            public async Task<string?> AskAsync(IChatClient client, string question)
            {
                var response = await client.GetResponseAsync(question);
                if (response.FinishReason == ChatFinishReason.ContentFilter || response.FinishReason == ChatFinishReason.Length)
                    return null;
                return response.Text;
            }
        }
        """,
        Packages.ExtensionsAI);

    [Fact]
    [Surface("OpenAI Responses")]
    public Task Responses_are_complete_or_not() => Unchecked.Fixes(
        """
        using OpenAI.Responses;

        class Bot
        {
            public async Task<string> AskAsync(ResponsesClient client, string question) => (await client.CreateResponseAsync("gpt-5", question)).Value.[|GetOutputText|]();
        }
        """,
        """
        using OpenAI.Responses;

        class Bot
        {
            public async Task<string> AskAsync(ResponsesClient client, string question)
            {
                ResponseResult result = await client.CreateResponseAsync("gpt-5", question);

                if (result.Status != ResponseStatus.Completed)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {result.Status}.");
                }

                return result.GetOutputText();
            }
        }
        """);

    [RoslynFact("4.14")]
    [Surface("OpenAI Responses")]
    public Task An_experimental_API_that_is_used_already_is_used_once_more() => Unchecked.Fixes(
        """
        using OpenAI.Responses;

        class Bot
        {
            public async Task<string> AskAsync(ResponsesClient client, string question)
            {
                ResponseResult response = await client.CreateResponseAsync("gpt-5", question);
                return response.[|GetOutputText|]();
            }
        }
        """,
        """
        using OpenAI.Responses;

        class Bot
        {
            public async Task<string> AskAsync(ResponsesClient client, string question)
            {
                ResponseResult response = await client.CreateResponseAsync("gpt-5", question);

                if (response.Status != ResponseStatus.Completed)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {response.Status}.");
                }

                return response.GetOutputText();
            }
        }
        """,
        new()
        {
            Configure = static test =>
            {
                test.DisabledDiagnostics.Clear();
                test.CompilerDiagnostics = CompilerDiagnostics.None;
            },
        });

    [Fact]
    [Surface("OpenAI Responses")]
    public Task A_check_of_a_response_is_extended_by_failure() => PartlyChecked.Fixes(
        """
        using OpenAI.Responses;

        class Bot
        {
            public async Task<string?> AskAsync(ResponsesClient client, string question)
            {
                ResponseResult response = await client.CreateResponseAsync("gpt-5", question);
                return response.Status switch
                {
                    ResponseStatus.Incomplete => null,
                    _ => response.[|GetOutputText|](),
                };
            }
        }
        """,
        """
        using OpenAI.Responses;

        class Bot
        {
            public async Task<string?> AskAsync(ResponsesClient client, string question)
            {
                ResponseResult response = await client.CreateResponseAsync("gpt-5", question);
                return response.Status switch
                {
                    ResponseStatus.Incomplete or ResponseStatus.Failed => null,
                    _ => response.GetOutputText(),
                };
            }
        }
        """);

    [Fact]
    [Surface("Anthropic")]
    public Task Anthropic_has_two_good_endings() => Unchecked.Fixes(
        """
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot
        {
            public async Task<string> AskAsync(AnthropicClient client, MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);
                return message.[|Content|].Select(block => block.Value).OfType<TextBlock>().Last().Text;
            }
        }
        """,
        """
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot
        {
            public async Task<string> AskAsync(AnthropicClient client, MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);

                if (message.StopReason != StopReason.EndTurn && message.StopReason != StopReason.StopSequence)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {message.StopReason}.");
                }

                return message.Content.Select(block => block.Value).OfType<TextBlock>().Last().Text;
            }
        }
        """,
        Packages.Anthropic);

    [Fact]
    [Surface("Anthropic")]
    public Task Anthropics_reasons_are_taken_out_of_their_wrapper_for_a_switch() => Unchecked.Fixes(
        """
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot
        {
            public async Task<string> AskAsync(AnthropicClient client, MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);
                return message.[|Content|].Select(block => block.Value).OfType<TextBlock>().Last().Text;
            }
        }
        """,
        """
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot
        {
            public async Task<string> AskAsync(AnthropicClient client, MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);

                switch (message.StopReason?.Value())
                {
                    case StopReason.EndTurn:
                    case StopReason.StopSequence:
                        break;
                    case StopReason.MaxTokens:
                        throw new InvalidOperationException("The model's answer is cut off: raise MaxTokens or shorten the prompt.");
                    case StopReason.ModelContextWindowExceeded:
                        throw new InvalidOperationException("The model's answer is cut off: shorten the conversation.");
                    case StopReason.Refusal:
                        throw new InvalidOperationException("The model's answer ended with Refusal: rephrase the prompt.");
                    case StopReason.ToolUse:
                        throw new InvalidOperationException("The model asks for a tool instead of answering: run the requested tools and send their results.");
                    case StopReason.PauseTurn:
                        throw new InvalidOperationException("The model's answer ended with PauseTurn: send the conversation back to go on.");
                    default:
                        throw new InvalidOperationException($"The model's answer ended for an unknown reason: {message.StopReason}.");
                }

                return message.Content.Select(block => block.Value).OfType<TextBlock>().Last().Text;
            }
        }
        """,
        new() { Packages = Packages.Anthropic, Action = FinishReasonUncheckedFix.HandleEachReason });

    [Fact]
    [Surface("Azure.AI.OpenAI 1.0 beta")]
    public Task Azure_has_the_reason_in_the_choice() => Unchecked.Fixes(
        """
        using Azure.AI.OpenAI;

        class Bot
        {
            public async Task<string> AskAsync(OpenAIClient client, ChatCompletionsOptions options) =>
                (await client.GetChatCompletionsAsync("gpt-4o", options)).Value.Choices[0].Message.[|Content|];
        }
        """,
        """
        using Azure.AI.OpenAI;

        class Bot
        {
            public async Task<string> AskAsync(OpenAIClient client, ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.GetChatCompletionsAsync("gpt-4o", options);

                if (completions.Choices[0].FinishReason != CompletionsFinishReason.Stopped)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completions.Choices[0].FinishReason}.");
                }

                return completions.Choices[0].Message.Content;
            }
        }
        """,
        Packages.AzureOpenAI);

    [Fact]
    [Surface("Azure.AI.OpenAI 1.0 beta")]
    public Task A_look_at_the_number_of_choices_stays_before_the_guard() => Unchecked.Fixes(
        """
        using Azure.AI.OpenAI;

        class Bot
        {
            public async Task<string?> AskAsync(OpenAIClient client, ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.GetChatCompletionsAsync("gpt-4o", options);
                if (completions.Choices.Count == 0)
                    return null;
                return completions.Choices[0].Message.[|Content|];
            }
        }
        """,
        """
        using Azure.AI.OpenAI;

        class Bot
        {
            public async Task<string?> AskAsync(OpenAIClient client, ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.GetChatCompletionsAsync("gpt-4o", options);
                if (completions.Choices.Count == 0)
                    return null;

                if (completions.Choices[0].FinishReason != CompletionsFinishReason.Stopped)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completions.Choices[0].FinishReason}.");
                }

                return completions.Choices[0].Message.Content;
            }
        }
        """,
        Packages.AzureOpenAI);
}
