using System.Net;
using AiApi.Analyzers.Retries;
using AiApi.Behavior.Tests.Running;
using AiApi.CodeFixes.Retries;
using static AiApi.Behavior.Tests.Retries.RetryPrograms;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>AIAPI2009: before the fix an error is taken for an answer and trips the program somewhere else; after it, status and body are thrown.</summary>
public class StatusUncheckedBehaviorTests
{
    private static readonly Programs Programs = new Programs(new StatusUncheckedAnalyzer(), new StatusUncheckedFix(), StatusUncheckedFix.ThrowUnlessSuccess)
        .With(
            ProgramHost.Net,
            ("one expression", Method(Http, $$"""
                {{Post}}
                {{Read}}
                """)),
            ("a body that is read first", Method("HttpClient http, CancellationToken token", """
                using var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent("{}"), token);
                var body = await response.Content.ReadAsStringAsync(token);
                using var document = JsonDocument.Parse(body);
                return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
                """)),
            ("a node", Method(Http, """
                using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/v1/images/generations");
                request.Content = new StringContent("{ \"model\": \"gpt-image-1\" }");
                var response = await http.SendAsync(request);
                var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
                return answer?["data"]?[0]?["b64_json"]?.GetValue<string>();
                """)),
            ("a record", Method(Http, """
                var response = await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new { model = "gpt-5.4" });
                var answer = await response.Content.ReadFromJsonAsync<Answer>();
                return answer?.Id;
                """, """
                private sealed record Answer([property: System.Text.Json.Serialization.JsonPropertyName("id")] string? Id);
                """)),
            ("a tree of Json.NET", "using Newtonsoft.Json.Linq;\n" + Method(Http, """
                HttpResponseMessage response;
                response = await http.PostAsync("https://api.anthropic.com/v1/messages", new StringContent("{}"));
                var answer = JObject.Parse(await response.Content.ReadAsStringAsync());
                return (string?)answer["content"]?[0]?["text"];
                """)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Status_and_body_are_thrown(string name)
    {
        foreach (var status in new[] { 400, 401, 429, 502, 503 })
        {
            var (before, after) = await Programs.RunAsync(name, new Answers(status));
            Assert.IsNotType<HttpRequestException>(before.Thrown);
            Assert.Null(before.Answer);
            var thrown = Assert.IsType<HttpRequestException>(after.Thrown);
            Assert.Equal((HttpStatusCode)status, thrown.StatusCode);
            Assert.Contains($"{status}", thrown.Message);
            Assert.Contains(status == 502 ? "<h1>" : Answers.Detail, thrown.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task Answers_are_as_before(string name) => Good.AssertSameAsync(Programs, name, [[200], [0]]);

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();
}
