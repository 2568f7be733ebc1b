using AiApi.Analyzers.Completions;
using PartlyChecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonPartlyCheckedAnalyzer>;
using Unchecked = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.FinishReasonUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1001 and AIAPI1002 on replies that code gets by HTTP and reads with System.Text.Json.</summary>
[Surface("HTTP, JsonElement")]
public class RawJsonTests
{
    [Theory]
    [InlineData("using var document = JsonDocument.Parse(json); return document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty([|\"content\"|]).GetString();")]
    [InlineData("using var document = JsonDocument.Parse(json); return document.RootElement.GetProperty(\"choices\").EnumerateArray().First().GetProperty(\"message\").GetProperty([|\"content\"|]).GetString();")]
    [InlineData("using var document = JsonDocument.Parse(json); var message = document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\"); return message.GetProperty([|\"content\"|]).ToString();")]
    [InlineData("var root = JsonSerializer.Deserialize<JsonElement>(json); if (!root.TryGetProperty(\"choices\", out var choices) || choices.GetArrayLength() == 0) return null; return choices[0].GetProperty(\"message\").GetProperty([|\"content\"|]).GetString();")]
    [InlineData("using var document = JsonDocument.Parse(json); return document.RootElement.TryGetProperty(\"choices\", out var choices) && choices[0].GetProperty(\"message\").TryGetProperty([|\"content\"|], out var text) ? text.GetString() : null;")]
    [InlineData("using var document = JsonDocument.Parse(json); foreach (var choice in document.RootElement.GetProperty(\"choices\").EnumerateArray()) Console.WriteLine(choice.GetProperty(\"message\").GetProperty([|\"content\"|])); return null;")]
    [InlineData("using var document = JsonDocument.Parse(json); return string.Concat(document.RootElement.GetProperty(\"choices\").EnumerateArray().Select(choice => choice.GetProperty(\"text\").GetString()));")]
    [InlineData("Console.WriteLine(json); using var document = JsonDocument.Parse(json); var text = document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty([|\"content\"|]).GetString(); return text?.Trim();")]
    public Task Text_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body.Replace("GetProperty(\"text\")", "GetProperty([|\"text\"|])")));

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData("var node = JsonNode.Parse(json); return node?[\"choices\"]?[0]?[\"message\"]?[[|\"content\"|]]?.ToString();")]
    [InlineData("var node = JsonNode.Parse(json)!; return node[\"choices\"]![0]![\"message\"]![[|\"content\"|]]!.GetValue<string>();")]
    [InlineData("var node = JsonNode.Parse(json)!.AsObject(); return (string?)node[\"choices\"]!.AsArray()[0]![\"message\"]![[|\"content\"|]];")]
    [InlineData("var node = JsonSerializer.Deserialize<JsonObject>(json)!; Console.WriteLine(node[\"choices\"]![0]![\"finish_reason\"]); return (string?)node[\"choices\"]![0]![\"message\"]![[|\"content\"|]];")]
    public Task Text_of_a_node_read_without_a_look_at_the_reason_is_reported(string body) => Unchecked.Reports(InBot(body));

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData("var choice = JsonNode.Parse(json)![\"choices\"]![0]!; if ((string?)choice[\"finish_reason\"] == \"length\") return null; return (string?)choice[\"message\"]![[|\"content\"|]];")]
    [InlineData("var choice = JsonNode.Parse(json)?[\"choices\"]?[0]; if (choice?[\"finish_reason\"]?.GetValue<string>() is \"tool_calls\") return null; return choice?[\"message\"]?[[|\"content\"|]]?.ToString();")]
    public Task A_check_of_a_node_that_lets_cut_off_or_blocked_answers_through_is_reported(string body) => PartlyChecked.Reports(InBot(body));

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData("var choice = JsonNode.Parse(json)![\"choices\"]![0]!; return (string?)choice[\"finish_reason\"] == \"stop\" ? (string?)choice[\"message\"]![\"content\"] : null;")]
    [InlineData("var choice = JsonNode.Parse(json)?[\"choices\"]?[0]; if (choice?[\"finish_reason\"]?.GetValue<string>() is not \"stop\") return null; return choice[\"message\"]?[\"content\"]?.ToString();")]
    [InlineData("var choice = JsonNode.Parse(json)![\"choices\"]![0]!.AsObject(); if (choice.TryGetPropertyValue(\"finish_reason\", out var reason) && reason?.ToString() is \"length\" or \"content_filter\") return null; return (string?)choice[\"message\"]![\"content\"];")]
    public Task Text_of_a_node_read_after_a_check_is_silent(string body) => Unchecked.Silent(InBot(body));

    [Theory]
    [InlineData("if (choice.GetProperty(\"finish_reason\").GetString() == \"length\") return null;")]
    [InlineData("if (choice.TryGetProperty(\"finish_reason\", out var reason) && reason.GetString() == \"content_filter\") return null;")]
    [InlineData("if (choice.TryGetProperty(\"finish_reason\", out var reason) && reason.ValueKind == JsonValueKind.String && reason.GetString() is \"tool_calls\" or \"length\") return null;")]
    [InlineData("if (choice.GetProperty(\"finish_reason\").ValueEquals(\"length\")) return null;")]
    [InlineData("switch (choice.GetProperty(\"finish_reason\").ToString()) { case \"length\": throw new InvalidOperationException(); }")]
    public Task A_check_that_lets_cut_off_or_blocked_answers_through_is_reported(string check) => PartlyChecked.Reports(InBot(Choice(check, "[|\"content\"|]")));

    [Theory]
    [InlineData("if (choice.GetProperty(\"finish_reason\").GetString() != \"stop\") return null;")]
    [InlineData("if (choice.GetProperty(\"finish_reason\").GetString() is \"length\" or \"content_filter\") return null;")]
    [InlineData("if (choice.TryGetProperty(\"finish_reason\", out var reason) && reason.GetString() is \"length\" or \"content_filter\") throw new InvalidOperationException();")]
    [InlineData("if (choice.TryGetProperty(\"finish_reason\", out var reason) && reason.GetString() != \"stop\") throw new InvalidOperationException();")]
    [InlineData("if (choice.GetProperty(\"finish_reason\").ValueEquals(\"length\") || choice.GetProperty(\"finish_reason\").ValueEquals(\"content_filter\")) return null;")]
    [InlineData("if (json.Contains(\"\\\"finish_reason\\\":\\\"length\\\"\")) return null;")]
    [InlineData("if (System.Text.RegularExpressions.Regex.IsMatch(json, \"length\")) return null;")]
    [InlineData("_reason = choice.GetProperty(\"finish_reason\").GetString();")]
    [InlineData("_last = json;")]
    public Task Text_read_after_a_check_or_handed_on_with_its_reason_is_silent(string check) => Unchecked.Silent(InBot(Choice(check, "\"content\"")));

    [Theory]
    [InlineData("return json;")]
    [InlineData("return JsonDocument.Parse(json).RootElement.GetProperty(\"usage\").GetProperty(\"total_tokens\").ToString();")]
    [InlineData("return JsonDocument.Parse(json).RootElement.GetProperty(\"choices\").GetArrayLength().ToString();")]
    [InlineData("return JsonDocument.Parse(json).RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty(\"tool_calls\")[0].ToString();")]
    [InlineData("return JsonDocument.Parse(json).RootElement.GetProperty(\"data\")[0].GetProperty(\"embedding\").ToString();")]
    public Task What_is_no_content_is_silent(string body) => Unchecked.Silent(InBot(body));

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData("return string.IsNullOrEmpty(JsonNode.Parse(json)?[\"choices\"]?[0]?[\"message\"]?[\"content\"]?.ToString()) ? \"nothing\" : \"something\";")]
    public Task What_is_no_content_of_a_node_is_silent(string body) => Unchecked.Silent(InBot(body));

    [Theory]
    [InlineData("https://api.example.com/v1/orders")]
    [InlineData("https://api.example.com/v1/messages")]
    public Task A_reply_of_another_service_is_silent(string url) =>
        Unchecked.Silent(InBot(Choice("", "\"content\"")).Replace("https://api.openai.com/v1/chat/completions", url));

    [Fact]
    public Task The_reply_of_an_AI_call_is_followed_through_the_program() => Unchecked.Reports("""
        using System.Net;
        using System.Net.Http.Json;
        using System.Text.Json;

        class Bot(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";

            public async Task<string?> AskAsync(object request) => TextOf([|await SendAsync(request)|]);

            public async Task<string?> StreamAsync(object request)
            {
                using var response = await http.PostAsJsonAsync(Url, request);
                response.EnsureSuccessStatusCode();
                await using var stream = await response.Content.ReadAsStreamAsync();
                using var document = await JsonDocument.ParseAsync(stream);
                return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty([|"content"|]).GetString();
            }

            public async Task<string?> RetriedAsync(object request)
            {
                var response = await WithRetryAsync(() => http.PostAsJsonAsync(Url, request));
                using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty([|"content"|]).GetString();
            }

            public async Task<string?> ChoiceAsync(object request) => (await FirstChoiceAsync(request)).GetProperty("message").GetProperty([|"content"|]).GetString();

            public async Task<string?> CheckedAsync(object request) => (await CompleteChoiceAsync(request)).GetProperty("message").GetProperty("content").GetString();

            private async Task<JsonElement> FirstChoiceAsync(object request) => JsonDocument.Parse(await SendAsync(request)).RootElement.GetProperty("choices")[0];

            private async Task<JsonElement> CompleteChoiceAsync(object request)
            {
                var choice = await FirstChoiceAsync(request);
                return choice.GetProperty("finish_reason").GetString() == "stop" ? choice : throw new InvalidOperationException();
            }

            private async Task<string> SendAsync(object request)
            {
                var response = await http.PostAsJsonAsync(Url, request);
                var body = await response.Content.ReadAsStringAsync();
                if (response.StatusCode != HttpStatusCode.OK)
                    throw new HttpRequestException($"The request failed: {body}", null, response.StatusCode);
                return body;
            }

            private static string? TextOf(string json) =>
                JsonDocument.Parse(json).RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();

            private static async Task<T> WithRetryAsync<T>(Func<Task<T>> action)
            {
                try
                {
                    return await action();
                }
                catch (HttpRequestException ex) when (ex.StatusCode is null)
                {
                    await Task.Delay(1000);
                    return await action();
                }
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task What_clients_return_unparsed_is_a_reply_too() => Unchecked.Reports("""
        using System.ClientModel;
        using System.Text.Json;
        using OpenAI.Chat;

        class Bot(ChatClient client)
        {
            public async Task<string?> AskAsync(BinaryContent request)
            {
                ClientResult result = await client.CompleteChatAsync(request);
                using var document = JsonDocument.Parse(result.GetRawResponse().Content);
                return document.RootElement.GetProperty("choices"u8)[0].GetProperty("message"u8).GetProperty([|"content"u8|]).GetString();
            }

            public async Task<string?> CheckedAsync(BinaryContent request)
            {
                ClientResult result = await client.CompleteChatAsync(request);
                using var document = JsonDocument.Parse(result.GetRawResponse().Content.ToString());
                var choice = document.RootElement.GetProperty("choices")[0];
                return choice.GetProperty("finish_reason").GetString() == "stop" ? choice.GetProperty("message").GetProperty("content").GetString() : null;
            }
        }
        """);

    [Theory]
    [InlineData("v1/responses", "root.GetProperty(\"output\")[0].GetProperty(\"content\")[0].GetProperty({0})", "text", "root.GetProperty(\"status\").GetString() != \"completed\"")]
    [InlineData("v1/responses", "root.GetProperty({0})", "output_text", "root.GetProperty(\"status\").GetString() is \"incomplete\" or \"failed\"")]
    [InlineData("v1/messages", "root.GetProperty(\"content\")[0].GetProperty({0})", "text", "root.GetProperty(\"stop_reason\").GetString() is not (\"end_turn\" or \"stop_sequence\")")]
    [InlineData("v1beta/models/gemini-2.5-flash:generateContent", "root.GetProperty(\"candidates\")[0].GetProperty(\"content\").GetProperty(\"parts\")[0].GetProperty({0})", "text",
        "root.GetProperty(\"candidates\")[0].GetProperty(\"finishReason\").GetString() != \"STOP\"")]
    public async Task Every_protocol_has_a_reason_of_its_own(string path, string read, string key, string check)
    {
        await Unchecked.Reports(WithRoot(path, "", string.Format(read, $"[|\"{key}\"|]")));
        await Unchecked.Silent(WithRoot(path, $"if ({check}) return null;", string.Format(read, $"\"{key}\"")));
    }

    [Fact]
    public Task Lines_of_a_stream_are_another_matter() => Unchecked.Silent("""
        using System.Text.Json;

        class Bot(HttpClient http)
        {
            public async IAsyncEnumerable<string?> StreamAsync(HttpContent content)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/chat/completions") { Content = content };
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line.StartsWith("data: {"))
                        yield return JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString();
                }
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task The_message_names_reason_and_content_as_the_wire_does() => PartlyChecked.Reports(
        InBot(Choice("if (choice.GetProperty(\"finish_reason\").GetString() == \"tool_calls\") return null;", "{|#0:\"content\"|}")),
        expected: new DiagnosticResult(FinishReasonPartlyCheckedAnalyzer.Rule).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("choices[0].finish_reason", "length and content_filter", "content"));

    private static string Choice(string check, string content) =>
        $"using var document = JsonDocument.Parse(json); var choice = document.RootElement.GetProperty(\"choices\")[0]; {check} return choice.GetProperty(\"message\").GetProperty({content}).GetString();";

    private static string InBot(string body) => $$"""
        using System.Text.Json;
        using System.Text.Json.Nodes;

        class Bot(HttpClient http)
        {
            private string? _reason;
            private string? _last;

            public async Task<string?> AskAsync(HttpContent content)
            {
                var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", content);
                if (!response.IsSuccessStatusCode)
                    throw new HttpRequestException(await response.Content.ReadAsStringAsync(), null, response.StatusCode);
                var json = await response.Content.ReadAsStringAsync();
                {{body}}
            }

            public override string ToString() => $"{_reason} {_last}";
        }
        """;

    private static string WithRoot(string path, string check, string read) => $$"""
        using System.Text.Json;

        class Bot(HttpClient http)
        {
            public async Task<string?> AskAsync(HttpContent content)
            {
                var response = await http.PostAsync("https://api.cometapi.com/{{path}}", content);
                response.EnsureSuccessStatusCode();
                var root = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                {{check}}
                return {{read}}.GetString();
            }
        }
        """;
}
