using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on Azure.AI.Inference.</summary>
[Surface("Azure.AI.Inference")]
public class AzureInferenceSurfaceTests
{
    private static readonly SnippetOptions Inference = Packages.Stub("Azure.AI.Inference", Packages.AzureCore);

    [Theory]
    [InlineData("return response.Value.[|Content|];")]
    [InlineData("ChatCompletions completions = response; return completions.[|Content|];")]
    [InlineData("options.Messages.Add(new ChatRequestAssistantMessage(response.Value)); return response.Value.[|Content|];")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body), Inference);

    [Theory]
    [InlineData("if (response.Value.FinishReason == CompletionsFinishReason.ContentFiltered) return null;")]
    [InlineData("if (response.Value.FinishReason == \"length\") return null;")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string check) =>
        PartlyChecked.Reports(InBot($"{check} return response.Value.[|Content|];"), Inference);

    [Theory]
    [InlineData("return response.Value.FinishReason == CompletionsFinishReason.Stopped ? response.Value.Content : null;")]
    [InlineData("if (response.Value.FinishReason != CompletionsFinishReason.Stopped) return null; return response.Value.Content;")]
    [InlineData("return response.Value.Id;")]
    [InlineData("return (response.Value.Content, response.Value.FinishReason).ToString();")]
    public Task A_check_or_no_content_is_silent(string body) => Unchecked.Silent(InBot(body), Inference);

    private static string InBot(string body) => $$"""
        using Azure.AI.Inference;

        class Bot(ChatCompletionsClient client)
        {
            public async Task<string?> AskAsync(ChatCompletionsOptions options)
            {
                var response = await client.CompleteAsync(options);
                {{body}}
            }
        }
        """;
}
