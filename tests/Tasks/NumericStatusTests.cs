using AiApi.Analyzers.Tasks;
using AiApi.CodeFixes.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>PixVerse says with a number how a task goes: 1 for success, 5 for waiting, 7 and 8 for failure.</summary>
public class NumericStatusTests
{
    [Theory]
    [InlineData("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32();", "[|status == 2|]", "status is 7 or 8")]
    [InlineData("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt64();", "[|status == 2L|]", "status is 7 or 8")]
    [InlineData("var status = JsonNode.Parse(task.GetRawText())![\"Resp\"]![\"status\"]!.GetValue<int>();", "[|2 == status|]", "status >= 6")]
    [InlineData("var status = (int)JsonNode.Parse(task.GetRawText())![\"Resp\"]![\"status\"]!;", "[|status is 0 or 2|]", "status is 7 or 8")]
    [InlineData("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").ToString();", "[|status == \"2\"|]", "status is \"7\" or \"8\"")]
    [InlineData("var status = task.Deserialize<Answer>()!.Resp!.Status;", "[|status == 2|]", "status is 7 or 8")]
    [InlineData("var status = task.Deserialize<Answer>()!.Resp?.Status;", "[|status is 2|]", "status is 7 or 8")]
    [InlineData("var status = await NumberAsync(id);", "[|status == 0|]", "status is 7 or 8")]
    public Task Another_number_than_that_of_success_is_reported(string read, string succeeds, string fails) =>
        Verify<SuccessStatusMissedAnalyzer>.Reports(PixVerse($"{read} if ({succeeds}) return task; if ({fails}) throw new Exception(task.ToString());"));

    [Theory]
    [InlineData("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32(); if (status == 1) return task; if (status is 7 or 8) throw new Exception(task.ToString());")]
    [InlineData("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32(); switch (status) { case 1: return task; case 5: break; default: throw new Exception(task.ToString()); }")]
    [InlineData("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32(); if (status != 5) return status == 1 ? task : throw new Exception(task.ToString());")]
    [InlineData("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").ToString(); if (status == \"1\") return task; if (status is \"7\" or \"8\") throw new Exception(task.ToString());")]
    [InlineData("var status = (VideoStatus)task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32(); if (status == VideoStatus.Done) return task; if (status is VideoStatus.Refused or VideoStatus.Failed) throw new Exception(task.ToString());")]
    [InlineData("var status = await NumberAsync(id); if (status == 1) return task; if ({|AIAPI4006:status is 7 or 8|}) throw new Exception(task.ToString());")]
    public Task The_numbers_of_the_endpoint_are_silent(string body) => Verify<SuccessStatusMissedAnalyzer>.Silent(PixVerse(body));

    [Theory]
    [InlineData("https://api.dev.runwayml.com/v1/tasks/")]
    [InlineData("https://api.klingai.com/v1/videos/text2video/")]
    [InlineData("https://videos.example.com/v1/videos/")]
    public Task Numbers_of_an_endpoint_that_has_words_are_not_its_status(string address) => Verify<SuccessStatusMissedAnalyzer>.Silent(
        PixVerse("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32(); if (status == 2) return task; if (status is 7 or 8) throw new Exception();")
            .Replace("https://app-api.pixverse.ai/openapi/v2/video/result/", address));

    [Theory]
    [InlineData("[|status == 2|]", "status is 2 or 1")]
    [InlineData("[|status is 2|]", "status is 2 or 1")]
    [InlineData("[|status == 2|] || status == 3", "status == 2 || status == 1 || status == 3")]
    [InlineData("[|status != 2|] == false", "status is not (2 or 1) == false")]
    public Task The_missing_number_is_added(string before, string after) => Verify<SuccessStatusMissedAnalyzer, SuccessStatusMissedFix>.Fixes(Compared(before), Compared(after));

    [Fact]
    public Task The_missing_number_gets_a_label() => Verify<SuccessStatusMissedAnalyzer, SuccessStatusMissedFix>.Fixes(
        Labelled("[|case 2:|]"),
        Labelled("case 2:\n                case 1:"));

    [Fact]
    public Task A_failure_number_that_is_polled_on_is_reported_and_thrown_on() => Verify<FailureStatusUnhandledAnalyzer, FailureStatusUnhandledFix>.Fixes(
        PixVerse("""
            var status = task.GetProperty("Resp").GetProperty("status").GetInt32();
                        if (status == 1)
                            return task;
            """, "[|for|]"),
        PixVerse("""
            var status = task.GetProperty("Resp").GetProperty("status").GetInt32();
                        if (status is 8 or 7 or 6)
                        {
                            throw new InvalidOperationException($"The task ended as {status}: {task}");
                        }

                        if (status == 1)
                            return task;
            """));

    [Fact]
    public Task A_failure_number_whose_reason_is_not_read_is_reported() => Verify<FailureReasonUnreadAnalyzer>.Reports(
        PixVerse("var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32(); if (status == 1) return task; if ([|status is 7 or 8|]) throw new Exception(\"failed\");"));

    private static string Compared(string condition) => PixVerse($$"""
        var status = task.GetProperty("Resp").GetProperty("status").GetInt32();
                    if ({{condition}})
                        return task;
                    if (status is 7 or 8)
                        throw new Exception(task.ToString());
        """);

    private static string Labelled(string labels) => PixVerse($$"""
        switch (task.GetProperty("Resp").GetProperty("status").GetInt32())
                    {
                        {{labels}}
                            return task;
                        case 7:
                        case 8:
                            throw new Exception(task.ToString());
                    }
        """);

    private static string PixVerse(string body, string loop = "for") => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;

        class PixVerse
        {
            private readonly HttpClient _http = new();

            public async Task<JsonElement> WaitAsync(long id, CancellationToken token)
            {
                {{loop}} (var attempt = 0; attempt < 60; attempt++)
                {
                    var task = await _http.GetFromJsonAsync<JsonElement>($"https://app-api.pixverse.ai/openapi/v2/video/result/{id}", token);
                    {{body}}
                    await Task.Delay(5000, token);
                }

                throw new TimeoutException();
            }

            private async Task<int> NumberAsync(long id)
            {
                var task = await _http.GetFromJsonAsync<JsonElement>($"https://app-api.pixverse.ai/openapi/v2/video/result/{id}");
                return task.GetProperty("Resp").GetProperty("status").GetInt32();
            }
        }

        enum VideoStatus { Done = 1, Working = 5, Refused = 7, Failed = 8 }

        record Answer(Video? Resp);

        record Video(int Status, string? Url);
        """;
}
