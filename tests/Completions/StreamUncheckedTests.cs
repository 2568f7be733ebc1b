using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.StreamUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1003 on streams of the OpenAI SDK and of Microsoft.Extensions.AI.</summary>
[Surface("OpenAI chat")]
public class StreamUncheckedTests
{
    [Theory]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) text.Append(update.[|ContentUpdate|][0].Text);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) if (update.ContentUpdate.Count > 0) Console.Write(update.[|ContentUpdate|][0].Text);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) foreach (var part in update.[|ContentUpdate|]) text.Append(part.Text);")]
    [InlineData("foreach (var update in client.CompleteChatStreaming(messages)) text.Append(update.[|ContentUpdate|].FirstOrDefault()?.Text);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages).ConfigureAwait(false)) text.Append(string.Concat(update.[|ContentUpdate|].Select(p => p.Text)));")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages).WithCancellation(default)) { var part = update; text.Append(part?.[|ContentUpdate|][0].Text); }")]
    [InlineData("var stream = client.CompleteChatStreamingAsync(messages); await foreach (StreamingChatCompletionUpdate update in stream) text.Append(update.[|ContentUpdate|][0].Text + update.CompletionId);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) Print([|update|]);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) { var run = () => update.[|ContentUpdate|][0].Text; text.Append(run()); }")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) if (update is { Role: not null, [|ContentUpdate|]: [var part, ..] }) text.Append(part.Text);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) text.Append(Written(update.[|ContentUpdate|]) + update.Usage?.TotalTokenCount);")]
    public Task Text_of_a_stream_that_nobody_asks_how_it_ended_is_reported(string body) => Rule.Reports($$"""
        using System.Text;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                var text = new StringBuilder();
                await Task.Yield();
                {{body}}
                return text.ToString();
            }

            private static void Print(StreamingChatCompletionUpdate update) => Console.Write(update.ContentUpdate[0].Text);

            private static string Written(ChatMessageContent content) => content[0].Text;
        }
        """);

    [Theory]
    [InlineData("ChatFinishReason? reason = null; await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); reason = update.FinishReason ?? reason; } if (reason != ChatFinishReason.Stop) throw new InvalidOperationException();")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); if (update.FinishReason == ChatFinishReason.Length) text.Append('…'); }")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); if (update is { FinishReason: ChatFinishReason.Length }) text.Append('…'); }")]
    [InlineData("StreamingChatCompletionUpdate? last = null; await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); last = update; } if (last?.FinishReason == ChatFinishReason.Length) text.Append('…');")]
    [InlineData("var updates = new List<StreamingChatCompletionUpdate>(); await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); updates.Add(update); } Check(updates);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); Note(update); } void Note(StreamingChatCompletionUpdate update) { if (update.FinishReason is { } reason) Console.WriteLine(reason); }")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); sink.Take(update); }")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) { text.Append(update.ContentUpdate[0].Text); _last = update; }")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) Console.Write(update.ContentUpdate.Count);")]
    [InlineData("var started = false; await foreach (var update in client.CompleteChatStreamingAsync(messages)) started |= update.ContentUpdate.Any();")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) Console.Write(update.Usage?.TotalTokenCount);")]
    [InlineData("await foreach (var update in Recorded) text.Append(update.ContentUpdate[0].Text);")]
    [InlineData("foreach (var update in new List<StreamingChatCompletionUpdate>()) text.Append(update.ContentUpdate[0].Text);")]
    [InlineData("await foreach (var update in sink.Play()) text.Append(update.ContentUpdate[0].Text);")]
    [InlineData("await foreach (var update in client.CompleteChatStreamingAsync(messages)) if (update.ContentUpdate.Count > 0 && !string.IsNullOrEmpty(update.ContentUpdate[0].Text)) text.Append(update.CompletionId);")]
    public Task A_stream_whose_end_is_looked_at_or_may_be_looked_at_elsewhere_is_silent(string body) => Rule.Silent($$"""
        using System.Text;
        using OpenAI.Chat;

        class Bot(ChatClient client, ISink sink)
        {
            public IAsyncEnumerable<StreamingChatCompletionUpdate> Recorded { get; set; } = null!;
            private StreamingChatCompletionUpdate? _last;

            public async Task<string> AskAsync(ChatMessage[] messages)
            {
                var text = new StringBuilder();
                await Task.Yield();
                {{body}}
                return text.ToString() + _last;
            }

            private static void Check(List<StreamingChatCompletionUpdate> updates) => Console.WriteLine(updates[^1].FinishReason);
        }

        interface ISink
        {
            void Take(StreamingChatCompletionUpdate update);
            IAsyncEnumerable<StreamingChatCompletionUpdate> Play();
        }
        """);

    [Fact]
    public Task Yielding_only_the_text_is_a_use() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async IAsyncEnumerable<string> AskAsync(ChatMessage[] messages)
            {
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                    yield return update.[|ContentUpdate|][0].Text;
            }
        }
        """);

    [Fact]
    public Task Yielding_the_updates_themselves_is_silent() => Rule.Silent("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async IAsyncEnumerable<StreamingChatCompletionUpdate> AskAsync(ChatMessage[] messages)
            {
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                {
                    Console.Write(update.ContentUpdate.Count > 0 ? update.ContentUpdate[0].Text : "");
                    yield return update;
                }
            }
        }
        """);

    [Fact]
    public Task A_helper_that_takes_the_stream_is_judged_as_if_it_had_made_the_call() => Rule.Reports("""
        using System.ClientModel;
        using OpenAI.Chat;

        static class Streams
        {
            public static async Task PrintAsync(AsyncCollectionResult<StreamingChatCompletionUpdate> stream)
            {
                await foreach (var update in stream)
                    Console.Write(update.[|ContentUpdate|][0].Text);
            }
        }
        """);

    [Fact]
    public Task Updates_collected_elsewhere_are_silent() => Rule.Silent("""
        using OpenAI.Chat;

        static class Streams
        {
            public static void Print(IReadOnlyList<StreamingChatCompletionUpdate> updates)
            {
                foreach (var update in updates)
                    Console.Write(update.ContentUpdate[0].Text);
            }
        }
        """);

    [Fact]
    public Task Of_two_streams_only_the_unchecked_one_is_reported() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task AskAsync(ChatMessage[] messages)
            {
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                    Console.Write(update.FinishReason is ChatFinishReason.Length ? "…" : update.ContentUpdate[0].Text);
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                    Console.Write(update.[|ContentUpdate|][0].Text);
            }
        }
        """);

    [Theory]
    [Surface("OpenAI Responses")]
    [InlineData("if (update is StreamingResponseOutputTextDeltaUpdate delta) Console.Write(delta.[|Delta|]);")]
    [InlineData("switch (update) { case StreamingResponseOutputTextDeltaUpdate delta: Console.Write(delta.[|Delta|]); break; case StreamingResponseErrorUpdate error: throw new InvalidOperationException(error.Message); }")]
    [InlineData("var delta = update as StreamingResponseOutputTextDeltaUpdate; Console.Write(delta?.[|Delta|]);")]
    [InlineData("if (update is StreamingResponseOutputTextDoneUpdate { [|Text|]: var text }) Console.Write(text);")]
    [InlineData("Console.Write(update switch { StreamingResponseOutputTextDeltaUpdate delta => delta.[|Delta|], _ => null });")]
    public Task Text_of_Responses_without_a_look_for_incomplete_or_failed_ones_is_reported(string body) => Rule.Reports(Responses(body));

    [Fact]
    [Surface("OpenAI Responses")]
    public Task A_stream_that_is_waited_for_is_reported() => Rule.Reports(
        Responses("if (update is StreamingResponseOutputTextDeltaUpdate delta) Console.Write(delta.[|Delta|]);").Replace("await client.CreateResponseStreamingAsync(options)", "client.CreateResponseStreamingAsync(options).GetAwaiter().GetResult()"));

    [Theory]
    [Surface("OpenAI Responses")]
    [InlineData("if (update is StreamingResponseOutputTextDeltaUpdate delta) Console.Write(delta.Delta); else if (update is StreamingResponseIncompleteUpdate or StreamingResponseFailedUpdate) throw new InvalidOperationException();")]
    [InlineData("switch (update) { case StreamingResponseOutputTextDeltaUpdate delta: Console.Write(delta.Delta); break; case StreamingResponseIncompleteUpdate incomplete: Console.Write(incomplete.Response.Status); break; }")]
    [InlineData("if (update is StreamingResponseCompletedUpdate completed) Console.Write(completed.Response.GetOutputText()); else if (update is StreamingResponseOutputTextDeltaUpdate delta) Console.Write(delta.Delta);")]
    [InlineData("if (update is StreamingResponseOutputItemAddedUpdate added) Console.Write(added.Item.Id);")]
    public Task Responses_whose_end_is_looked_for_are_silent(string body) => Rule.Silent(Responses(body));

    [Theory]
    [Surface("Microsoft.Extensions.AI")]
    [InlineData("Console.Write(update.[|Text|]);")]
    [InlineData("Console.Write([|update|]);")]
    [InlineData("text += $\"{[|update|]}\";")]
    [InlineData("text += update;", "update")]
    [InlineData("text += update.[|ToString|]();")]
    [InlineData("foreach (var content in update.Contents) if (content is TextContent part) text += part.[|Text|];")]
    [InlineData("if (string.IsNullOrEmpty(update.Text)) continue; text += update.[|Text|];")]
    [InlineData("updates.Add(update); Console.Write(update.[|Text|]);")]
    public Task Text_of_an_IChatClient_is_reported(string body, string? marked = null) => Rule.Reports(
        ExtensionsAI(marked is null ? body : body.Replace(marked, $"[|{marked}|]"), "history.AddMessages(updates);"), Packages.ExtensionsAI);

    [Theory]
    [Surface("Microsoft.Extensions.AI")]
    [InlineData("Console.Write(update.Text); if (update.FinishReason == ChatFinishReason.Length) Console.Write('…');", "")]
    [InlineData("Console.Write(update.Text); updates.Add(update);", "Console.WriteLine(updates.ToChatResponse().FinishReason);")]
    [InlineData("Console.Write(update.Text); updates.Add(update);", "return updates.ToChatResponse();")]
    [InlineData("Console.Write(update.Text); updates.Add(update);", "if (updates.Any(u => u.FinishReason == ChatFinishReason.Length)) Console.Write('…');")]
    [InlineData("Console.Write(update.Role);", "")]
    [InlineData("foreach (var content in update.Contents.OfType<FunctionCallContent>()) Console.Write(content.Name);", "")]
    public Task An_IChatClient_whose_end_is_looked_at_is_silent(string body, string after) => Rule.Silent(ExtensionsAI(body, after), Packages.ExtensionsAI);

    [Fact]
    public Task The_message_says_what_to_do() => Rule.Reports(
        """
        using OpenAI.Chat;

        await foreach (var chunk in new ChatClient("gpt-5", "key").CompleteChatStreamingAsync("hi"))
            Console.Write(chunk.{|#0:ContentUpdate|}[0].Text);
        """,
        new() { EditorConfig = "dotnet_diagnostic.AIAPI5002.severity = none" },
        new DiagnosticResult(StreamUncheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("ContentUpdate", "keep the last 'chunk.FinishReason' that is not null and check it after the loop"));

    private static string Responses(string body) => $$"""
        #pragma warning disable OPENAI001
        using OpenAI.Responses;

        class Bot(ResponsesClient client)
        {
            public async Task AskAsync(CreateResponseOptions options)
            {
                await foreach (StreamingResponseUpdate update in await client.CreateResponseStreamingAsync(options))
                {
                    {{body}}
                }
            }
        }
        """;

    private static string ExtensionsAI(string body, string after) => $$"""
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<object> AskAsync(List<ChatMessage> history)
            {
                var text = "";
                List<ChatResponseUpdate> updates = new();
                await foreach (var update in client.GetStreamingResponseAsync(history))
                {
                    {{body}}
                }

                {{after}}
                return text;
            }
        }
        """;

    [Theory]
    [Surface("Microsoft.Extensions.AI")]
    [InlineData("ChatResponseUpdate", "await replies.WriteAsync(update);", true)]
    [InlineData("string", "await replies.WriteAsync(update.[|Text|]);", false)]
    [InlineData("string", "await replies.WriteAsync($\"{[|update|]}\");", false)]
    public Task A_channel_that_takes_updates_gets_their_reason_too(string item, string body, bool isSilent)
    {
        var code = $$"""
            using System.Threading.Channels;
            using Microsoft.Extensions.AI;

            class Bot(IChatClient client)
            {
                public async Task RelayAsync(IEnumerable<ChatMessage> messages, ChannelWriter<{{item}}> replies)
                {
                    await foreach (var update in client.GetStreamingResponseAsync(messages))
                        {{body}}
                }
            }
            """;
        return isSilent ? Rule.Silent(code, Packages.ExtensionsAI) : Rule.Reports(code, Packages.ExtensionsAI);
    }
}
