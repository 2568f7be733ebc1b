using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.StreamUncheckedAnalyzer>;
using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.StreamUncheckedAnalyzer, AiApi.CodeFixes.Completions.StreamUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1003 on Semantic Kernel, Azure.AI.Inference and Google.GenAI.</summary>
public class StreamSurfaceTests
{
    private static readonly PackageSet Abstractions = Packages.Stub("Microsoft.SemanticKernel.Abstractions");

    private static readonly SnippetOptions Kernel = Abstractions + Packages.Stub("Microsoft.SemanticKernel.Core", Abstractions);

    private static readonly SnippetOptions Inference = Packages.Stub("Azure.AI.Inference", Packages.AzureCore);

    private static readonly SnippetOptions GenAI = Packages.Stub("Google.GenAI");

    [Theory]
    [Surface("Semantic Kernel")]
    [InlineData("await foreach (var update in chat.GetStreamingChatMessageContentsAsync(history)) text += update.[|Content|];")]
    [InlineData("await foreach (var update in chat.GetStreamingChatMessageContentsAsync(history)) Console.Write([|update|]);")]
    [InlineData("await foreach (var update in kernel.InvokePromptStreamingAsync(\"Hi\")) text += [|update|];")]
    public Task Text_of_a_kernels_stream_is_reported(string body) => Rule.Reports(InKernel(body), Kernel);

    [Theory]
    [Surface("Semantic Kernel")]
    [InlineData("await foreach (var update in chat.GetStreamingChatMessageContentsAsync(history)) { text += update.Content; if (update.Metadata?[\"FinishReason\"] is \"Length\") text += \"…\"; }")]
    [InlineData("await foreach (var update in chat.GetStreamingChatMessageContentsAsync(history)) text += update.Role;")]
    public Task A_kernels_stream_that_is_asked_or_shows_no_text_is_silent(string body) => Rule.Silent(InKernel(body), Kernel);

    [Fact]
    [Surface("Semantic Kernel")]
    public Task The_last_reason_in_the_metadata_is_kept() => Fix.Fixes(
        InKernel(
            """
            await foreach (var update in chat.GetStreamingChatMessageContentsAsync(history))
            {
                text += update.[|Content|];
            }
            """),
        InKernel(
            """
            string? finishReason = null;
            await foreach (var update in chat.GetStreamingChatMessageContentsAsync(history))
            {
                finishReason = update.Metadata?.GetValueOrDefault("FinishReason")?.ToString() ?? finishReason;
                text += update.Content;
            }

            if (finishReason is not (null or "Stop" or "stop" or "STOP"))
            {
                throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
            }
            """ + "\n"),
        Kernel);

    [Fact]
    [Surface("Azure.AI.Inference")]
    public Task Text_of_an_inference_stream_is_reported() => Rule.Reports(InInference("text += update.[|ContentUpdate|];"), Inference);

    [Fact]
    [Surface("Azure.AI.Inference")]
    public Task An_inference_stream_that_is_asked_is_silent() =>
        Rule.Silent(InInference("text += update.ContentUpdate; if (update.FinishReason == CompletionsFinishReason.TokenLimitReached) text += \"…\";"), Inference);

    [Fact]
    [Surface("Azure.AI.Inference")]
    public Task The_last_reason_of_an_inference_stream_is_kept() => Fix.Fixes(
        InInference("text += update.[|ContentUpdate|];"),
        InInference(
            "finishReason = update.FinishReason ?? finishReason;\n            text += update.ContentUpdate;",
            "CompletionsFinishReason? finishReason = null;\n        ",
            """


                    if (finishReason != CompletionsFinishReason.Stopped)
                    {
                        throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
                    }

            """),
        Inference);

    [Theory]
    [Surface("Google.GenAI")]
    [InlineData("text += chunk.[|Text|];")]
    [InlineData("foreach (var part in chunk.Candidates![0].Content!.Parts!) text += part.[|Text|];")]
    public Task Text_of_a_Gemini_stream_is_reported(string body) => Rule.Reports(InGemini(body), GenAI);

    [Theory]
    [Surface("Google.GenAI")]
    [InlineData("text += chunk.Text; if (chunk.Candidates?[0].FinishReason == FinishReason.MaxTokens) text += \"…\";")]
    [InlineData("text += chunk.Candidates?.Count;")]
    public Task A_Gemini_stream_that_is_asked_or_shows_no_text_is_silent(string body) => Rule.Silent(InGemini(body), GenAI);

    [Fact]
    [Surface("Google.GenAI")]
    public Task The_last_reason_of_a_Gemini_stream_is_kept() => Fix.Fixes(
        InGemini("text += chunk.[|Text|];"),
        InGemini(
            "finishReason = chunk.Candidates?.FirstOrDefault()?.FinishReason ?? finishReason;\n            text += chunk.Text;",
            "FinishReason? finishReason = null;\n        ",
            """


                    if (finishReason != FinishReason.Stop)
                    {
                        throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
                    }

            """),
        GenAI);

    private static string InKernel(string body) => $$"""
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;

        class Bot(IChatCompletionService chat, Kernel kernel)
        {
            public async Task<string> AskAsync(ChatHistory history)
            {
                var text = "";
                {{Indented(body)}}
                return text;
            }
        }
        """;

    private static string InInference(string use, string before = "", string after = "") => $$"""
        using Azure.AI.Inference;

        class Bot(ChatCompletionsClient client)
        {
            public async Task<string> AskAsync(ChatCompletionsOptions options)
            {
                var text = "";
                {{before}}await foreach (var update in await client.CompleteStreamingAsync(options))
                {
                    {{use}}
                }{{after.ReplaceLineEndings("\n")}}
                return text;
            }
        }
        """;

    private static string InGemini(string use, string before = "", string after = "") => $$"""
        using Google.GenAI;
        using Google.GenAI.Types;

        class Bot(Client client)
        {
            public async Task<string> AskAsync(string question)
            {
                var text = "";
                {{before}}await foreach (var chunk in client.Models.GenerateContentStreamAsync("gemini-2.5-flash", question))
                {
                    {{use}}
                }{{after.ReplaceLineEndings("\n")}}
                return text;
            }
        }
        """;

    private static string Indented(string body) => string.Join("\n        ", body.ReplaceLineEndings("\n").Split('\n')).Replace("\n        \n", "\n\n").TrimEnd(' ');
}
