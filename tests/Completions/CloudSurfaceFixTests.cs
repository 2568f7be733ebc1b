using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonPartlyCheckedFix>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer, AiApi.CodeFixes.Completions.FinishReasonUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>The fixes of AIAPI1001 and AIAPI1002 on the SDKs of clouds, and on what is particular to others.</summary>
public class CloudSurfaceFixTests
{
    private static readonly SnippetOptions GenAI = Packages.Stub("Google.GenAI");

    private static readonly SnippetOptions Inference = Packages.Stub("Azure.AI.Inference", Packages.AzureCore);

    [Fact]
    [Surface("Google.GenAI")]
    public Task A_prompt_that_was_blocked_has_no_candidates() => Unchecked.Fixes(
        """
        using Google.GenAI;
        using Google.GenAI.Types;

        class Bot(Client client)
        {
            public async Task<string?> AskAsync(string question)
            {
                var response = await client.Models.GenerateContentAsync("gemini-2.5-flash", question);
                return response.Candidates?[0].Content?.Parts?[0].[|Text|];
            }
        }
        """,
        """
        using Google.GenAI;
        using Google.GenAI.Types;

        class Bot(Client client)
        {
            public async Task<string?> AskAsync(string question)
            {
                var response = await client.Models.GenerateContentAsync("gemini-2.5-flash", question);

                if (response.Candidates?.FirstOrDefault()?.FinishReason != FinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {response.Candidates?.FirstOrDefault()?.FinishReason}.");
                }

                return response.Candidates?[0].Content?.Parts?[0].Text;
            }
        }
        """,
        GenAI);

    [Fact]
    [Surface("Google.GenAI")]
    public Task A_check_of_a_candidate_is_extended() => PartlyChecked.Fixes(
        """
        using Google.GenAI;
        using Google.GenAI.Types;

        class Bot(Client client)
        {
            public async Task<string?> AskAsync(string question)
            {
                var response = await client.Models.GenerateContentAsync("gemini-2.5-flash", question);
                var candidate = response.Candidates![0];
                return candidate.FinishReason == FinishReason.Safety ? null : candidate.Content!.Parts![0].[|Text|];
            }
        }
        """,
        """
        using Google.GenAI;
        using Google.GenAI.Types;

        class Bot(Client client)
        {
            public async Task<string?> AskAsync(string question)
            {
                var response = await client.Models.GenerateContentAsync("gemini-2.5-flash", question);
                var candidate = response.Candidates![0];
                return candidate.FinishReason == FinishReason.Safety || candidate.FinishReason == FinishReason.MaxTokens ? null : candidate.Content!.Parts![0].Text;
            }
        }
        """,
        GenAI);

    [Fact]
    [Surface("Azure.AI.Inference")]
    public Task The_completions_are_taken_out_of_their_response() => Unchecked.Fixes(
        """
        using Azure.AI.Inference;

        class Bot(ChatCompletionsClient client)
        {
            public async Task<string> AskAsync(ChatCompletionsOptions options) => (await client.CompleteAsync(options)).Value.[|Content|];
        }
        """,
        """
        using Azure.AI.Inference;

        class Bot(ChatCompletionsClient client)
        {
            public async Task<string> AskAsync(ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.CompleteAsync(options);

                if (completions.FinishReason != CompletionsFinishReason.Stopped)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {completions.FinishReason}.");
                }

                return completions.Content;
            }
        }
        """,
        Inference);

    [Fact]
    [Surface("Azure.AI.Inference")]
    public Task A_check_of_completions_is_extended() => PartlyChecked.Fixes(
        """
        using Azure.AI.Inference;

        class Bot(ChatCompletionsClient client)
        {
            public async Task<string?> AskAsync(ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.CompleteAsync(options);
                if (completions.FinishReason == CompletionsFinishReason.ContentFiltered)
                    return null;
                return completions.[|Content|];
            }
        }
        """,
        """
        using Azure.AI.Inference;

        class Bot(ChatCompletionsClient client)
        {
            public async Task<string?> AskAsync(ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.CompleteAsync(options);
                if (completions.FinishReason == CompletionsFinishReason.ContentFiltered || completions.FinishReason == CompletionsFinishReason.TokenLimitReached)
                    return null;
                return completions.Content;
            }
        }
        """,
        Inference);

    [Fact]
    [Surface("Azure.AI.OpenAI 1.0 beta")]
    public Task A_check_of_a_choice_is_extended() => PartlyChecked.Fixes(
        """
        using Azure.AI.OpenAI;

        class Bot(OpenAIClient client)
        {
            public async Task<string?> AskAsync(ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.GetChatCompletionsAsync("gpt-4o", options);
                return completions.Choices[0].FinishReason == CompletionsFinishReason.ContentFiltered ? null : completions.Choices[0].Message.[|Content|];
            }
        }
        """,
        """
        using Azure.AI.OpenAI;

        class Bot(OpenAIClient client)
        {
            public async Task<string?> AskAsync(ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.GetChatCompletionsAsync("gpt-4o", options);
                return completions.Choices[0].FinishReason == CompletionsFinishReason.ContentFiltered || completions.Choices[0].FinishReason == CompletionsFinishReason.TokenLimitReached ? null : completions.Choices[0].Message.Content;
            }
        }
        """,
        Packages.AzureOpenAI);

    [Fact]
    [Surface("Anthropic")]
    public Task A_check_of_a_message_is_extended() => PartlyChecked.Fixes(
        """
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(AnthropicClient client)
        {
            public async Task<string?> AskAsync(MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);
                if (message.StopReason == StopReason.MaxTokens)
                    return null;
                return message.[|Content|].Select(block => block.Value).OfType<TextBlock>().Last().Text;
            }
        }
        """,
        """
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(AnthropicClient client)
        {
            public async Task<string?> AskAsync(MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);
                if (message.StopReason == StopReason.MaxTokens || message.StopReason == StopReason.Refusal)
                    return null;
                return message.Content.Select(block => block.Value).OfType<TextBlock>().Last().Text;
            }
        }
        """,
        Packages.Anthropic);

    [Fact]
    [Surface("Microsoft.Extensions.AI")]
    public Task A_structured_result_is_guarded_like_a_plain_one() => Unchecked.Fixes(
        """
        using Microsoft.Extensions.AI;

        record City(string Name);

        class Bot(IChatClient client)
        {
            public async Task<City> AskAsync(string question)
            {
                var response = await client.GetResponseAsync<City>(question);
                try
                {
                    return response.[|Result|];
                }
                catch (System.Text.Json.JsonException)
                {
                    return new City("");
                }
            }
        }
        """,
        """
        using Microsoft.Extensions.AI;

        record City(string Name);

        class Bot(IChatClient client)
        {
            public async Task<City> AskAsync(string question)
            {
                var response = await client.GetResponseAsync<City>(question);

                if (response.FinishReason is not null && response.FinishReason != ChatFinishReason.Stop)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: {response.FinishReason}.");
                }

                try
                {
                    return response.Result;
                }
                catch (System.Text.Json.JsonException)
                {
                    return new City("");
                }
            }
        }
        """,
        Packages.ExtensionsAI + Packages.Stub("Microsoft.Extensions.AI", Packages.ExtensionsAI));
}
