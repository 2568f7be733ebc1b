using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 on the OpenAI SDK: plain shapes of one method.</summary>
[Surface("OpenAI chat")]
public class FinishReasonUncheckedTests
{
    [Fact]
    public Task Text_read_without_a_look_at_the_reason_is_reported() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                return completion.[|Content|][0].Text;
            }
        }
        """);

    [Theory]
    [InlineData("var completion = (await client.CompleteChatAsync(question)).Value; return completion.[|Content|][0].Text;")]
    [InlineData("ChatCompletion completion = client.CompleteChat(question); return completion.[|Content|][0].Text;")]
    [InlineData("var result = await client.CompleteChatAsync(question); return result.Value.[|Content|][0].Text;")]
    [InlineData("ClientResult<ChatCompletion> result = await client.CompleteChatAsync(question).ConfigureAwait(false); ChatCompletion completion = result; return completion.[|Content|][0].Text;")]
    [InlineData("return (await client.CompleteChatAsync(question)).Value.[|Content|][0].Text;")]
    [InlineData("return client.CompleteChatAsync(question).GetAwaiter().GetResult().Value.[|Content|].First().Text;")]
    [InlineData("return client.CompleteChatAsync(question).Result.Value.[|Content|].Single().Text;")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); return completion.[|Content|].ElementAt(0).Text;")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); return completion.[|Content|].FirstOrDefault()?.Text;")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); return completion.Content.Count > 0 ? completion.[|Content|][0].Text : null;")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); return $\"Answer: {completion.[|Content|][0].Text}\";")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); var text = completion.[|Content|][0].Text; return text.Trim();")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); return string.Concat(completion.[|Content|].Select(part => part.Text));")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); var parts = completion.Content; return [|parts|][0].Text;")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(question); var (text, usage) = (completion.[|Content|][0].Text, completion.Usage); return text;")]
    [InlineData("var task = client.CompleteChatAsync(question); await Task.Yield(); ChatCompletion completion = await task; return completion.[|Content|][^1].Text;")]
    [InlineData("return await client.CompleteChatAsync(question) is { Value: var completion } ? completion.[|Content|][0].Text : null;")]
    [InlineData("using var stream = new MemoryStream(); ChatCompletion completion = await client.CompleteChatAsync(question); lock (this) return completion.[|Content|][0].Text;")]
    public Task Every_way_to_the_result_and_its_text_is_followed(string body) => Rule.Reports($$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string?> AskAsync(string question)
            {
                await Task.Yield();
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("if (completion.FinishReason != ChatFinishReason.Stop) throw new InvalidOperationException(); return completion.Content[0].Text;")]
    [InlineData("return completion.FinishReason == ChatFinishReason.Stop ? completion.Content[0].Text : null;")]
    [InlineData("return completion is { FinishReason: ChatFinishReason.Stop, Content: [{ Text: var text }, ..] } ? text : null;")]
    [InlineData("switch (completion.FinishReason) { case ChatFinishReason.Stop: return completion.Content[0].Text; default: return null; }")]
    [InlineData("return completion.FinishReason switch { ChatFinishReason.Stop => completion.Content[0].Text, var other => throw new InvalidOperationException(other.ToString()) };")]
    [InlineData("if (completion.FinishReason is ChatFinishReason.Length or ChatFinishReason.ContentFilter) return null; return completion.Content[0].Text;")]
    [InlineData("if (completion.FinishReason == ChatFinishReason.Length) Console.WriteLine(\"cut off\"); if (completion.FinishReason == ChatFinishReason.ContentFilter) return null; return completion.Content[0].Text;")]
    [InlineData("var complete = completion.FinishReason == ChatFinishReason.Stop; if (!complete) return null; return completion.Content[0].Text;")]
    [InlineData("return completion.FinishReason.ToString() == \"Stop\" ? completion.Content[0].Text : null;")]
    public Task Text_read_after_a_check_is_silent(string body) => Rule.Silent($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string?> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("var text = completion.Content.FirstOrDefault()?.Text ?? string.Empty;")]
    [InlineData("var text = string.Concat(completion.Content.Select(part => part.Text)).Trim();")]
    [InlineData("string text; text = $\"> {completion.Content.LastOrDefault()?.Text}\";")]
    [InlineData("var raw = completion.Content.FirstOrDefault()?.Text; var text = raw?.Trim() ?? \"\";")]
    public Task A_text_that_was_read_into_a_local_counts_where_the_local_is_used(string read) => Rule.Silent($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                var reason = completion.FinishReason;
                {{read}}
                if (string.IsNullOrEmpty(text) || reason != ChatFinishReason.Stop)
                    throw new InvalidOperationException();
                return text;
            }
        }
        """);

    [Fact]
    public Task A_text_that_was_read_into_a_local_is_reported_at_the_read() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                var text = completion.[|Content|].FirstOrDefault()?.Text ?? "";
                var trimmed = text.Trim();
                return trimmed;
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine(completion.FinishReason);")]
    [InlineData("var reason = completion.FinishReason;")]
    [InlineData("var truncated = completion.FinishReason == ChatFinishReason.Length; Console.WriteLine(truncated);")]
    [InlineData("Console.WriteLine($\"{completion.FinishReason}: {completion.Usage.TotalTokenCount}\");")]
    [InlineData("if (question.Length > 100) throw new InvalidOperationException($\"Too long, ended with {completion.FinishReason}.\");")]
    [InlineData("_ = completion.FinishReason == ChatFinishReason.Stop || true;")]
    public Task A_reason_that_is_only_computed_or_shown_was_not_looked_at(string statement) => Rule.Reports($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                {{statement}}
                return completion.[|Content|][0].Text;
            }
        }
        """);

    [Theory]
    [InlineData("return completion;")]
    [InlineData("_last = completion; return completion.Content[0].Text;")]
    [InlineData("return (completion.Content[0].Text, completion.FinishReason);")]
    [InlineData("return new { completion.Content[0].Text, completion.FinishReason };")]
    [InlineData("return (completion.Content[0].Text, completion.FinishReason == ChatFinishReason.Length);")]
    [InlineData("_all.Add(completion); return completion.Content[0].Text;")]
    [InlineData("inspector.Inspect(completion); return completion.Content[0].Text;")]
    [InlineData("var text = completion.Content[0].Text; await inspector.SaveAsync(text, completion.FinishReason); return text;")]
    [InlineData("_reason = completion.FinishReason; return completion.Content[0].Text;")]
    [InlineData("_ = Task.Run(() => inspector.Inspect(completion)); return completion.Content[0].Text;")]
    public Task A_result_or_reason_that_is_handed_on_is_the_receivers_business(string body) => Rule.Silent($$"""
        using OpenAI.Chat;

        interface IInspector
        {
            void Inspect(ChatCompletion completion);
            Task SaveAsync(string text, ChatFinishReason reason);
        }

        class Bot(ChatClient client, IInspector inspector)
        {
            private readonly List<ChatCompletion> _all = new();
            private ChatCompletion? _last;
            private ChatFinishReason _reason;

            public async Task<object> AskAsync(string question)
            {
                ChatCompletion completion = await client.CompleteChatAsync(question);
                {{body}}
            }

            public override string ToString() => $"{_last} {_reason}";
        }
        """);

    [Theory]
    [InlineData("return completion.Content.Count;")]
    [InlineData("return completion.Usage.TotalTokenCount;")]
    [InlineData("return completion.ToolCalls.Count;")]
    [InlineData("return completion.Content.Any() ? 1 : 0;")]
    [InlineData("return completion.Refusal is null ? 1 : 0;")]
    [InlineData("messages.Add(new AssistantChatMessage(completion)); return messages.Count;")]
    [InlineData("return messages[^1].Content[0].Text.Length;")]
    public Task What_is_no_content_is_silent(string body) => Rule.Silent($$"""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<int> AskAsync(List<ChatMessage> messages)
            {
                ChatCompletion completion = await client.CompleteChatAsync(messages);
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Adding_the_reply_to_the_history_is_no_look() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            private readonly List<ChatMessage> _messages = new();

            public async Task<string> AskAsync(string question)
            {
                _messages.Add(new UserChatMessage(question));
                ChatCompletion completion = await client.CompleteChatAsync(_messages);
                _messages.Add(new AssistantChatMessage(completion));
                return completion.[|Content|][0].Text;
            }
        }
        """);

    [Fact]
    public Task Text_that_is_printed_before_the_look_is_silent() => Rule.Silent("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task AskAsync(string question)
            {
                while (true)
                {
                    ChatCompletion completion = await client.CompleteChatAsync(question);
                    Console.WriteLine($"Bot: {completion.Content[0].Text}");
                    if (completion.FinishReason == ChatFinishReason.Length)
                        Console.WriteLine("(cut off)");
                    else if (completion.FinishReason == ChatFinishReason.ContentFilter)
                        Console.WriteLine("(blocked)");
                }
            }
        }
        """);

    [Fact]
    public Task Text_that_is_printed_and_never_followed_by_a_look_is_reported() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task AskAsync(string question, bool verbose)
            {
                while (true)
                {
                    ChatCompletion completion = await client.CompleteChatAsync(question);
                    Console.WriteLine($"Bot: {completion.[|Content|][0].Text}");
                    if (verbose)
                        continue;
                    if (completion.FinishReason != ChatFinishReason.Stop)
                        Console.WriteLine("(incomplete)");
                }
            }
        }
        """);

    [Fact]
    public Task One_report_a_result_at_its_first_use() => Rule.Reports("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                ChatCompletion first = await client.CompleteChatAsync(question);
                Console.WriteLine(first.[|Content|][0].Text);
                ChatCompletion second = await client.CompleteChatAsync(first.Content[0].Text);
                return first.Content[0].Text + second.[|Content|][0].Text;
            }
        }
        """);

    [Fact]
    public Task The_message_says_what_to_check_before_what() => Rule.Reports(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public string Ask(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
                return completion.{|#0:Content|}[0].Text;
            }
        }
        """,
        expected: new DiagnosticResult(FinishReasonUncheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("completion.FinishReason", "Content"));

    [Theory]
    [InlineData("ClientResult<ChatCompletion> result = client.CompleteChat(question); return result.Value.{|#0:Content|}[0].Text;", "result.Value.FinishReason")]
    [InlineData("return client.CompleteChat(question).Value.{|#0:Content|}[0].Text;", "FinishReason")]
    public Task The_message_names_the_reason_as_the_code_would_read_it(string body, string reason) => Rule.Reports(
        $$"""
        using System.ClientModel;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public string Ask(string question)
            {
                {{body}}
            }
        }
        """,
        expected: new DiagnosticResult(FinishReasonUncheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments(reason, "Content"));

    [Fact]
    public Task A_look_in_code_that_does_not_compile_is_not_known_to_be_none() => Rule.Silent("""
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public string Ask(string question)
            {
                ChatCompletion completion = client.CompleteChat(question);
                {|CS0103:Assert|}.That(completion.FinishReason, {|CS0103:Is|}.EqualTo(ChatFinishReason.Stop));
                return completion.Content[0].Text;
            }
        }
        """);

    [Fact]
    public Task Types_that_are_only_named_like_the_SDKs_are_silent() => Rule.Silent(
        """
        namespace OpenAI.Chat
        {
            public class ChatCompletion { public string[] Content => new string[1]; public int FinishReason => 0; }
            public class ChatClient { public ChatCompletion CompleteChat(string prompt) => new(); }
        }

        class Bot(OpenAI.Chat.ChatClient client)
        {
            public string Ask(string question) => client.CompleteChat(question).Content[0];
        }
        """,
        Packages.None);

    [Fact]
    public Task Results_that_no_model_gave_are_silent() => Rule.Silent("""
        using OpenAI.Chat;

        class Fakes
        {
            public string Text() => OpenAIChatModelFactory.ChatCompletion(content: new ChatMessageContent("hi")).Content[0].Text;

            public string Of(ChatCompletion completion) => completion.Content[0].Text;
        }
        """);
}
