using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on Semantic Kernel: the reason is a text in the metadata, spelled as the connector has it.</summary>
[Surface("Semantic Kernel")]
public class SemanticKernelSurfaceTests
{
    private static readonly PackageSet Abstractions = Packages.Stub("Microsoft.SemanticKernel.Abstractions");

    private static readonly SnippetOptions Kernel = Abstractions + Packages.Stub("Microsoft.SemanticKernel.Core", Abstractions);

    [Theory]
    [InlineData("return reply.[|Content|];")]
    [InlineData("return reply.[|ToString|]();")]
    [InlineData("return $\"Bot: {[|reply|]}\";")]
    [InlineData("Console.WriteLine([|reply|]); return null;")]
    [InlineData("history.Add(reply); return reply.[|Content|];")]
    [InlineData("history.AddAssistantMessage(reply.[|Content|] ?? \"\"); return null;")]
    [InlineData("return reply.Items.OfType<TextContent>().FirstOrDefault()?.[|Text|];")]
    [InlineData("Console.WriteLine(reply.Metadata?[\"Usage\"]); return reply.[|Content|];")]
    [InlineData("Console.WriteLine(reply.Metadata?[\"FinishReason\"]); return reply.[|Content|];")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body), Kernel);

    [Theory]
    [InlineData("if (reply.Metadata?[\"FinishReason\"]?.ToString() == \"ContentFilter\") return null;")]
    [InlineData("if ((string?)reply.Metadata?[\"FinishReason\"] == \"Length\") return null;")]
    [InlineData("if (reply.Metadata?[\"FinishReason\"] as string is \"length\") return null;")]
    [InlineData("if (reply.Metadata!.TryGetValue(\"FinishReason\", out var reason) && reason is \"ToolCalls\") return null;")]
    [InlineData("if (reply.Metadata!.GetValueOrDefault(\"FinishReason\")?.ToString()?.ToLowerInvariant() == \"length\") return null;")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string check) => PartlyChecked.Reports(InBot($"{check} return reply.[|Content|];"), Kernel);

    [Theory]
    [InlineData("if (reply.Metadata?[\"FinishReason\"]?.ToString() != \"Stop\") return null;")]
    [InlineData("if (reply.Metadata?[\"FinishReason\"]?.ToString()?.ToLower() != \"stop\") return null;")]
    [InlineData("if (reply.Metadata?[\"FinishReason\"]?.ToString() != \"stop\") return null;")]
    [InlineData("if (reply.Metadata?[\"FinishReason\"] is \"Length\" or \"ContentFilter\") return null;")]
    [InlineData("if (reply.Metadata?[\"FinishReason\"] is \"length\" or \"content_filter\") return null;")]
    [InlineData("if (reply.Metadata is { } metadata && metadata.TryGetValue(\"FinishReason\", out var reason) && !\"Stop\".Equals(reason)) return null;")]
    [InlineData("if (!(reply.Metadata?[\"FinishReason\"] as string ?? \"\").Equals(\"stop\", StringComparison.OrdinalIgnoreCase)) return null;")]
    [InlineData("if (reply.InnerContent is IFormattable inner && inner.ToString() == \"cut\") return null;")]
    [InlineData("if (reply.Metadata?[\"FinishReason\"] as Reason? == Reason.Length) return null;")]
    public Task Text_read_after_a_check_is_silent(string check) => Unchecked.Silent(InBot($"{check} return reply.Content;"), Kernel);

    [Theory]
    [InlineData("return reply.ModelId;")]
    [InlineData("history.Add(reply); return null;")]
    [InlineData("return history[history.Count - 1].Content;")]
    [InlineData("_kept = (reply.Content, reply.Metadata); return reply.Content;")]
    public Task What_is_no_content_or_handed_on_is_silent(string body) => Unchecked.Silent(InBot(body), Kernel);

    [Fact]
    public Task Several_replies_and_prompt_functions_are_results() => Unchecked.Reports("""
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;

        class Bot(IChatCompletionService chat, Kernel kernel)
        {
            public async Task<string?> FirstAsync(ChatHistory history)
            {
                var replies = await chat.GetChatMessageContentsAsync(history);
                return replies[0].[|Content|];
            }

            public async Task PrintAllAsync(ChatHistory history)
            {
                foreach (var reply in await chat.GetChatMessageContentsAsync(history))
                    Console.WriteLine(reply.[|Content|]);
            }

            public async Task<string?> CheckedAsync(ChatHistory history)
            {
                var replies = await chat.GetChatMessageContentsAsync(history);
                return replies[0].Metadata?["FinishReason"] is "Stop" ? replies[0].Content : null;
            }

            public async Task<string?> PromptAsync(string prompt) => (await kernel.InvokePromptAsync(prompt)).[|GetValue|]<string>();

            public async Task<string> PromptTextAsync(string prompt)
            {
                var result = await kernel.InvokePromptAsync(prompt);
                return $"{[|result|]}";
            }

            public async Task<string?> PromptCheckedAsync(string prompt)
            {
                var result = await kernel.InvokePromptAsync(prompt);
                return result.Metadata?["FinishReason"]?.ToString() == "Stop" ? result.ToString() : null;
            }

            public async Task<string?> NoMetadataAtAllAsync(string prompt) => await kernel.InvokePromptAsync<string>(prompt);
        }
        """, Kernel);

    [Fact]
    public Task The_message_names_the_reason_in_the_metadata() => Unchecked.Reports(
        InBot("return reply.{|#0:Content|};"),
        Kernel,
        new DiagnosticResult(FinishReasonUncheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("reply.Metadata[\"FinishReason\"]", "Content"));

    private static string InBot(string body) => $$"""
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;

        struct Reason
        {
            public static Reason Length => default;
            public static bool operator ==(Reason left, Reason right) => left.Equals(right);
            public static bool operator !=(Reason left, Reason right) => !left.Equals(right);
            public override bool Equals(object? other) => other is Reason;
            public override int GetHashCode() => 0;
        }

        class Bot(IChatCompletionService chat)
        {
            private object? _kept;

            public override string ToString() => $"{_kept}";

            public async Task<string?> AskAsync(ChatHistory history)
            {
                var reply = await chat.GetChatMessageContentAsync(history);
                {{body}}
            }
        }
        """;
}
