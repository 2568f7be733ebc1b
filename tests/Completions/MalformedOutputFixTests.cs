using AiApi.Analyzers.Completions;
using AiApi.CodeFixes.Completions;

namespace AiApi.Analyzers.Tests.Completions;

using Verify = Verify<MalformedOutputAnalyzer, MalformedOutputFix>;

/// <summary>Malformed output is thrown with its text.</summary>
public class MalformedOutputFixTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Fact]
    public Task A_returned_value_is_parsed_in_a_try() => Fixes(
        """
                // The order.
                return JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text); // as JSON
        """,
        """
                // The order.
                try
                {
                    return JsonSerializer.Deserialize<Order>(completion.Content[0].Text);
                }
                catch (JsonException exception)
                {
                    throw new InvalidOperationException($"The model's output is not the expected JSON: {completion.Content[0].Text}", exception);
                } // as JSON
        """);

    [Fact]
    public Task A_variable_is_declared_before_the_try() => Fixes(
        """
                var text = completion.Content[0].Text;
                var order = JsonSerializer.[|Deserialize|]<Order>(text);
                return order;
        """,
        """
                var text = completion.Content[0].Text;
                Order? order;
                try
                {
                    order = JsonSerializer.Deserialize<Order>(text);
                }
                catch (JsonException exception)
                {
                    throw new InvalidOperationException($"The model's output is not the expected JSON: {text}", exception);
                }

                return order;
        """);

    [Fact]
    public Task A_text_that_is_made_there_is_held() => Fixes(
        """
                Order? order = JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text.Trim());
                return order;
        """,
        """
                string output = completion.Content[0].Text.Trim();
                Order? order;
                try
                {
                    order = JsonSerializer.Deserialize<Order>(output);
                }
                catch (JsonException exception)
                {
                    throw new InvalidOperationException($"The model's output is not the expected JSON: {output}", exception);
                }

                return order;
        """);

    [Fact]
    public Task A_value_in_the_midst_of_a_statement_is_taken_out() => Fixes(
        """
                using var document = JsonDocument.[|Parse|](completion.Content[0].Text);
                Console.WriteLine(document.RootElement);
                return JsonSerializer.[|Deserialize|]<Order[]>(completion.Content[0].Text)![0];
        """,
        """
                JsonDocument parsed;
                try
                {
                    parsed = JsonDocument.Parse(completion.Content[0].Text);
                }
                catch (JsonException exception)
                {
                    throw new InvalidOperationException($"The model's output is not the expected JSON: {completion.Content[0].Text}", exception);
                }

                using var document = parsed;
                Console.WriteLine(document.RootElement);
                Order[]? parsed1;
                try
                {
                    parsed1 = JsonSerializer.Deserialize<Order[]>(completion.Content[0].Text);
                }
                catch (JsonException exception1)
                {
                    throw new InvalidOperationException($"The model's output is not the expected JSON: {completion.Content[0].Text}", exception1);
                }

                return parsed1![0];
        """);

    [Fact]
    public Task Structured_output_is_asked_for() => Verify.Fixes(
        """
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string> AskAsync(string prompt)
            {
                var response = await client.GetResponseAsync<string>(prompt);
                return response.[|Result|]; // the answer
            }
        }
        """,
        """
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string> AskAsync(string prompt)
            {
                var response = await client.GetResponseAsync<string>(prompt);
                if (!response.TryGetResult(out var result))
                {
                    throw new InvalidOperationException($"The model's output is not the expected JSON: {response.Text}");
                }

                return result; // the answer
            }
        }
        """,
        Structured);

    [Fact]
    public Task A_response_without_a_name_gets_one() => Verify.Fixes(
        """
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string> AskAsync(string prompt) => (await client.GetResponseAsync<string>(prompt)).[|Result|];
        }
        """,
        """
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string> AskAsync(string prompt)
            {
                ChatResponse<string> response = await client.GetResponseAsync<string>(prompt);

                if (!response.TryGetResult(out var result))
                {
                    throw new InvalidOperationException($"The model's output is not the expected JSON: {response.Text}");
                }

                return result;
            }
        }
        """,
        Structured);

    private static SnippetOptions Structured => new() { OthersMaySpeak = true, Packages = Packages.ExtensionsAI + Packages.Stub("Microsoft.Extensions.AI", Packages.ExtensionsAI) };

    private static Task Fixes(string before, string after) => Verify.Fixes(InBot(before), InBot(after), OnlyThis);

    private static string InBot(string body) => $$"""
        using System.Text.Json;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<Order?> AskAsync(string prompt)
            {
                ChatCompletion completion = await client.CompleteChatAsync(prompt);
        {{body}}
            }
        }

        class Order { }
        """;
}
