using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.StreamUncheckedAnalyzer>;
using Tools = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.ToolCallsIgnoredAnalyzer>;
using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.StreamUncheckedAnalyzer, AiApi.CodeFixes.Completions.StreamUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1003 and AIAPI1007 on the streams of Anthropic's SDK, whose events are of many types.</summary>
[Surface("Anthropic")]
public class AnthropicStreamTests
{
    private static readonly SnippetOptions Anthropic = new() { Packages = Packages.Anthropic };

    private static readonly SnippetOptions Loose = new() { Packages = Packages.Anthropic, OthersMaySpeak = true };

    [Theory]
    [InlineData("if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text)) Console.Write(text.[|Text|]);")]
    [InlineData("if (update.Value is RawContentBlockDeltaEvent block && block.Delta.Value is TextDelta text) answer += text.[|Text|];")]
    [InlineData("switch (update.Value) { case RawContentBlockDeltaEvent { Delta.Value: TextDelta text }: answer += text.[|Text|]; break; case RawMessageDeltaEvent end: Console.WriteLine(end.Usage); break; }")]
    [InlineData("if (update.TryPickContentBlockDelta(out var block)) block.Delta.Switch(text => answer += text.[|Text|], json => { }, citations => { }, thinking => { }, signature => { });")]
    public Task Text_of_a_stream_that_nobody_asks_how_it_ended_is_reported(string use) => Rule.Reports(InBot(use), Anthropic);

    [Theory]
    [InlineData("if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text)) Console.Write(text.Text); if (update.TryPickDelta(out var end) && end.Delta.StopReason == StopReason.MaxTokens) Console.Write(\"…\");")]
    [InlineData("switch (update.Value) { case RawContentBlockDeltaEvent { Delta.Value: TextDelta text }: answer += text.Text; break; case RawMessageDeltaEvent end: _reason = end.Delta.StopReason?.Raw(); break; }")]
    [InlineData("if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text)) Console.Write(text.Text); if (update.TryPickDelta(out var end)) Note(end);")]
    [InlineData("if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text)) Console.Write(text.Text); _updates.Add(update);")]
    [InlineData("if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text)) Console.Write(text.Text); if (update.TryPickDelta(out var end)) _ends.Add(end);")]
    [InlineData("if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text)) Console.Write(text.Text); _last = update.Value;")]
    [InlineData("if (update.TryPickDelta(out var end)) Console.WriteLine(end.Usage);")]
    public Task A_stream_whose_end_is_or_may_be_looked_at_is_silent(string use) => Rule.Silent(InBot(use), Anthropic);

    [Fact]
    public Task The_reason_is_kept_from_the_event_that_carries_it() => Fix.Fixes(
        InBot("""
            if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text))
            {
                answer += text.[|Text|];
            }
            """),
        InBot("""
            finishReason = (update.Value as RawMessageDeltaEvent)?.Delta.StopReason?.Value() ?? finishReason;
            if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text))
            {
                answer += text.Text;
            }
            """,
            "StopReason? finishReason = null;\n        ",
            "\n\n        if (finishReason != StopReason.EndTurn && finishReason != StopReason.StopSequence)\n        {\n"
                + "            throw new InvalidOperationException($\"The model's answer is not complete: finish reason '{finishReason}'.\");\n        }\n\n"),
        Anthropic);

    [Fact]
    public Task The_beta_has_an_event_of_its_own() => Fix.Fixes(
        """
        using Anthropic;
        using Anthropic.Models.Beta.Messages;

        class Bot(IAnthropicClient client)
        {
            public async Task PrintAsync(MessageCreateParams request)
            {
                await foreach (var update in client.Beta.Messages.CreateStreaming(request))
                {
                    if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text))
                        Console.Write(text.[|Text|]);
                }
            }
        }
        """,
        """
        using Anthropic;
        using Anthropic.Models.Beta.Messages;

        class Bot(IAnthropicClient client)
        {
            public async Task PrintAsync(MessageCreateParams request)
            {
                BetaStopReason? finishReason = null;
                await foreach (var update in client.Beta.Messages.CreateStreaming(request))
                {
                    finishReason = (update.Value as BetaRawMessageDeltaEvent)?.Delta.StopReason?.Value() ?? finishReason;
                    if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text))
                        Console.Write(text.Text);
                }

                if (finishReason != BetaStopReason.EndTurn && finishReason != BetaStopReason.StopSequence)
                {
                    throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
                }
            }
        }
        """,
        Anthropic);

    [Theory]
    [InlineData("Tools = new ToolUnion[] { _weather }", "if (update.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text)) answer += text.Text;")]
    [InlineData("Tools = new ToolUnion[] { _weather }, ToolChoice = new ToolChoiceAny()", "Console.Write(update.Type);")]
    public Task Tool_use_in_a_stream_that_nobody_looks_for_is_reported(string options, string use) => Tools.Reports(WithTools(options, use).Replace("CreateStreaming", "[|CreateStreaming|]"), Loose);

    [Theory]
    [InlineData("Tools = new ToolUnion[] { new WebSearchTool20250305() }", "Console.Write(update.Type);")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "if (update.TryPickContentBlockStart(out var start) && start.ContentBlock.TryPickToolUse(out var use)) Console.Write(use.Name);")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "if (update.Value is RawContentBlockDeltaEvent { Delta.Value: InputJsonDelta json }) Console.Write(json.PartialJson);")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "if (update.TryPickDelta(out var end) && end.Delta.StopReason == StopReason.ToolUse) return;")]
    [InlineData("Tools = new ToolUnion[] { _weather }", "_updates.Add(update);")]
    public Task Tool_use_in_a_stream_that_is_looked_for_is_silent(string options, string use) => Tools.Silent(WithTools(options, use), Loose);

    private static string WithTools(string options, string use) => InBot(use).Replace("CreateStreaming(request)", $"CreateStreaming(new MessageCreateParams {{ Model = \"claude-sonnet-4-5\", MaxTokens = 100, Messages = messages, {options} }})");

    private static string InBot(string use, string before = "", string after = "\n") => $$"""
        using Anthropic;
        using Anthropic.Models.Messages;

        class Bot(IAnthropicClient client)
        {
            private static readonly Tool _weather = new() { Name = "weather", InputSchema = new() };
            private readonly List<RawMessageStreamEvent> _updates = new();
            private readonly List<RawMessageDeltaEvent> _ends = new();
            private string? _reason;
            private object? _last;

            public async Task AskAsync(MessageCreateParams request, List<MessageParam> messages)
            {
                string answer = "";
                {{before}}await foreach (var update in client.Messages.CreateStreaming(request))
                {
                    {{use.ReplaceLineEndings("\n            ")}}
                }{{after}}        Console.WriteLine(answer + _reason + _last);
            }

            private static void Note(RawMessageDeltaEvent end)
            {
                if (end.Delta.StopReason == StopReason.MaxTokens)
                    Console.WriteLine("cut off");
            }
        }
        """;
}
