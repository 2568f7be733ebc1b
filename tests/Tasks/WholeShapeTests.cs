using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>One loop in many spellings, with every analyzer of the package: it waits for CometAPI's videos with one of the words that they may say, and is
/// right in all else.</summary>
public class WholeShapeTests
{
    private const string Elapsed = "var elapsed = TimeSpan.Zero; while (elapsed < max)";
    private const string Read = "var task = await _http.GetFromJsonAsync<JsonElement>($\"https://api.cometapi.com/v1/videos/{id}\", token); var status = task.GetProperty(\"status\").GetString();";
    private const string Succeeds = "if ({|AIAPI4001:status == \"succeeded\"|}) return task.GetProperty(\"outputs\")[0].GetString()!;";
    private const string Fails = "if (status == \"failed\" || status == \"cancelled\") throw new InvalidOperationException(task.GetProperty(\"error\").ToString());";
    private const string Wait = "await Task.Delay(TimeSpan.FromSeconds(10), token); elapsed += TimeSpan.FromSeconds(10);";

    [Theory]
    [InlineData(Elapsed, Read, Succeeds, Fails, Wait)]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); while (watch.Elapsed < max)", Read, Succeeds, Fails, "await Task.Delay(TimeSpan.FromSeconds(10), token);")]
    [InlineData("var deadline = DateTimeOffset.UtcNow + max; while (DateTimeOffset.UtcNow < deadline)", Read, Succeeds, Fails, "await Task.Delay(10_000, token);")]
    [InlineData("var started = DateTime.UtcNow; while (DateTime.UtcNow - started < max)", Read, Succeeds, Fails, "await Task.Delay(10_000);")]
    [InlineData("for (var elapsed = TimeSpan.Zero; elapsed < max; elapsed += TimeSpan.FromSeconds(10))", Read, Succeeds, Fails, "await Task.Delay(TimeSpan.FromSeconds(10), token);")]
    [InlineData("var elapsed = 0; const int step = 10; while (elapsed < 600)", Read, Succeeds, Fails, "await Task.Delay(step * 1000, token); elapsed += step;")]
    [InlineData("for (var attempt = 0; attempt < 60; attempt++)", Read, Succeeds, Fails, "await Task.Delay(TimeSpan.FromSeconds(10), token);")]
    [InlineData(Elapsed, Read, "if ({|AIAPI4001:status is \"succeeded\"|}) return task.GetProperty(\"outputs\")[0].GetString()!;", "if (status is \"failed\" or \"cancelled\") throw new InvalidOperationException($\"{id}: {task.GetProperty(\"error\")}\");", Wait)]
    [InlineData(Elapsed, Read, "switch (status) { {|AIAPI4001:case \"succeeded\":|} return task.GetProperty(\"outputs\")[0].GetString()!;", "case \"failed\": case \"cancelled\": throw new InvalidOperationException(task.GetProperty(\"error\").ToString()); }", Wait)]
    [InlineData(Elapsed, Read, "var video = status switch { {|AIAPI4001:\"succeeded\"|} => task.GetProperty(\"outputs\")[0].GetString(), \"failed\" or \"cancelled\" => throw new InvalidOperationException(task.GetProperty(\"error\").ToString()), _ => null };", "if (video is not null) return video;", Wait)]
    [InlineData(Elapsed, Read, "if ({|AIAPI4001:string.Equals(status, \"succeeded\", StringComparison.OrdinalIgnoreCase)|}) return task.GetProperty(\"outputs\")[0].GetString()!;", "if (string.Equals(status, \"failed\", StringComparison.OrdinalIgnoreCase) || string.Equals(status, \"cancelled\", StringComparison.OrdinalIgnoreCase)) throw new InvalidOperationException(task.GetProperty(\"error\").GetProperty(\"message\").GetString());", Wait)]
    [InlineData(Elapsed, "var json = await _http.GetStringAsync($\"https://api.cometapi.com/v1/videos/{id}\", token); var task = JsonNode.Parse(json)!; var status = (string?)task[\"status\"];", "if ({|AIAPI4001:status == \"succeeded\"|}) return (string)task[\"outputs\"]![0]!;", "if (status is \"failed\" or \"cancelled\") throw new InvalidOperationException(task[\"error\"]?.ToJsonString());", Wait)]
    [InlineData(Elapsed, "using var response = await _http.GetAsync($\"https://api.cometapi.com/v1/videos/{id}\", token); response.EnsureSuccessStatusCode(); var task = (await response.Content.ReadFromJsonAsync<Video>(token))!;", "if ({|AIAPI4001:task.Status == \"succeeded\"|}) return task.Outputs![0];", "if (task.Status is \"failed\" or \"cancelled\") throw new InvalidOperationException(task.Error);", Wait)]
    [InlineData(Elapsed, "var task = await GetAsync($\"/v1/videos/{id}\", token);", "if ({|AIAPI4001:task.Status == \"succeeded\"|}) { return task.Outputs![0]; }", "else if (task.Status is \"failed\" or \"cancelled\") { throw new InvalidOperationException(task.Error); }", Wait)]
    public Task The_success_words_are_reported_and_nothing_else(string loop, string read, string succeeds, string fails, string wait) =>
        Verify<FailureStatusUnhandledAnalyzer>.Silent($$"""
            using System.Net.Http.Json;
            using System.Text.Json;
            using System.Text.Json.Nodes;

            class Videos
            {
                private readonly HttpClient _http = new();

                public async Task<string> WaitAsync(string id, TimeSpan max, CancellationToken token)
                {
                    {{loop}}
                    {
                        {{read}}
                        {{succeeds}}
                        {{fails}}
                        {{wait}}
                    }

                    throw new TimeoutException($"The video {id} is not there after {max}.");
                }

                private async Task<Video> GetAsync(string path, CancellationToken token) =>
                    await _http.GetFromJsonAsync<Video>(new Uri(new Uri("https://api.cometapi.com"), path), token) ?? throw new InvalidOperationException();
            }

            record Video(string Status, string[]? Outputs, string? Error);
            """);

    /// <summary>Who lists the words of waiting cannot spin on a word he does not know.</summary>
    [Theory]
    [InlineData("https://api.klingai.com/v1/videos/text2video/", "\"submitted\" or \"processing\"")]
    [InlineData("https://api.dev.runwayml.com/v1/tasks/", "\"PENDING\" or \"THROTTLED\" or \"RUNNING\"")]
    [InlineData("https://api.openai.com/v1/videos/", "\"queued\" or \"in_progress\"")]
    [InlineData("https://api.cometapi.com/v1/videos/", "\"queued\" or \"in_progress\" or \"processing\"")]
    [InlineData("https://api.replicate.com/v1/predictions/", "\"starting\" or \"processing\"")]
    [InlineData("https://dashscope.aliyuncs.com/api/v1/tasks/", "\"PENDING\" or \"RUNNING\" or \"SUSPENDED\"")]
    [InlineData("https://api.bfl.ai/v1/get_result?id=", "\"Pending\"")]
    public Task A_loop_over_the_words_of_waiting_is_silent(string address, string pending) => Verify<SuccessStatusMissedAnalyzer>.Silent($$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Videos
        {
            private readonly HttpClient _http = new();

            public async Task<JsonElement> WaitAsync(string id, CancellationToken token)
            {
                var task = await GetAsync(id, token);
                while (task.GetProperty("status").GetString() is {{pending}})
                {
                    await Task.Delay(TimeSpan.FromSeconds(10), token);
                    task = await GetAsync(id, token);
                }

                return task;
            }

            private Task<JsonElement> GetAsync(string id, CancellationToken token) => _http.GetFromJsonAsync<JsonElement>($"{{address}}{id}", token);
        }
        """);
}
