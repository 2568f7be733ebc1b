using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.MalformedOutputAnalyzer>;
using Words = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.UnexpectedOutputAnalyzer>;
using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.MalformedOutputAnalyzer, AiApi.CodeFixes.Completions.MalformedOutputFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1005 and AIAPI1006 on texts that are gathered piece by piece, and on texts that methods of the program return.</summary>
public class GatheredOutputTests
{
    private const string Stream = "await foreach (var update in client.CompleteChatStreamingAsync(prompt)) ";

    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Theory]
    [InlineData("var text = new StringBuilder(); " + Stream + "foreach (var part in update.ContentUpdate) text.Append(part.Text); return JsonSerializer.[|Deserialize|]<Order>(text.ToString());")]
    [InlineData("var text = new StringBuilder(); " + Stream + "if (update.ContentUpdate.Count > 0) text.Append(update.ContentUpdate[0].Text); var json = text.ToString().Trim(); return JsonSerializer.[|Deserialize|]<Order>(json);")]
    [InlineData("var text = \"\"; " + Stream + "text += string.Concat(update.ContentUpdate.Select(part => part.Text)); return JsonSerializer.[|Deserialize|]<Order>(text);")]
    [InlineData("string text = \"\"; " + Stream + "text = text + update.ContentUpdate[0].Text; using var document = JsonDocument.[|Parse|](text); return null;")]
    [InlineData("var parts = new List<string>(); " + Stream + "parts.Add(update.ContentUpdate[0].Text); return JsonSerializer.[|Deserialize|]<Order>(string.Concat(parts));")]
    [InlineData("var arguments = new StringBuilder(); " + Stream + "foreach (var call in update.ToolCallUpdates) arguments.Append(call.FunctionArgumentsUpdate); return JsonSerializer.[|Deserialize|]<Order>(arguments.ToString());")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(prompt); var text = new StringBuilder(); foreach (var part in completion.Content) text.AppendLine(part.Text); return JsonSerializer.[|Deserialize|]<Order>(text.ToString());")]
    [InlineData("ChatCompletion completion = await client.CompleteChatAsync(prompt); var text = \"\"; foreach (var part in completion.Content) text += part.Text; return JsonSerializer.[|Deserialize|]<Order>(text);")]
    public Task Text_that_was_gathered_is_reported_where_it_is_parsed(string body) => Rule.Reports(InBot(body), OnlyThis);

    [Theory]
    [InlineData("var text = new StringBuilder(); " + Stream + "foreach (var part in update.ContentUpdate) text.Append(part.Text); try { return JsonSerializer.Deserialize<Order>(text.ToString()); } catch (JsonException) { return null; }")]
    [InlineData("var ids = new StringBuilder(); " + Stream + "ids.Append(update.CompletionId); return JsonSerializer.Deserialize<Order>(ids.ToString());")]
    [InlineData("var other = new StringBuilder(\"{}\"); var text = new StringBuilder(); " + Stream + "text.Append(update.ContentUpdate[0].Text); Console.WriteLine(text); return JsonSerializer.Deserialize<Order>(other.ToString());")]
    [InlineData("var text = \"\"; " + Stream + "text += update.ContentUpdate[0].Text; Console.WriteLine(text); return JsonSerializer.Deserialize<Order>(prompt);")]
    public Task Handled_text_and_other_texts_are_silent(string body) => Rule.Silent(InBot(body), OnlyThis);

    [Theory]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(await TextAsync(prompt));")]
    [InlineData("var json = await TextAsync(prompt); json = json.Trim('`'); return JsonSerializer.[|Deserialize|]<Order>(json);")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(await RelayedAsync(prompt));")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(await StreamedAsync(prompt));")]
    public Task Text_that_a_method_of_the_program_returns_is_reported(string body) => Rule.Reports(InBot(body), OnlyThis);

    [Theory]
    [InlineData("try { return JsonSerializer.Deserialize<Order>(await TextAsync(prompt)); } catch (JsonException) { return null; }")]
    [InlineData("return JsonSerializer.Deserialize<Order>(await ValidAsync(prompt));")]
    [InlineData("return JsonSerializer.Deserialize<Order>(await OverriddenAsync(prompt));")]
    [InlineData("return JsonSerializer.Deserialize<Order>(await IdAsync(prompt));")]
    public Task Text_that_may_be_something_else_is_silent(string body) => Rule.Silent(InBot(body), OnlyThis);

    [Fact]
    public Task A_number_that_a_method_returns_is_parsed() => Words.Reports(InBot("Console.WriteLine(int.[|Parse|](await TextAsync(prompt))); return null;"), OnlyThis);

    [Fact]
    public Task What_was_gathered_is_in_the_exception() => Fix.Fixes(
        InBot("""
            var text = new StringBuilder();
            await foreach (var update in client.CompleteChatStreamingAsync(prompt))
                text.Append(update.ContentUpdate[0].Text);
            return JsonSerializer.[|Deserialize|]<Order>(text.ToString());
            """),
        InBot("""
            var text = new StringBuilder();
            await foreach (var update in client.CompleteChatStreamingAsync(prompt))
                text.Append(update.ContentUpdate[0].Text);
            string output = text.ToString();
            try
            {
                return JsonSerializer.Deserialize<Order>(output);
            }
            catch (JsonException exception)
            {
                throw new InvalidOperationException($"The model's output is not the expected JSON: {output}", exception);
            }
            """),
        OnlyThis);

    private static string InBot(string body) => $$"""
        using System.Text;
        using System.Text.Json;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<Order?> AskAsync(string prompt)
            {
                {{body.ReplaceLineEndings("\n        ").Replace("\n        \n", "\n\n")}}
            }

            private async Task<string> TextAsync(string prompt)
            {
                ChatCompletion completion = await client.CompleteChatAsync(prompt);
                return completion.FinishReason == ChatFinishReason.Stop ? completion.Content[0].Text.Trim() : throw new InvalidOperationException();
            }

            private Task<string> RelayedAsync(string prompt) => TextAsync(prompt + "!");

            private async Task<string> StreamedAsync(string prompt)
            {
                var text = new StringBuilder();
                await foreach (var update in client.CompleteChatStreamingAsync(prompt))
                    text.Append(update.ContentUpdate[0].Text);
                return text.ToString();
            }

            private async Task<string> ValidAsync(string prompt)
            {
                ChatCompletion completion = await client.CompleteChatAsync(prompt);
                var text = completion.Content[0].Text;
                try
                {
                    JsonDocument.Parse(text);
                    return text;
                }
                catch (JsonException)
                {
                    return "{}";
                }
            }

            protected virtual Task<string> OverriddenAsync(string prompt) => TextAsync(prompt);

            private async Task<string> IdAsync(string prompt)
            {
                ChatCompletion completion = await client.CompleteChatAsync(prompt);
                return completion.Id;
            }
        }

        class Order { }
        """;
}
