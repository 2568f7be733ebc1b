using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on Azure.AI.OpenAI: choices with a reason each in 1.0 beta, OpenAI's own results in 2.x.</summary>
[Surface("Azure.AI.OpenAI 1.0 beta")]
public class AzureOpenAISurfaceTests
{
    private static readonly SnippetOptions Beta = Packages.AzureOpenAI;

    [Theory]
    [InlineData("return completions.Choices[0].Message.[|Content|];")]
    [InlineData("return completions.Choices.First().Message.[|Content|];")]
    [InlineData("ChatChoice choice = completions.Choices[0]; return choice.Message.[|Content|];")]
    [InlineData("var message = completions.Choices[0].Message; return message.[|Content|];")]
    [InlineData("foreach (var choice in completions.Choices) Console.WriteLine(choice.Message.[|Content|]); return null;")]
    [InlineData("return string.Concat(completions.Choices.Select(choice => choice.Message.[|Content|]));")]
    [InlineData("return completions.Choices.Where(choice => choice.Index == 0).Select(choice => choice.Message).Single().[|Content|];")]
    [InlineData("Console.WriteLine(completions.Choices[0].FinishReason); return completions.Choices[0].Message.[|Content|];")]
    [InlineData("options.Messages.Add(completions.Choices[0].Message); return completions.Choices[0].Message.[|Content|];")]
    [InlineData("if (completions.Choices.Count == 0 || !completions.Choices.Any()) return null; return completions.Choices[0].Message.[|Content|];")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body), Beta);

    [Theory]
    [InlineData("if (completions.Choices[0].FinishReason == CompletionsFinishReason.ContentFiltered) return null;")]
    [InlineData("if (completions.Choices[0].FinishReason == \"length\") return null;")]
    [InlineData("if (completions.Choices[0].FinishReason.ToString() == \"function_call\") return null;")]
    [InlineData("var choice = completions.Choices.First(); if (choice.FinishReason == CompletionsFinishReason.TokenLimitReached) return null;")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string check) =>
        PartlyChecked.Reports(InBot($"{check} return completions.Choices[0].Message.[|Content|];"), Beta);

    [Theory]
    [InlineData("if (completions.Choices[0].FinishReason != CompletionsFinishReason.Stopped) return null; return completions.Choices[0].Message.Content;")]
    [InlineData("ChatChoice choice = completions.Choices[0]; return choice.FinishReason == \"stop\" ? choice.Message.Content : null;")]
    [InlineData("var choice = completions.Choices[0]; return choice.FinishReason.ToString() switch { \"stop\" => choice.Message.Content, _ => null };")]
    [InlineData("foreach (var choice in completions.Choices) if (choice.FinishReason == CompletionsFinishReason.Stopped) return choice.Message.Content; return null;")]
    [InlineData("return completions.Choices.First(choice => choice.FinishReason == CompletionsFinishReason.Stopped).Message.Content;")]
    [InlineData("return completions.Choices.Where(choice => choice.FinishReason == CompletionsFinishReason.Stopped).Select(choice => choice.Message.Content).First();")]
    [InlineData("if (completions.Choices.Any(choice => choice.FinishReason != CompletionsFinishReason.Stopped)) return null; return completions.Choices[0].Message.Content;")]
    [InlineData("if (completions.Choices[0].ContentFilterResults?.Hate?.Filtered == true) return null; return completions.Choices[0].Message.Content;")]
    public Task Text_read_after_a_check_is_silent(string body) => Unchecked.Silent(InBot(body), Beta);

    [Theory]
    [InlineData("return completions.Choices[0];")]
    [InlineData("return completions.Choices;")]
    [InlineData("return (completions.Choices[0].Message.Content, completions.Choices[0].FinishReason);")]
    [InlineData("return completions.Usage;")]
    [InlineData("return completions.Choices[0].Message.FunctionCall;")]
    public Task A_choice_that_is_handed_on_is_the_receivers_business(string body) => Unchecked.Silent(InBot(body, "object"), Beta);

    [Fact]
    public Task Plain_completions_are_results_too() => Unchecked.Reports("""
        using Azure.AI.OpenAI;

        class Bot(OpenAIClient client)
        {
            public async Task<string> AskAsync(string prompt)
            {
                var response = await client.GetCompletionsAsync("davinci", prompt);
                return response.Value.Choices[0].[|Text|];
            }

            public async Task<string> CheckedAsync(string prompt)
            {
                var response = await client.GetCompletionsAsync("davinci", prompt);
                var choice = response.Value.Choices[0];
                return choice.FinishReason == CompletionsFinishReason.Stopped ? choice.Text : throw new InvalidOperationException();
            }
        }
        """, Beta);

    [Fact]
    [Surface("Azure.AI.OpenAI 2")]
    public Task Version_2_returns_the_results_of_OpenAI() => Unchecked.Reports("""
        using System.ClientModel;
        using Azure.AI.OpenAI;
        using OpenAI.Chat;

        class Bot
        {
            public async Task<string> AskAsync(Uri endpoint, string key, string question)
            {
                var client = new AzureOpenAIClient(endpoint, new ApiKeyCredential(key)).GetChatClient("my-deployment");
                ChatCompletion completion = await client.CompleteChatAsync(question);
                return completion.[|Content|][0].Text;
            }

            public async Task<string> CheckedAsync(AzureOpenAIClient client, string question)
            {
                ChatCompletion completion = await client.GetChatClient("my-deployment").CompleteChatAsync(question);
                return completion.FinishReason == ChatFinishReason.Stop ? completion.Content[0].Text : throw new InvalidOperationException();
            }
        }
        """, Packages.OpenAI + Packages.Stub("Azure.AI.OpenAI", Packages.OpenAI));

    [Fact]
    public Task The_message_names_the_reason_of_the_choice() => Unchecked.Reports(
        InBot("return completions.Choices[0].Message.{|#0:Content|};"),
        Beta,
        new DiagnosticResult(FinishReasonUncheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("completions.Choices[0].FinishReason", "Content"));

    private static string InBot(string body, string type = "string") => $$"""
        using Azure.AI.OpenAI;

        class Bot(OpenAIClient client)
        {
            public async Task<{{type}}?> AskAsync(ChatCompletionsOptions options)
            {
                ChatCompletions completions = await client.GetChatCompletionsAsync("my-deployment", options);
                {{body}}
            }
        }
        """;
}
