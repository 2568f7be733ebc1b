using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.MalformedOutputAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1005: where the text of a model goes into a parser of JSON, and who handles what the parser throws.</summary>
public class MalformedOutputTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true, Packages = Packages.OpenAI + Packages.NewtonsoftJson };

    [Theory]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text);")]
    [InlineData("var text = completion.Content[0].Text; return JsonSerializer.[|Deserialize|]<Order>(text);")]
    [InlineData("var text = completion.Content[0].Text.Trim(); return JsonSerializer.[|Deserialize|]<Order>(text);")]
    [InlineData("var text = completion.Content[0].Text; text = text.Substring(text.IndexOf('{')); return JsonSerializer.[|Deserialize|]<Order>(text);")]
    [InlineData("var text = completion.Content[0].Text; var json = $\"[{text}]\"; return JsonSerializer.[|Deserialize|]<Order[]>(json)![0];")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>($\"{{{completion.Content[0].Text}}}\");")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(completion.Content.FirstOrDefault()?.Text ?? \"\");")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(string.Concat(completion.Content.Select(part => part.Text)));")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(Regex.Match(completion.Content[0].Text, \"{.*}\").Value);")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(System.Text.Encoding.UTF8.GetBytes(completion.Content[0].Text));")]
    [InlineData("return JsonSerializer.[|Deserialize|]<Order>(WithoutFence(completion.Content[0].Text));")]
    [InlineData("using var document = JsonDocument.[|Parse|](completion.Content[0].Text); return null;")]
    [InlineData("var node = JsonNode.[|Parse|](completion.Content[0].Text); return null;")]
    [InlineData("return Newtonsoft.Json.JsonConvert.[|DeserializeObject|]<Order>(completion.Content[0].Text);")]
    [InlineData("var token = Newtonsoft.Json.Linq.JObject.[|Parse|](completion.Content[0].Text); return null;")]
    [InlineData("foreach (var call in completion.ToolCalls) { using var arguments = JsonDocument.[|Parse|](call.FunctionArguments); } return null;")]
    [InlineData("var arguments = completion.ToolCalls[0].FunctionArguments.ToString(); return JsonSerializer.[|Deserialize|]<Order>(arguments);")]
    [InlineData("return completion.ToolCalls[0].FunctionArguments.[|ToObjectFromJson|]<Order>();")]
    [InlineData("try { return JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text); } catch (ArgumentException) { return null; }")]
    [InlineData("try { return JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text); } finally { Console.WriteLine(); }")]
    [InlineData("return new[] { 1 }.Select(_ => JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text)).First();")]
    [InlineData("try { return null; } catch (JsonException) { return JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text); }")]
    public Task Output_that_goes_into_a_parser_is_reported(string body) => Rule.Reports(InBot(body), OnlyThis);

    [Theory]
    [InlineData("try { return JsonSerializer.Deserialize<Order>(completion.Content[0].Text); } catch (JsonException) { return null; }")]
    [InlineData("try { return JsonSerializer.Deserialize<Order>(completion.Content[0].Text); } catch (Exception ex) when (ex.Message.Length > 5) { return null; }")]
    [InlineData("try { return JsonSerializer.Deserialize<Order>(completion.Content[0].Text); } catch { return null; }")]
    [InlineData("try { if (prompt.Length > 1) { return JsonSerializer.Deserialize<Order>(completion.Content[0].Text); } return null; } catch (JsonException ex) { throw new InvalidOperationException(completion.Content[0].Text, ex); }")]
    [InlineData("try { return Newtonsoft.Json.JsonConvert.DeserializeObject<Order>(completion.Content[0].Text); } catch (Newtonsoft.Json.JsonReaderException) { return null; }")]
    [InlineData("return JsonSerializer.Deserialize<Order>(prompt);")]
    [InlineData("return JsonSerializer.Deserialize<Order>(File.ReadAllText(completion.Content[0].Text));")]
    [InlineData("var found = store.Find(completion.Content[0].Text); return JsonSerializer.Deserialize<Order>(found);")]
    [InlineData("var text = completion.Content[0].Text; Console.WriteLine(text); text = \"{}\"; return JsonSerializer.Deserialize<Order>(text);")]
    [InlineData("return JsonSerializer.Deserialize<Order>(completion.Id);")]
    [InlineData("return Attempt.Run(() => JsonSerializer.Deserialize<Order>(completion.Content[0].Text));")]
    public Task Handled_output_and_other_texts_are_silent(string body) => Rule.Silent(InBot(body), OnlyThis);

    [Theory]
    [InlineData("private", "return Read(completion.Content[0].Text);", "[|Deserialize|]")]
    [InlineData("private", "try { return Read(completion.Content[0].Text); } catch (JsonException) { } return Read(completion.Content[0].Text);", "[|Deserialize|]")]
    [InlineData("private", "try { return Read(completion.Content[0].Text); } catch (JsonException) { return null; }", "Deserialize")]
    [InlineData("private", "try { return Read(completion.Content[0].Text); } catch (Exception ex) when (ex is JsonException) { return null; }", "Deserialize")]
    [InlineData("private", "return new[] { completion.Content[0].Text }.Select(Read).First();", "Deserialize")]
    [InlineData("private", "return Read(prompt);", "Deserialize")]
    [InlineData("public", "return Read(completion.Content[0].Text);", "Deserialize")]
    [InlineData("internal", "return Read(completion.Content[0].Text);", "Deserialize")]
    public Task A_private_helper_is_judged_by_its_calls(string access, string body, string parse)
    {
        var code = InBot(body, $"{access} static Order? Read(string json) => JsonSerializer.{parse}<Order>(json);");
        return parse[0] == '[' ? Rule.Reports(code, OnlyThis) : Rule.Silent(code, OnlyThis);
    }

    [Theory]
    [InlineData("Order? Read(string json) => JsonSerializer.[|Deserialize|]<Order>(json); return Read(completion.Content[0].Text);")]
    [InlineData("Order? Read() => JsonSerializer.[|Deserialize|]<Order>(completion.Content[0].Text); return Read();")]
    public Task A_local_function_is_judged_by_its_calls(string body) => Rule.Reports(InBot(body), OnlyThis);

    [Theory]
    [InlineData("Order? Read(string json) => JsonSerializer.Deserialize<Order>(json); try { return Read(completion.Content[0].Text); } catch (JsonException) { return null; }")]
    public Task A_local_function_whose_calls_are_handled_is_silent(string body) => Rule.Silent(InBot(body), OnlyThis);

    [Theory]
    [InlineData("return response.[|Result|];")]
    [InlineData("Console.WriteLine(response.[|Result|].Length); return null;")]
    [InlineData("Console.WriteLine(response.[|Result|].Length); if (response.Result.Length > 3) Console.WriteLine(response.Result); return response.Result;")]
    [InlineData("if (response.Usage is null) Console.WriteLine(response.[|Result|]); return response.[|Result|];")]
    [InlineData("var run = () => response.[|Result|]; return response.[|Result|];")]
    [InlineData("try { return response.[|Result|]; } catch (InvalidOperationException) { return null; }")]
    public Task The_result_of_structured_output_is_reported(string body) => Rule.Reports(InStructuredBot(body), Structured);

    [Theory]
    [InlineData("return response.TryGetResult(out var result) ? result : null;")]
    [InlineData("if (!response.TryGetResult(out _)) return null; return response.Result;")]
    [InlineData("try { return response.Result; } catch (Exception) { return null; }")]
    [InlineData("return response.Text;")]
    public Task The_result_of_structured_output_that_is_asked_for_is_silent(string body) => Rule.Silent(InStructuredBot(body), Structured);

    [Fact]
    public Task Json_in_a_raw_answer_is_reported_and_the_answer_itself_is_not() => Rule.Reports(
        """
        using System.Text.Json;

        class Bot(HttpClient http)
        {
            public async Task<int> CountAsync(string request)
            {
                var reply = await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(request));
                using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
                var text = document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
                return JsonSerializer.[|Deserialize|]<int[]>(text!)!.Length;
            }
        }
        """,
        OnlyThis);

    [Fact]
    public Task Output_of_other_SDKs_is_reported() => Rule.Reports(
        """
        using System.Text.Json;
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<int[]?> AskAsync(string prompt)
            {
                var response = await client.GetResponseAsync(prompt);
                return JsonSerializer.[|Deserialize|]<int[]>(response.Text);
            }
        }
        """,
        Packages.ExtensionsAI);

    private static SnippetOptions Structured => new() { OthersMaySpeak = true, Packages = Packages.ExtensionsAI + Packages.Stub("Microsoft.Extensions.AI", Packages.ExtensionsAI) };

    private static string InBot(string body, string helper = "") => $$"""
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.RegularExpressions;
        using OpenAI.Chat;

        class Bot(ChatClient client, IStore store)
        {
            public async Task<Order?> AskAsync(string prompt)
            {
                ChatCompletion completion = await client.CompleteChatAsync(prompt);
                {{body}}
            }

            private static string WithoutFence(string text) => text.StartsWith("```json") ? text.Substring(7).TrimEnd('`') : text;

            public string? Find(string name) => store.Find(name);

            {{helper}}
        }

        class Order { }

        interface IStore
        {
            string Find(string name);
        }

        static class Attempt
        {
            public static T? Run<T>(Func<T> action)
                where T : class
            {
                try
                {
                    return action();
                }
                catch (JsonException)
                {
                    return null;
                }
            }
        }
        """;

    private static string InStructuredBot(string body) => $$"""
        using Microsoft.Extensions.AI;

        class Bot(IChatClient client)
        {
            public async Task<string?> AskAsync(string prompt)
            {
                var response = await client.GetResponseAsync<string>(prompt);
                {{body}}
            }
        }
        """;
}
