using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.UnexpectedOutputAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1006: words and numbers of a model that are parsed or told apart.</summary>
public class UnexpectedOutputTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Theory]
    [InlineData("Use(int.[|Parse|](text));")]
    [InlineData("Use(int.[|Parse|](text.Trim(), System.Globalization.CultureInfo.InvariantCulture));")]
    [InlineData("Use(bool.[|Parse|](completion.Content[0].Text));")]
    [InlineData("Use(double.[|Parse|]($\"{text}\"));")]
    [InlineData("Use(Enum.[|Parse|]<DayOfWeek>(text));")]
    [InlineData("Use(Enum.[|Parse|]<DayOfWeek>(text, true));")]
    [InlineData("Use((DayOfWeek)Enum.[|Parse|](typeof(DayOfWeek), text));")]
    [InlineData("Use(DateTime.[|Parse|](text));")]
    [InlineData("Use(Guid.[|Parse|](text));")]
    [InlineData("Use(Convert.[|ToInt32|](text));")]
    [InlineData("try { Use(int.[|Parse|](text)); } catch (ArgumentNullException) { }")]
    [InlineData("try { Use(Enum.[|Parse|]<DayOfWeek>(text)); } catch (FormatException) { }")]
    public Task Output_that_is_parsed_is_reported(string body) => Rule.Reports(InBot(body));

    [Theory]
    [InlineData("if (int.TryParse(text, out var number)) Use(number);")]
    [InlineData("try { Use(int.Parse(text)); } catch (FormatException) { }")]
    [InlineData("try { Use(Enum.Parse<DayOfWeek>(text)); } catch (ArgumentException) { }")]
    [InlineData("try { Use(int.Parse(text)); } catch (Exception ex) when (ex.Message.Length > 3) { }")]
    [InlineData("Use(int.Parse(prompt));")]
    [InlineData("Use(Convert.ToInt32(3.5));")]
    [InlineData("Use(int.Parse(completion.Usage.TotalTokenCount.ToString()));")]
    public Task Parsed_output_that_is_handled_and_other_texts_are_silent(string body) => Rule.Silent(InBot(body), OnlyThis);

    [Theory]
    [InlineData("[|switch|] (text) { case \"refund\": Use(1); break; case \"exchange\": Use(2); break; }")]
    [InlineData("[|switch|] (text.Trim().ToLowerInvariant()) { case \"refund\": Use(1); break; case \"exchange\": case \"swap\": Use(2); break; }")]
    [InlineData("[|switch|] (completion.Content[0].Text) { case \"yes\" or \"y\": Use(1); break; }")]
    [InlineData("[|if|] (text == \"yes\") Use(1); else if (text == \"no\") Use(2);")]
    [InlineData("[|if|] (text.Contains(\"YES\")) { Use(1); } else if (text.Contains(\"NO\")) { Use(2); } Console.WriteLine();")]
    [InlineData("[|if|] (text.Trim() is \"yes\" or \"y\") Use(1); else if (text.Equals(\"no\", StringComparison.OrdinalIgnoreCase)) Use(2);")]
    [InlineData("while (prompt.Length > 1) { [|if|] (string.Equals(text, \"yes\")) Use(1); else if (\"no\" == text) Use(2); prompt = prompt.Substring(1); }")]
    [InlineData("[|if|] (text == \"yes\") { Use(1); } else { if (text == \"no\") { Use(2); } }")]
    public Task Output_that_does_nothing_where_it_is_unexpected_is_reported(string body) => Rule.Reports(InBot(body));

    [Theory]
    [InlineData("switch (text) { case \"refund\": Use(1); break; case \"exchange\": Use(2); break; default: Use(0); break; }")]
    [InlineData("switch (text) { case \"refund\": Use(1); break; }")]
    [InlineData("switch (text) { case \"refund\": Use(1); return; case \"exchange\": Use(2); return; } throw new InvalidOperationException(text);")]
    [InlineData("switch (text) { case \"refund\": Use(1); break; case var other: Use(2); break; }")]
    [InlineData("switch (prompt) { case \"refund\": Use(1); break; case \"exchange\": Use(2); break; }")]
    [InlineData("Use(text switch { \"refund\" => 1, \"exchange\" => 2 });")]
    [InlineData("if (text == \"yes\") Use(1); else if (text == \"no\") Use(2); else Use(0);")]
    [InlineData("if (text == \"yes\") { Use(1); return; } else if (text == \"no\") { Use(2); return; } throw new InvalidOperationException(text);")]
    [InlineData("if (text == \"yes\") Use(1);")]
    [InlineData("if (text == \"yes\") Use(1); if (text == \"no\") Use(2);")]
    [InlineData("if (text == \"yes\") Use(1); else if (prompt == \"no\") Use(2);")]
    [InlineData("if (text == \"yes\") Use(1); else if (text.Length > 3) Use(2);")]
    [InlineData("var number = 0; switch (text) { case \"one\": number = 1; break; case \"two\": number = 2; break; } Use(number);")]
    [InlineData("var number = 0; if (text == \"one\") number = 1; else if (text == \"two\") { number = 2; } Use(number);")]
    [InlineData("if (text == \"yes\") { Use(1); } else { if (text == \"no\") { Use(2); } else { Use(0); } }")]
    [InlineData("if (text == \"yes\") { Use(1); } else { Use(0); if (text == \"no\") { Use(2); } }")]
    [InlineData("var number = 0; switch (text) { case \"one\": { number = 1; } break; case \"two\": { { number = 2; } } break; } Use(number);")]
    public Task Output_with_a_way_for_the_unexpected_is_silent(string body) =>
        Rule.Silent(InBot(body).Replace("#pragma", "#pragma warning disable CS8509\n#pragma"), OnlyThis);

    [Fact]
    public Task A_private_helper_is_judged_by_its_calls() => Rule.Reports(
        """
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<int> AskAsync(string prompt)
            {
                ChatCompletion completion = await client.CompleteChatAsync(prompt);
                return Number(completion.Content[0].Text) + Length(completion.Content[0].Text);
            }

            private static int Number(string text) => int.[|Parse|](text);

            public static int Length(string text) => int.Parse(text);
        }
        """);

    private static string InBot(string body) => $$"""
        #pragma warning disable CS8524
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task AskAsync(string prompt)
            {
                ChatCompletion completion = await client.CompleteChatAsync(prompt);
                var text = completion.Content[0].Text;
                {{body}}
            }

            private static void Use(object value) => Console.WriteLine(value);
        }
        """;
}
