using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

using Verify = Verify<UnexpectedOutputAnalyzer, UnexpectedOutputFix>;

/// <summary>Unexpected output is thrown with its text.</summary>
public class UnexpectedOutputFixTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Theory]
    [InlineData("int.[|Parse|](text)", "int.TryParse(text, out var number)", "number")]
    [InlineData("double.[|Parse|](text, System.Globalization.CultureInfo.InvariantCulture)", "double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)", "number")]
    [InlineData("Enum.[|Parse|]<DayOfWeek>(text, true)", "Enum.TryParse<DayOfWeek>(text, true, out var value)", "value")]
    [InlineData("(DayOfWeek)Enum.[|Parse|](typeof(DayOfWeek), text)", "Enum.TryParse<DayOfWeek>(text, out var value)", "value")]
    [InlineData("bool.[|Parse|](text)", "bool.TryParse(text, out var value)", "value")]
    public Task A_value_is_tried_to_parse(string parse, string tried, string name) => Fixes(
        $$"""
                // The answer.
                Use({{parse}}); // as a value
        """,
        $$"""
                // The answer.
                if (!{{tried}})
                {
                    throw new InvalidOperationException($"The model's output is not the expected value: {text}");
                }

                Use({{name}}); // as a value
        """);

    [Fact]
    public Task A_text_that_is_made_there_is_held() => Fixes(
        """
                Use(int.[|Parse|](text.Trim()));
        """,
        """
                string output = text.Trim();

                if (!int.TryParse(output, out var number))
                {
                    throw new InvalidOperationException($"The model's output is not the expected value: {output}");
                }

                Use(number);
        """);

    [Theory]
    [InlineData("Convert.[|ToInt32|](text)", "int.TryParse(text, out var number)", "number")]
    [InlineData("Convert.[|ToBoolean|](text)", "bool.TryParse(text, out var value)", "value")]
    [InlineData("Convert.[|ToDateTime|](text)", "DateTime.TryParse(text, out var value)", "value")]
    public Task A_conversion_is_tried_by_the_type_it_makes(string conversion, string tried, string name) => Fixes(
        $"        Use({conversion});",
        $$"""
                if (!{{tried}})
                {
                    throw new InvalidOperationException($"The model's output is not the expected value: {text}");
                }

                Use({{name}});
        """);

    [Fact]
    public Task A_conversion_with_a_culture_has_no_other_way_in_every_version_of_NET() =>
        Verify.OffersNothing(InBot("        Use(Convert.[|ToInt32|](text, System.Globalization.CultureInfo.InvariantCulture));"), OnlyThis);

    [Fact]
    public Task A_switch_gets_a_default() => Fixes(
        """
                [|switch|] (text.Trim().ToLowerInvariant())
                {
                    case "refund":
                        Use(1);
                        break; // paid back
                    case "exchange":
                        Use(2);
                        break;
                }
        """,
        """
                switch (text.Trim().ToLowerInvariant())
                {
                    case "refund":
                        Use(1);
                        break; // paid back
                    case "exchange":
                        Use(2);
                        break;
                    default:
                        throw new InvalidOperationException($"The model's output is not expected: {text}");
                }
        """);

    [Fact]
    public Task A_chain_gets_an_else() => Fixes(
        """
                [|if|] (text == "yes")
                    Use(1);
                else if (text == "no")
                    Use(2); // no
                Console.WriteLine("Done.");
        """,
        """
                if (text == "yes")
                    Use(1);
                else if (text == "no")
                    Use(2); // no
                else
                {
                    throw new InvalidOperationException($"The model's output is not expected: {text}");
                }
                Console.WriteLine("Done.");
        """);

    [Fact]
    public Task A_chain_in_braces_gets_an_else_where_it_ends() => Fixes(
        """
                [|if|] (text == "yes")
                {
                    Use(1);
                }
                else
                {
                    if (text == "no")
                    {
                        Use(2);
                    }
                }
        """,
        """
                if (text == "yes")
                {
                    Use(1);
                }
                else
                {
                    if (text == "no")
                    {
                        Use(2);
                    }
                    else
                    {
                        throw new InvalidOperationException($"The model's output is not expected: {text}");
                    }
                }
        """);

    private static Task Fixes(string before, string after) => Verify.Fixes(InBot(before), InBot(after), OnlyThis);

    private static string InBot(string body) => $$"""
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
