using AiApi.Analyzers.Retries;

namespace AiApi.Analyzers.Tests.Retries;

using Rule = Verify<StatusUncheckedAnalyzer>;

public class StatusUncheckedTests
{
    [Theory]
    [InlineData("var response = await http.PostAsync(Url, content); using var document = JsonDocument.[|Parse|](await response.Content.ReadAsStringAsync()); return document.RootElement.GetProperty(\"id\").GetString();")]
    [InlineData("var response = await http.PostAsync(Url, content); var body = await response.Content.ReadAsStringAsync(); var node = JsonNode.[|Parse|](body); return (string?)node![\"id\"];")]
    [InlineData("var body = await (await http.PostAsync(Url, content)).Content.ReadAsStringAsync(); return (string?)JsonNode.[|Parse|](body)![\"id\"];")]
    [InlineData("using var response = await http.PostAsJsonAsync(Url, new { model = \"gpt-5.4\" }); var reply = await response.Content.[|ReadFromJsonAsync|]<Reply>(); return reply!.Id;")]
    [InlineData("using var response = await PostAsync(content); await using var stream = await response.Content.ReadAsStreamAsync(); var reply = await JsonSerializer.[|DeserializeAsync|]<Reply>(stream); return reply?.Id;")]
    [InlineData("var response = await http.PostAsync(Url, content); var node = JsonNode.[|Parse|](await response.Content.ReadAsStringAsync()); if (!response.IsSuccessStatusCode) return null; return (string?)node![\"id\"];")]
    [InlineData("var posted = await http.PostAsync(Url, content); var response = posted; return (string?)JsonNode.[|Parse|](await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("if (!Url.StartsWith(\"https\")) return null; var response = await http.PostAsync(Url, content); return (string?)JsonNode.[|Parse|](await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); var body = await response.Content.ReadAsStringAsync(); var node = JsonNode.[|Parse|](body)!; return body.Contains(\"id\") ? (string?)node[\"id\"] : null;")]
    public Task A_body_that_is_parsed_whatever_the_status(string body) => Rule.Reports(Class(body));

    [Theory]
    [InlineData("var response = await http.PostAsync(Url, content); if (!response.IsSuccessStatusCode) throw new HttpRequestException(await response.Content.ReadAsStringAsync()); return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); if (response.StatusCode != HttpStatusCode.OK) throw new HttpRequestException(await response.Content.ReadAsStringAsync()); return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); response.{|AIAPI2007:EnsureSuccessStatusCode|}(); return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); var node = JsonNode.Parse(await response.Content.ReadAsStringAsync())!; if (node[\"error\"] is { } error) throw new HttpRequestException(error.ToString()); return (string?)node[\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); return await response.Content.ReadAsStringAsync();")]
    [InlineData("var response = await http.PostAsync(Url, content); await CheckAsync(response); return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("var response = await PostCheckedAsync(content); return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); return (await response.Content.ReadFromJsonAsync<ReplyOrError>())?.Id;")]
    [InlineData("var response = await http.PostAsync(\"https://weather.example.com\", content); return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("return (string?)JsonNode.Parse(await http.GetStringAsync(Url))![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); var lines = (await response.Content.ReadAsStringAsync()).Split('\\n'); return (string?)JsonNode.Parse(lines[0])![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); var line = await response.Content.ReadAsStringAsync(); var data = line.Substring(6); return (string?)JsonNode.Parse(data)![\"id\"];")]
    [InlineData("var posted = await http.PostAsync(Url, content); posted.EnsureSuccessStatusCode(); var response = posted; return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())![\"id\"];")]
    [InlineData("var response = await http.PostAsync(Url, content); var body = await response.Content.ReadAsStringAsync(); if (!body.TrimStart().StartsWith(\"[\")) return null; return (string?)JsonNode.Parse(body)![0]![\"id\"];")]
    public Task A_status_that_is_seen_or_a_body_that_is_not_parsed(string body) => Rule.Silent(Class(body));

    private static string Class(string body) => $$"""
        using System.Net;
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;

        class Assistant
        {
            private const string Url = "https://api.openai.com/v1/chat/completions";
            private readonly HttpClient http = new();

            public async Task<string?> AskAsync(HttpContent content)
            {
                {{body}}
            }

            private async Task<HttpResponseMessage> PostAsync(HttpContent content) => await http.PostAsync(Url, content);

            private async Task<HttpResponseMessage> PostCheckedAsync(HttpContent content)
            {
                var response = await http.PostAsync(Url, content);
                await CheckAsync(response);
                response.EnsureSuccessStatusCode();
                return response;
            }

            private static async Task CheckAsync(HttpResponseMessage response)
            {
                if (!response.IsSuccessStatusCode)
                    throw new HttpRequestException(await response.Content.ReadAsStringAsync());
            }
        }

        class Reply
        {
            public string? Id { get; set; }
        }

        class ReplyOrError : Reply
        {
            public string? Error { get; set; }
        }
        """;
}
