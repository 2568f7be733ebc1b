using AiApi.Analyzers.Completions;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.StreamUncheckedAnalyzer>;
using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Completions.StreamUncheckedAnalyzer, AiApi.CodeFixes.Completions.StreamUncheckedFix>;

namespace AiApi.Analyzers.Tests.Completions;

/// <summary>AIAPI1003 on streams of server-sent events that a program reads line by line.</summary>
public class StreamedLinesTests
{
    private const string While = "while (await reader.ReadLineAsync() is { } line)";

    private static readonly SnippetOptions Loose = new() { Packages = Packages.NewtonsoftJson, OthersMaySpeak = true };

    [Theory]
    [Surface("HTTP, JsonElement")]
    [InlineData(While + " { if (!line.StartsWith(\"data: \")) continue; var data = line.Substring(6); if (data == \"[DONE]\") break; using var chunk = JsonDocument.Parse(data); answer.Append(chunk.RootElement.GetProperty(\"choices\")[0].GetProperty(\"delta\").GetProperty([|\"content\"|]).GetString()); }")]
    [InlineData("while (!reader.EndOfStream) { var line = await reader.ReadLineAsync(); if (string.IsNullOrWhiteSpace(line) || line == \"data: [DONE]\") continue; var delta = JsonDocument.Parse(line[\"data: \".Length..]).RootElement.GetProperty(\"choices\")[0].GetProperty(\"delta\"); if (delta.TryGetProperty([|\"content\"|], out var content)) Console.Write(content.GetString()); }")]
    [InlineData("string? line; while ((line = reader.ReadLine()) != null) { line = line.Replace(\"data: \", \"\").Trim(); var root = JsonSerializer.Deserialize<JsonElement>(line); answer.Append(root.GetProperty(\"choices\")[0].GetProperty(\"text\").GetString()); }")]
    [InlineData("for (var line = reader.ReadLine(); line != null; line = reader.ReadLine()) answer.Append(TextOf([|line.Substring(6)|]));")]
    public Task Text_of_lines_that_nobody_asks_how_the_answer_ended_is_reported(string loop) => Rule.Reports(InBot(loop.Replace("GetProperty(\"text\")", "GetProperty([|\"text\"|])")), Loose);

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData(While + " answer.Append((string?)JsonNode.Parse(line.Substring(6))?[\"choices\"]?[0]?[\"delta\"]?[[|\"content\"|]]);")]
    public Task Text_of_nodes_is_reported(string loop) => Rule.Reports(InBot(loop), Loose);

    [Fact]
    [Surface("HTTP, Newtonsoft.Json")]
    public Task Text_of_tokens_is_reported() => Rule.Reports(InBot(While + " answer.Append(JObject.Parse(line.Substring(6))[\"choices\"]?[0]?[\"delta\"]?[[|\"content\"|]]?.ToString());"), Loose);

    [Fact]
    [Surface("HTTP, dynamic")]
    public Task Text_of_a_dynamic_chunk_is_reported() => Rule.Reports(InBot(While + " { dynamic chunk = JObject.Parse(line.Substring(6)); answer.Append((string)chunk.choices[0].delta.[|content|]); }"), Loose);

    [Theory]
    [Surface("HTTP, the program's own types")]
    [InlineData(While + " { var chunk = JsonSerializer.Deserialize<Chunk>(line.Substring(6)); answer.Append(chunk?.Choices[0].Delta.[|Content|]); }")]
    [InlineData(While + " if (JsonSerializer.Deserialize<Chunk>(line.Substring(6)) is { Choices: [var choice, ..] } && choice.Delta.[|Content|] is { Length: > 0 } text) answer.Append(text);")]
    public Task Text_of_the_programs_own_types_is_reported(string loop) => Rule.Reports(InBot(loop), Loose);

    [Theory]
    [Surface("HTTP, JsonElement")]
    [InlineData(While + " { var choice = JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty(\"choices\")[0]; if (choice.GetProperty(\"finish_reason\").GetString() == \"length\") Console.Write(\"…\"); answer.Append(choice.GetProperty(\"delta\").GetProperty(\"content\").GetString()); }")]
    [InlineData(While + " { if (line.Contains(\"\\\"finish_reason\\\":\\\"length\\\"\")) Console.Write(\"…\"); answer.Append(JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty(\"choices\")[0].GetProperty(\"delta\").GetProperty(\"content\").GetString()); }")]
    [InlineData(While + " { var data = line.Substring(6); sink.Take(data); answer.Append(JsonDocument.Parse(data).RootElement.GetProperty(\"choices\")[0].GetProperty(\"delta\").GetProperty(\"content\").GetString()); }")]
    [InlineData(While + " { _last = line; answer.Append(JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty(\"choices\")[0].GetProperty(\"delta\").GetProperty(\"content\").GetString()); }")]
    [InlineData(While + " Console.WriteLine(line);")]
    [InlineData(While + " answer.Append(JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty(\"usage\").GetProperty(\"total_tokens\").ToString());")]
    [InlineData("using var file = new StreamReader(\"recorded.txt\"); while (file.ReadLine() is { } line) answer.Append(JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty(\"choices\")[0].GetProperty(\"delta\").GetProperty(\"content\").GetString());")]
    public Task Lines_whose_end_may_be_looked_at_are_silent(string loop) => Rule.Silent(InBot(loop), Loose);

    [Theory]
    [Surface("HTTP, JsonNode")]
    [InlineData(While + " { var choice = JsonNode.Parse(line.Substring(6))![\"choices\"]![0]!; Note(choice); answer.Append((string?)choice[\"delta\"]![\"content\"]); }")]
    public Task A_node_whose_reason_a_helper_reads_is_silent(string loop) => Rule.Silent(InBot(loop), Loose);

    [Fact]
    [Surface("HTTP, Newtonsoft.Json")]
    public Task A_token_whose_reason_is_kept_is_silent() => Rule.Silent(
        InBot(While + " { var choice = JObject.Parse(line.Substring(6))[\"choices\"]![0]!; _last = (string?)choice[\"finish_reason\"] ?? _last; answer.Append((string?)choice[\"delta\"]![\"content\"]); }"), Loose);

    [Fact]
    [Surface("HTTP, dynamic")]
    public Task A_dynamic_chunk_whose_reason_is_read_is_silent() => Rule.Silent(
        InBot(While + " { dynamic chunk = JObject.Parse(line.Substring(6)); if ((string)chunk.choices[0].finish_reason == \"length\") break; answer.Append((string)chunk.choices[0].delta.content); }"), Loose);

    [Fact]
    [Surface("HTTP, the program's own types")]
    public Task A_type_whose_reason_is_read_is_silent() => Rule.Silent(
        InBot(While + " { var choice = JsonSerializer.Deserialize<Chunk>(line.Substring(6))!.Choices[0]; if (choice.FinishReason is \"length\") break; answer.Append(choice.Delta.Content); }"), Loose);

    [Theory]
    [Surface("HTTP, JsonElement")]
    [InlineData("https://api.anthropic.com/v1/messages", "root.TryGetProperty(\"delta\", out var delta) && delta.TryGetProperty([|\"text\"|], out var text)")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", "root.GetProperty(\"candidates\")[0].GetProperty(\"content\").GetProperty(\"parts\")[0].TryGetProperty([|\"text\"|], out var text)")]
    public Task Other_protocols_stream_as_well(string url, string test) => Rule.Reports(
        InBot(While + $" {{ var root = JsonDocument.Parse(line.Substring(6)).RootElement; if ({test}) answer.Append(text.GetString()); }}").Replace("https://api.openai.com/v1/chat/completions", url), Loose);

    [Fact]
    [Surface("HTTP, JsonElement")]
    public Task The_last_reason_of_the_lines_is_kept() => Fix.Fixes(
        InBot("""
            while (await reader.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("data: "))
                    continue;
                if (line == "data: [DONE]")
                    break;
                using var chunk = JsonDocument.Parse(line.Substring(6));
                var delta = chunk.RootElement.GetProperty("choices")[0].GetProperty("delta");
                if (delta.TryGetProperty([|"content"|], out var content))
                    answer.Append(content.GetString());
            }
            """),
        InBot("""
            string? finishReason = null;
            while (await reader.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("data: "))
                    continue;
                if (line == "data: [DONE]")
                    break;
                using var chunk = JsonDocument.Parse(line.Substring(6));
                JsonElement choice = chunk.RootElement.GetProperty("choices")[0];

                finishReason = choice.TryGetProperty("finish_reason", out var reasonValue) ? reasonValue.GetString() ?? finishReason : finishReason;

                var delta = choice.GetProperty("delta");
                if (delta.TryGetProperty("content", out var content))
                    answer.Append(content.GetString());
            }

            if (finishReason is not (null or "stop"))
            {
                throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
            }

            """),
        Loose);

    [Fact]
    [Surface("HTTP, JsonNode")]
    public Task The_last_reason_of_the_nodes_is_kept() => Fix.Fixes(
        InBot("""
            while (await reader.ReadLineAsync() is { } line)
            {
                var choice = JsonNode.Parse(line.Substring(6))!["choices"]![0]!;
                answer.Append((string?)choice["delta"]![[|"content"|]]);
            }
            """),
        InBot("""
            string? finishReason = null;
            while (await reader.ReadLineAsync() is { } line)
            {
                var choice = JsonNode.Parse(line.Substring(6))!["choices"]![0]!;

                finishReason = choice["finish_reason"]?.ToString() ?? finishReason;

                answer.Append((string?)choice["delta"]!["content"]);
            }

            if (finishReason != "stop")
            {
                throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
            }

            """),
        Loose);

    [Fact]
    [Surface("HTTP, Newtonsoft.Json")]
    public Task The_last_reason_of_the_tokens_is_kept() => Fix.Fixes(
        InBot("""
            while (await reader.ReadLineAsync() is { } line)
            {
                var choice = JObject.Parse(line.Substring(6))["choices"]![0]!;
                answer.Append((string?)choice["delta"]![[|"content"|]]);
            }
            """),
        InBot("""
            string? finishReason = null;
            while (await reader.ReadLineAsync() is { } line)
            {
                var choice = JObject.Parse(line.Substring(6))["choices"]![0]!;

                finishReason = choice.Value<string>("finish_reason") ?? finishReason;

                answer.Append((string?)choice["delta"]!["content"]);
            }

            if (finishReason != "stop")
            {
                throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
            }

            """),
        Loose);

    [Fact]
    [Surface("HTTP, the program's own types")]
    public Task The_last_reason_of_the_programs_own_type_is_kept() => Fix.Fixes(
        InBot("""
            while (await reader.ReadLineAsync() is { } line)
            {
                var chunk = JsonSerializer.Deserialize<Chunk>(line.Substring(6));
                answer.Append(chunk!.Choices[0].Delta.[|Content|]);
            }
            """),
        InBot("""
            string? finishReason = null;
            while (await reader.ReadLineAsync() is { } line)
            {
                var chunk = JsonSerializer.Deserialize<Chunk>(line.Substring(6));
                Choice choice = chunk!.Choices[0];

                finishReason = choice.FinishReason ?? finishReason;

                answer.Append(choice.Delta.Content);
            }

            if (finishReason != "stop")
            {
                throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
            }

            """),
        Loose);

    [Theory]
    [Surface("HTTP, JsonElement")]
    [InlineData("https://api.openai.com/v1/chat/completions", "if (line == \"data: [DONE]\") return answer.ToString();", "GetProperty(\"choices\")[0].GetProperty(\"delta\").GetProperty([|\"content\"|])")]
    [InlineData("https://api.anthropic.com/v1/messages", "", "GetProperty(\"delta\").GetProperty([|\"text\"|])")]
    public Task Where_nothing_comes_after_the_loop_or_the_reason_stands_elsewhere_nothing_is_offered(string url, string leave, string text) => Fix.OffersNothing(
        InBot(While + $" {{ {leave} answer.Append(JsonDocument.Parse(line.Substring(6)).RootElement.{text}.GetString()); }}").Replace("https://api.openai.com/v1/chat/completions", url), Loose);

    [Fact]
    [Surface("HTTP, JsonElement")]
    public Task Where_the_loop_is_all_that_is_left_of_the_method_leaving_that_becomes_leaving_the_loop() => Fix.Fixes(
        Yielding("""
                        if (line == "data: [DONE]")
                            yield break;
                        var choice = JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty("choices")[0];
                        yield return choice.GetProperty("delta").GetProperty([|"content"|]).GetString();
                    }
            """),
        Yielding("""
                        if (line == "data: [DONE]")
                            break;
                        var choice = JsonDocument.Parse(line.Substring(6)).RootElement.GetProperty("choices")[0];

                        finishReason = choice.TryGetProperty("finish_reason", out var reasonValue) ? reasonValue.GetString() ?? finishReason : finishReason;

                        yield return choice.GetProperty("delta").GetProperty("content").GetString();
                    }

                    if (finishReason is not (null or "stop"))
                    {
                        throw new InvalidOperationException($"The model's answer is not complete: finish reason '{finishReason}'.");
                    }
            """,
            "string? finishReason = null;\n        "),
        Loose);

    private static string Yielding(string rest, string before = "") => $$"""
        using System.Text.Json;

        class Bot(HttpClient http)
        {
            public async IAsyncEnumerable<string?> AskAsync(HttpRequestMessage request)
            {
                request.RequestUri = new Uri("https://api.openai.com/v1/chat/completions");
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
                {{before}}while (await reader.ReadLineAsync() is { } line)
                {
        {{rest}}
            }
        }
        """;

    private static string InBot(string loop) => $$"""
        using System.Text;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json.Linq;

        class Bot(HttpClient http, ISink sink)
        {
            private string? _last;

            public async Task<string> AskAsync(HttpContent content1)
            {
                var answer = new StringBuilder(_last);
                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/chat/completions") { Content = content1 };
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                response.EnsureSuccessStatusCode();
                using var stream = await response.Content.ReadAsStreamAsync();
                using var reader = new StreamReader(stream);
                {{loop.ReplaceLineEndings("\n        ")}}
                return answer.ToString();
            }

            private static string? TextOf(string json) => JsonDocument.Parse(json).RootElement.GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString();

            private static void Note(JsonNode choice)
            {
                if ((string?)choice["finish_reason"] == "length")
                    Console.WriteLine("cut off");
            }
        }

        interface ISink
        {
            void Take(string data);
        }

        class Chunk
        {
            [JsonPropertyName("choices")]
            public List<Choice> Choices { get; set; } = new();
        }

        class Choice
        {
            [JsonPropertyName("delta")]
            public Delta Delta { get; set; } = new();

            [JsonPropertyName("finish_reason")]
            public string? FinishReason { get; set; }
        }

        class Delta
        {
            [JsonPropertyName("content")]
            public string? Content { get; set; }
        }
        """.Replace("\n        \n", "\n\n");
}
