using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on Anthropic's SDK: a reason that is wrapped with its wire text, and content blocks of many kinds.</summary>
[Surface("Anthropic")]
public class AnthropicSurfaceTests
{
    private static readonly SnippetOptions Anthropic = Packages.Anthropic;

    [Theory]
    [InlineData("return message.Content[0].TryPickText(out var text) ? text.Text : null;")]
    [InlineData("return message.Content.First().TryPickText(out var text) ? text.Text : null;")]
    public Task A_block_taken_by_its_position_is_reported(string body) =>
        Unchecked.Reports(InBot(body.Replace("message.Content", "message.[|Content|]")), Anthropic);

    [Theory]
    [InlineData("foreach (var block in message.Content) if (block.TryPickText(out var text)) return text.[|Text|]; return null;")]
    [InlineData("foreach (var block in message.Content) if (block.Value is TextBlock text) Console.WriteLine(text.[|Text|]); return null;")]
    [InlineData("foreach (var block in message.Content) switch (block.Value) { case TextBlock text: return text.[|Text|]; } return null;")]
    [InlineData("return (message.Content.FirstOrDefault()?.Value as TextBlock)?.[|Text|];")]
    [InlineData("return string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(text => text.[|Text|]));")]
    [InlineData("return message.[|Content|].Select(block => block.Value).OfType<TextBlock>().FirstOrDefault()?.Text;")]
    [InlineData("return string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.[|Text|] : \"\"));")]
    [InlineData("Console.WriteLine($\"{message.StopReason}: {message.Usage.OutputTokens}\"); return message.[|Content|].Select(block => block.Value).OfType<TextBlock>().Last().Text;")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body), Anthropic);

    [Theory]
    [InlineData("if (message.StopReason == StopReason.Refusal) return null;")]
    [InlineData("if (message.StopReason == StopReason.MaxTokens) return null;")]
    [InlineData("if (message.StopDetails is not null) return null;")]
    [InlineData("if (message.StopReason?.Value() == StopReason.MaxTokens) return null;")]
    [InlineData("if (message.StopReason?.Raw() == \"max_tokens\") return null;")]
    [InlineData("if (message.StopReason?.Raw() is \"tool_use\" or \"pause_turn\") return null;")]
    [InlineData("string? reason = message.StopReason; if (reason == \"refusal\") return null;")]
    [InlineData("switch (message.StopReason?.Value()) { case StopReason.ToolUse: return \"tools\"; case StopReason.MaxTokens: return \"cut\"; }")]
    [InlineData("while (message.StopReason == StopReason.PauseTurn) message = await client.Messages.Create(request);")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string check) => PartlyChecked.Reports(InBot($"{check} {Reported}"), Anthropic);

    [Theory]
    [InlineData("if (message.StopReason != StopReason.EndTurn) return null;")]
    [InlineData("if (message.StopReason?.Value() is not (StopReason.EndTurn or StopReason.StopSequence)) return null;")]
    [InlineData("if (message.StopReason == StopReason.MaxTokens || message.StopReason == StopReason.Refusal) return null;")]
    [InlineData("if (message.StopReason?.Raw() is \"max_tokens\" or \"refusal\") return null;")]
    [InlineData("if (message.StopReason?.Raw() is not \"end_turn\") return null;")]
    [InlineData("StopReason? reason = message.StopReason; if (reason is StopReason.MaxTokens or StopReason.Refusal) return null;")]
    [InlineData("if (message.StopReason == StopReason.MaxTokens) Console.WriteLine(\"cut\"); if (message.StopDetails is { } details) throw new InvalidOperationException(details.Explanation);")]
    [InlineData("if (message.StopReason?.ToString().Contains(\"max_tokens\") == true) return null;")]
    [InlineData("switch (message.StopReason?.Value()) { case StopReason.EndTurn: break; default: throw new InvalidOperationException(); }")]
    public Task Text_read_after_a_check_is_silent(string check) => Unchecked.Silent(InBot($"{check} {Silent}"), Anthropic);

    [Theory]
    [InlineData("return await Ask(); async Task<string?> Ask()")]
    [InlineData("var ask = async Task<string?> () =>")]
    public Task Different_texts_for_different_reasons_are_no_look_at_the_rest_in_a_nested_function_either(string function) => PartlyChecked.Reports($$"""
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(IAnthropicClient client)
        {
            public async Task<string?> AskAsync(MessageCreateParams request)
            {
                {{function}}
                {
                    var message = await client.Messages.Create(request);
                    switch (message.StopReason?.Value()) { case StopReason.ToolUse: return "tools"; case StopReason.MaxTokens: return "cut"; }
                    {{Reported}}
                }{{(function.StartsWith("var") ? "; return await ask();" : "")}}
            }
        }
        """, Anthropic);

    [Fact]
    public Task A_reason_that_a_nested_function_returns_is_handed_to_the_caller() => PartlyChecked.Silent("""
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(IAnthropicClient client)
        {
            public async Task<(string?, StopReason?)> AskAsync(MessageCreateParams request)
            {
                return await Ask();

                async Task<(string?, StopReason?)> Ask()
                {
                    var message = await client.Messages.Create(request);
                    if (message.StopReason?.Value() == StopReason.MaxTokens)
                        return (null, StopReason.MaxTokens);
                    foreach (var block in message.Content)
                        if (block.TryPickText(out var text))
                            return (text.Text, message.StopReason?.Value());
                    return (null, message.StopReason?.Value());
                }
            }
        }
        """, Anthropic);

    [Theory]
    [InlineData("return message.Content.Count.ToString();")]
    [InlineData("return message.ID + message.Usage.OutputTokens;")]
    [InlineData("foreach (var block in message.Content) if (block.TryPickToolUse(out var use)) return use.Name; return null;")]
    [InlineData("return message.Content.Any(block => block.TryPickText(out _)) ? \"text\" : null;")]
    public Task What_is_no_content_is_silent(string body) => Unchecked.Silent(InBot(body), Anthropic);

    [Fact]
    public Task The_beta_twin_and_streams_put_together_are_results() => Unchecked.Reports("""
        using Anthropic;
        using Anthropic.Models.Beta.Messages;

        class Bot(IAnthropicClient client)
        {
            public async Task PrintAsync(MessageCreateParams request)
            {
                BetaMessage message = await client.Beta.Messages.Create(request);
                foreach (var block in message.Content)
                {
                    if (block.TryPickText(out var text))
                        Console.WriteLine(text.[|Text|]);
                }
            }

            public async Task PrintStreamedAsync(MessageCreateParams request)
            {
                var message = await client.Beta.Messages.CreateStreaming(request).Aggregate();
                foreach (var block in message.Content)
                {
                    if (block.TryPickText(out var text))
                        Console.WriteLine(text.[|Text|]);
                }
            }

            public async Task PrintCompleteAsync(MessageCreateParams request)
            {
                BetaMessage message = await client.Beta.Messages.Create(request);
                if (message.StopReason != BetaStopReason.EndTurn)
                    throw new InvalidOperationException($"Ended with {message.StopReason}.");
                foreach (var block in message.Content)
                {
                    if (block.TryPickText(out var text))
                        Console.WriteLine(text.Text);
                }
            }
        }
        """, Anthropic);

    [Fact]
    public Task The_message_names_what_slips_through() => PartlyChecked.Reports(
        """
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(IAnthropicClient client)
        {
            public async Task<string?> AskAsync(MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);
                if (message.StopReason == StopReason.ToolUse)
                    return null;
                return (message.{|#0:Content|}[0].Value as TextBlock)?.Text;
            }
        }
        """,
        Anthropic,
        new DiagnosticResult(FinishReasonPartlyCheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("message.StopReason", "MaxTokens and Refusal and ModelContextWindowExceeded", "Content"));

    private const string Silent = "foreach (var block in message.Content) if (block.TryPickText(out var text)) return text.Text; return null;";

    private static readonly string Reported = Silent.Replace("text.Text", "text.[|Text|]");

    private static string InBot(string body) => $$"""
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(IAnthropicClient client)
        {
            public async Task<string?> AskAsync(MessageCreateParams request)
            {
                var message = await client.Messages.Create(request);
                {{body}}
            }
        }
        """;
}
