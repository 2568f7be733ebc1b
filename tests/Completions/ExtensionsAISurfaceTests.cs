using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on Microsoft.Extensions.AI: the result formats itself as its text, and no reason at all is a good one.</summary>
[Surface("Microsoft.Extensions.AI")]
public class ExtensionsAISurfaceTests
{
    private static readonly SnippetOptions Abstractions = Packages.ExtensionsAI;

    private static readonly SnippetOptions WithStructuredOutput = Packages.ExtensionsAI + Packages.Stub("Microsoft.Extensions.AI", Packages.ExtensionsAI);

    [Theory]
    [InlineData("return response.[|Text|];")]
    [InlineData("return response.[|ToString|]();")]
    [InlineData("return $\"Answer: {[|response|]}\";")]
    [InlineData("return \"Answer: \" + [|response|];")]
    [InlineData("return string.Format(\"Answer: {0}\", [|response|]);")]
    [InlineData("Console.WriteLine([|response|]); return null;")]
    [InlineData("return new System.Text.StringBuilder().Append([|response|]).ToString();")]
    [InlineData("return response.Messages[0].[|Text|];")]
    [InlineData("return response.Messages.Last().[|Text|];")]
    [InlineData("return response.Messages.Last().[|ToString|]();")]
    [InlineData("return string.Concat(response.Messages.Select(message => message.[|Text|]));")]
    [InlineData("var answer = new System.Text.StringBuilder(); foreach (var message in response.Messages) answer.Append(message.[|Text|]); return answer.ToString();")]
    [InlineData("var answer = new System.Text.StringBuilder(); foreach (var message in response.Messages) answer.AppendLine(message.[|Text|]); Console.WriteLine(answer); return null;")]
    [InlineData("var parts = new List<string>(); foreach (var message in response.Messages) parts.Add(message.[|Text|]); return string.Concat(parts);")]
    [InlineData("var answer = \"\"; foreach (var message in response.Messages) answer += message.[|Text|]; return answer;")]
    [InlineData("return response.Messages[0].Contents.OfType<TextContent>().FirstOrDefault()?.[|Text|];")]
    [InlineData("return string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextContent>().Select(part => part.[|Text|]));")]
    [InlineData("messages.AddMessages(response); return response.[|Text|];")]
    [InlineData("messages.Add(new ChatMessage(ChatRole.Assistant, response.[|Text|])); return null;")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body), Abstractions);

    [Theory]
    [InlineData("if (response.FinishReason == ChatFinishReason.ContentFilter) return null; return response.[|Text|];")]
    [InlineData("if (response.FinishReason == ChatFinishReason.Length) return null; return response.[|Text|];")]
    [InlineData("if (response.FinishReason is { } reason && reason == ChatFinishReason.ToolCalls) return null; return response.[|Text|];")]
    [InlineData("return response.FinishReason?.Value == \"length\" ? null : $\"{[|response|]}\";")]
    [InlineData("return response.FinishReason?.Value switch { \"content_filter\" => null, _ => response.[|Text|] };")]
    [InlineData("return response.FinishReason == new ChatFinishReason(\"length\") ? null : response.[|Text|];")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string body) => PartlyChecked.Reports(InBot(body), Abstractions);

    [Theory]
    [InlineData("if (response.FinishReason is not null) Console.WriteLine(response.FinishReason); return response.[|Text|];")]
    [InlineData("if (response.FinishReason is null) return null; return response.[|Text|];")]
    [InlineData("if (response.FinishReason.HasValue) return response.[|Text|]; return null;")]
    public Task To_ask_only_whether_there_is_a_reason_is_no_look(string body) => Unchecked.Reports(InBot(body), Abstractions);

    [Theory]
    [InlineData("var answer = new System.Text.StringBuilder(); foreach (var message in response.Messages) answer.Append(message.Text); if (response.FinishReason != ChatFinishReason.Stop) throw new InvalidOperationException(); return answer.ToString();")]
    [InlineData("var answer = new System.Text.StringBuilder(); foreach (var message in response.Messages) answer.Append(message?.Text); Console.WriteLine(answer.Length); return response.FinishReason == ChatFinishReason.Stop ? answer.ToString() : null;")]
    [InlineData("var text = response.FinishReason == ChatFinishReason.Stop ? response.Text : null; return text;")]
    [InlineData("var text = response.FinishReason == ChatFinishReason.Stop ? response.Text : null; if (text is null) Console.WriteLine(response.ModelId); return text;")]
    [InlineData("var answers = new System.Text.StringBuilder(); for (var round = 0; round < 3; round++) { var next = await client.GetResponseAsync(messages); if (next.FinishReason != ChatFinishReason.Stop) return null; answers.Append(next.Text); } return answers.ToString();")]
    [InlineData("var parts = new List<string>(); foreach (var message in response.Messages) parts.Add(message.Text); return response.FinishReason == ChatFinishReason.Stop ? string.Concat(parts) : null;")]
    [InlineData("var answer = \"\"; foreach (var message in response.Messages) answer += message.Text; if (response.FinishReason != ChatFinishReason.Stop) answer += \"…\"; return answer;")]
    [InlineData("if (response.FinishReason != ChatFinishReason.Stop) return null; return response.Text;")]
    [InlineData("if (response.FinishReason is { } reason && reason != ChatFinishReason.Stop) return null; return response.Text;")]
    [InlineData("if (response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter) return null; return response.Text;")]
    [InlineData("if (response.FinishReason is not null && response.FinishReason.Value != ChatFinishReason.Stop) return null; return $\"{response}\";")]
    [InlineData("return response.FinishReason.GetValueOrDefault() == ChatFinishReason.Stop ? response.Text : null;")]
    [InlineData("return response.FinishReason?.Value is null or \"stop\" ? response.Text : null;")]
    [InlineData("return (response.FinishReason ?? ChatFinishReason.Stop) == ChatFinishReason.Stop ? response.Text : null;")]
    [InlineData("return response.FinishReason?.ToString().ToUpperInvariant() switch { null or \"STOP\" => response.Text, var other => throw new InvalidOperationException(other) };")]
    [InlineData("if (response.FinishReason == ChatFinishReason.Stop || response.FinishReason is null) return response.Text; return null;")]
    public Task Text_read_after_a_check_is_silent_whether_or_not_it_wants_a_reason(string body) => Unchecked.Silent(InBot(body), Abstractions);

    [Theory]
    [InlineData("return response.Messages.Count.ToString();")]
    [InlineData("return response.Usage?.TotalTokenCount.ToString();")]
    [InlineData("return response.ModelId + response.ResponseId;")]
    [InlineData("messages.AddRange(response.Messages); return null;")]
    [InlineData("messages.AddMessages(response); return null;")]
    [InlineData("return string.IsNullOrEmpty(response.Text) ? \"nothing\" : \"something\";")]
    [InlineData("return messages.Last().Text;")]
    [InlineData("return response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().FirstOrDefault()?.Name;")]
    public Task What_is_no_content_is_silent(string body) => Unchecked.Silent(InBot(body), Abstractions);

    [Theory]
    [InlineData("return (response.Text, response.FinishReason).ToString();")]
    [InlineData("_last = response; return response.Text;")]
    [InlineData("_reasons.Add(response.FinishReason); return response.Text;")]
    [InlineData("if (response.RawRepresentation is IDisposable raw && raw.ToString() == \"cut\") return null; return response.Text;")]
    public Task A_result_or_reason_that_is_handed_on_is_the_receivers_business(string body) => Unchecked.Silent(InBot(body), Abstractions);

    [Fact]
    public Task Logging_the_reason_is_no_look() => Unchecked.Reports("""
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Logging;

        class Bot(IChatClient client, ILogger logger)
        {
            public async Task<string> AskAsync(string question)
            {
                var response = await client.GetResponseAsync(question);
                logger.LogInformation("{Model} ended with {Reason}", response.ModelId, response.FinishReason);
                return response.[|Text|];
            }
        }
        """, Packages.ExtensionsAI + Packages.OpenAI);

    [Fact]
    public Task Structured_results_are_content_and_TryGetResult_is_none() => Unchecked.Reports("""
        using Microsoft.Extensions.AI;

        record City(string Name);

        class Bot(IChatClient client)
        {
            public async Task<City> AskAsync(string question)
            {
                var response = await client.GetResponseAsync<City>(question);
                return response.[|Result|];
            }

            public async Task<string> RawAsync(string question) => (await client.GetResponseAsync<City>(question)).[|Text|];

            public async Task<City?> TryAsync(string question)
            {
                var response = await client.GetResponseAsync<City>(question);
                return response.TryGetResult(out var city) ? city : null;
            }

            public async Task<City?> CheckedAsync(string question)
            {
                var response = await client.GetResponseAsync<City>(question);
                return response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter ? null : response.Result;
            }

            public string Blocking(string question) => client.GetResponseAsync(question).Result.[|Text|];
        }
        """, WithStructuredOutput);

    [Fact]
    public Task A_streamed_answer_put_together_is_a_result() => Unchecked.Reports("""
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string> AtOnceAsync(string question)
            {
                var response = await client.GetStreamingResponseAsync(question).ToChatResponseAsync();
                return response.[|Text|];
            }

            public async Task<string> CollectedAsync(string question)
            {
                var updates = new List<ChatResponseUpdate>();
                await foreach (var update in client.GetStreamingResponseAsync(question))
                    updates.Add(update);
                return updates.ToChatResponse().[|Text|];
            }

            public async Task<string?> CheckedAsync(string question)
            {
                var response = await client.GetStreamingResponseAsync(question).ToChatResponseAsync();
                return response.FinishReason == ChatFinishReason.Stop ? response.Text : null;
            }

            public string Given(List<ChatResponseUpdate> updates) => updates.ToChatResponse().Text;
        }
        """, Abstractions);

    [Fact]
    public Task A_client_that_passes_the_response_on_is_silent() => Unchecked.Silent("""
        using Microsoft.Extensions.AI;

        class Recording : DelegatingChatClient
        {
            public Recording(IChatClient inner) : base(inner)
            {
            }

            public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            {
                var response = await base.GetResponseAsync(messages, options, cancellationToken);
                Console.WriteLine(response.Text);
                return response;
            }
        }

        class Fakes
        {
            public string Text() => new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi")).Text;
        }
        """, Abstractions);

    [Fact]
    public Task The_message_names_reason_and_text() => Unchecked.Reports(
        """
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                var response = await client.GetResponseAsync(question);
                return response.{|#0:Text|};
            }
        }
        """,
        Abstractions,
        new DiagnosticResult(FinishReasonUncheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("response.FinishReason", "Text"));

    [Fact]
    public Task A_text_put_together_by_a_query_is_used_where_its_local_is() => Unchecked.Reports("""
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                var response = await client.GetResponseAsync(question);
                var text = string.Join(" ", response.Messages.Select(message => message.[|Text|]));
                return text;
            }

            public async Task<string> LaterCheckedAsync(string question)
            {
                var response = await client.GetResponseAsync(question);
                var text = string.Join(" ", response.Messages.Select(message => message.Text));
                if (response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter)
                    throw new InvalidOperationException();
                return text;
            }

            public async Task<string> FormattedAsync(string question)
            {
                var response = await client.GetResponseAsync(question);
                return string.Concat(response.Messages.Select(message => $"{message.Role}: {message.[|Text|]}"));
            }
        }
        """, Abstractions);

    private static string InBot(string body) => $$"""
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            private readonly List<ChatFinishReason?> _reasons = new();
            private ChatResponse? _last;

            public async Task<string?> AskAsync(List<ChatMessage> messages)
            {
                var response = await client.GetResponseAsync(messages);
                {{body}}
            }

            public override string ToString() => $"{_last?.ModelId} {_reasons.Count}";
        }
        """;
}
