using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>The ways in which loops and statuses are written, with the one rule that sees whether they are understood.</summary>
public class PollingShapeTests
{
    [Theory]
    [InlineData("while (true) { var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(status); await Task.Delay(5000); }")]
    [InlineData("string? status; do { await Task.Delay(5000); status = await StatusAsync(id); if (status == \"failed\") throw new Exception(status); } while ([|status != \"succeeded\"|]);")]
    [InlineData("var status = \"\"; while ([|status != \"succeeded\"|] && status != \"failed\") { await Task.Delay(5000); status = await StatusAsync(id); }")]
    [InlineData("var status = \"\"; while ([|status is not (\"succeeded\" or \"failed\")|]) { await Task.Delay(5000); status = await StatusAsync(id); }")]
    [InlineData("for (var i = 0; i < 9; i++) { switch (await StatusAsync(id)) { [|case \"succeeded\":|] return; case \"failed\": throw new Exception(); default: await Task.Delay(5000); break; } }")]
    [InlineData("var done = false; while (!done) { var status = await StatusAsync(id); done = status switch { [|\"succeeded\"|] => true, \"failed\" => throw new Exception(), _ => false }; await Task.Delay(5000); }")]
    [InlineData("foreach (var i in Enumerable.Range(0, 60)) { var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(); await Task.Delay(5000); }")]
    [InlineData("again: await Task.Delay(5000); var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(); goto again;")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5)); while (await timer.WaitForNextTickAsync()) { var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) break; if (status == \"failed\") throw new Exception(); }")]
    [InlineData("var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(); await Task.Delay(5000); await PollAsync(id);")]
    [InlineData("for (;;) { var terminal = new[] { [|\"succeeded\"|], \"failed\" }; if (terminal.Contains(await StatusAsync(id))) break; await Task.Delay(5000); }")]
    [InlineData("var ready = false; while (!ready) { var status = await StatusAsync(id); ready = [|status == \"succeeded\"|] || status == \"failed\"; if (!ready) await Task.Delay(5000); }")]
    [InlineData("async Task Inner() { while (true) { var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(); await Task.Delay(5000); } } await Inner();")]
    [InlineData("await Task.Run(async () => { while (true) { var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(); await Task.Delay(5000); } });")]
    [InlineData("Func<Task> inner = async () => { while (true) { var status = await StatusAsync(id); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(); await Task.Delay(5000); } }; await inner();")]
    [InlineData("while (true) { var status = StatusAsync(id).GetAwaiter().GetResult(); if ([|status == \"succeeded\"|]) return; if (status == \"failed\") throw new Exception(); Thread.Sleep(5000); }")]
    [InlineData("while (!IsFinal(StatusAsync(id).GetAwaiter().GetResult())) Thread.Sleep(5000);", "static bool IsFinal(string? status) => [|status is \"succeeded\" or \"failed\"|];")]
    [InlineData("while (!IsFinal(await StatusAsync(id))) await Task.Delay(5000);", "static bool IsFinal(string? status) => [|status is \"succeeded\" or \"failed\"|];")]
    [InlineData("while (!Final.Contains(await StatusAsync(id))) await Task.Delay(5000);", "private static readonly HashSet<string?> Final = new() { [|\"succeeded\"|], \"failed\" };")]
    [InlineData("while (!await IsDoneAsync(id)) await Task.Delay(5000);", "async Task<bool> IsDoneAsync(string id) => [|await StatusAsync(id) == \"succeeded\"|];")]
    public Task Loops_of_every_kind_are_followed(string loop, string members = "") => Verify<SuccessStatusMissedAnalyzer>.Reports($$"""
        using System.Text.Json;

        class Kling
        {
            private readonly HttpClient _http = new();

            public async Task PollAsync(string id)
            {
                {{loop}}
            }

            private async Task<string?> StatusAsync(string id)
            {
                var json = await _http.GetStringAsync($"https://api.klingai.com/v1/videos/text2video/{id}");
                using var document = JsonDocument.Parse(json);
                return document.RootElement.GetProperty("data").GetProperty("task_status").GetString();
            }

            {{members}}
        }
        """);

    [Theory]
    [InlineData("var json = await _http.GetStringAsync(Url(id)); using var document = JsonDocument.Parse(json); var status = document.RootElement.GetProperty(\"data\").GetProperty(\"task_status\").GetString();")]
    [InlineData("var root = await _http.GetFromJsonAsync<JsonElement>(Url(id)); var status = root.TryGetProperty(\"data\", out var data) && data.TryGetProperty(\"task_status\", out var found) ? found.GetString() : null;")]
    [InlineData("var root = await _http.GetFromJsonAsync<JsonElement>(Url(id)); var status = root.TryGetProperty(\"status\", out var found) ? found.GetString() ?? \"unknown\" : \"unknown\";")]
    [InlineData("var node = JsonNode.Parse(await _http.GetStringAsync(Url(id))); var status = node?[\"data\"]?[\"task_status\"]?.GetValue<string>() ?? \"\";")]
    [InlineData("var node = JsonNode.Parse(await _http.GetStringAsync(Url(id)))!; var status = (string?)node[\"status\"];")]
    [InlineData("var node = JsonNode.Parse(await _http.GetStringAsync(Url(id)))!; var status = node[\"data\"]![\"task_status\"]!.ToString();")]
    [InlineData("var task = JObject.Parse(await _http.GetStringAsync(Url(id))); var status = task[\"data\"]?[\"task_status\"]?.ToString();")]
    [InlineData("var task = JObject.Parse(await _http.GetStringAsync(Url(id))); var status = task.SelectToken(\"data.task_status\")?.Value<string>();")]
    [InlineData("var task = JObject.Parse(await _http.GetStringAsync(Url(id))); var status = task.Value<string>(\"status\");")]
    [InlineData("var task = JObject.Parse(await _http.GetStringAsync(Url(id))); var status = (string?)task[\"data\"]![\"task_status\"];")]
    [InlineData("dynamic task = JsonConvert.DeserializeObject(await _http.GetStringAsync(Url(id)))!; string status = task.data.task_status;")]
    [InlineData("dynamic task = JObject.Parse(await _http.GetStringAsync(Url(id))); var status = (string)task[\"data\"][\"task_status\"];")]
    [InlineData("var task = await _http.GetFromJsonAsync<KlingTask>(Url(id)); var status = task?.Data?.TaskStatus;")]
    [InlineData("var task = JsonSerializer.Deserialize<KlingTask>(await _http.GetStringAsync(Url(id)))!; var status = task.Data!.TaskStatus ?? \"\";")]
    [InlineData("var response = await _http.GetAsync(Url(id)); var task = await response.Content.ReadFromJsonAsync<KlingTask>(); var status = task!.Data!.TaskStatus!.ToLowerInvariant();")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, Url(id)); using var response = await _http.SendAsync(request); using var stream = await response.Content.ReadAsStreamAsync(); using var document = await JsonDocument.ParseAsync(stream); var status = document.RootElement.GetProperty(\"status\").GetString();")]
    [InlineData("var (status, url) = await TaskAsync(id);")]
    [InlineData("var task = await TypedAsync(id); var status = task.Data!.TaskStatus;")]
    [InlineData("var root = await GetAsync($\"/v1/videos/text2video/{id}\"); var status = root.GetProperty(\"data\").GetProperty(\"task_status\").GetString();")]
    [InlineData("var task = await MappedAsync(id); var status = task.State;")]
    [InlineData("var task = await RecordAsync(id); var status = task!.State;")]
    [InlineData("var json = await GetTextAsync($\"/v1/videos/text2video/{id}\"); var status = StatusIn(json);")]
    public Task Statuses_of_every_kind_are_read(string read) => Verify<SuccessStatusMissedAnalyzer>.Reports($$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json;
        using Newtonsoft.Json.Linq;
        using JsonSerializer = System.Text.Json.JsonSerializer;

        class Kling
        {
            private const string Host = "https://api.klingai.com";
            private readonly HttpClient _http = new();

            public async Task PollAsync(string id)
            {
                while (true)
                {
                    {{read}}
                    if ([|status == "succeeded"|])
                        return;
                    if (status == "failed")
                        throw new Exception();
                    await Task.Delay(5000);
                }
            }

            private static string Url(string id) => $"{Host}/v1/videos/text2video/{id}";

            private async Task<(string? Status, string? Url)> TaskAsync(string id)
            {
                var root = await _http.GetFromJsonAsync<JsonElement>(Host + "/v1/videos/text2video/" + id);
                return (root.GetProperty("data").GetProperty("task_status").GetString(), root.GetProperty("url").GetString());
            }

            private async Task<KlingTask> TypedAsync(string id) =>
                await _http.GetFromJsonAsync<KlingTask>(Host + "/v1/videos/text2video/" + id) ?? throw new InvalidOperationException();

            private async Task<JsonElement> GetAsync(string path)
            {
                using var response = await _http.GetAsync(Host + path);
                return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Clone();
            }

            private async Task<Mapped> MappedAsync(string id)
            {
                var root = await GetAsync($"/v1/videos/text2video/{id}");
                var mapped = new Mapped { Id = id, State = root.GetProperty("data").GetProperty("task_status").GetString() };
                mapped.Url = root.GetProperty("url").GetString();
                return mapped;
            }

            private async Task<Recorded?> RecordAsync(string id)
            {
                using var response = await _http.GetAsync(Url(id));
                if (!response.IsSuccessStatusCode)
                    return null;
                var task = await response.Content.ReadFromJsonAsync<KlingTask>();
                return new Recorded(id, task?.Data?.TaskStatus);
            }

            private Task<string> GetTextAsync(string path) => _http.GetStringAsync($"{Host}{path}");

            private static string? StatusIn(string json) => JsonNode.Parse(json)?["data"]?["task_status"]?.GetValue<string>();
        }

        class Mapped
        {
            public string? Id { get; set; }
            public string? State { get; set; }
            public string? Url { get; set; }
        }

        record Recorded(string Id, string? State);

        class KlingTask
        {
            [JsonPropertyName("data")]
            public KlingData? Data { get; set; }
        }

        class KlingData
        {
            [JsonPropertyName("task_status")]
            public string? TaskStatus { get; set; }
        }
        """, Packages.NewtonsoftJson);

    [Theory]
    [InlineData("new VideoClient(new ApiKeyCredential(key), new VideoClientOptions())", "[|status == \"succeeded\"|]")]
    [InlineData("new OpenAIClient(key).GetVideoClient()", "[|status is \"succeeded\" or \"succeed\"|]")]
    [InlineData("new VideoClient(new ApiKeyCredential(key), new VideoClientOptions { Endpoint = new Uri(\"https://api.cometapi.com/v1\") })", "[|status == \"succeeded\"|]")]
    public Task The_video_client_answers_in_raw_JSON(string client, string comparison) => Verify<SuccessStatusMissedAnalyzer>.Reports(VideoClient(client, comparison), VideoPackages);

    [Theory]
    [InlineData("new VideoClient(new ApiKeyCredential(key), new VideoClientOptions())", "status == \"completed\"")]
    [InlineData("new VideoClient(new ApiKeyCredential(key), new VideoClientOptions { Endpoint = new Uri(\"https://api.cometapi.com/v1\") })", "status is \"succeed\" or \"succeeded\" or \"completed\"")]
    public Task The_video_clients_own_word_is_silent(string client, string comparison) => Verify<SuccessStatusMissedAnalyzer>.Silent(VideoClient(client, comparison), VideoPackages);

    private static SnippetOptions VideoPackages => new() { Packages = Packages.OpenAI, OthersMaySpeak = true };

    private static string VideoClient(string client, string comparison) => $$"""
        #pragma warning disable OPENAI001
        using System.ClientModel;
        using System.Text.Json;
        using OpenAI;
        using OpenAI.Videos;

        class Sora
        {
            private readonly VideoClient _client;

            public Sora(string key) => _client = {{client}};

            public async Task<string?> WaitAsync(string id, CancellationToken token)
            {
                while (true)
                {
                    var result = await _client.GetVideoAsync(id);
                    using var video = JsonDocument.Parse(result.GetRawResponse().Content);
                    var status = video.RootElement.GetProperty("status").GetString();
                    if ({{comparison}})
                        return id;
                    if (status is "failed" or "cancelled")
                        throw new InvalidOperationException(video.RootElement.GetProperty("error").ToString());
                    await Task.Delay(TimeSpan.FromSeconds(10), token);
                }
            }
        }
        """;

    [Theory]
    [InlineData("var task = await PollAsync(() => GetAsync(id), t => [|t.Status == \"succeed\"|] || t.Status == \"failed\");")]
    [InlineData("var task = await PollAsync(() => GetAsync(id), static t => [|t.Status is \"succeed\" or \"failed\"|]);")]
    [InlineData("var task = await PollAsync(async () => await GetAsync(id), IsOver);", "private static bool IsOver(Prediction task) => [|task.Status is \"succeed\" or \"failed\"|];")]
    [InlineData("var task = await PollAsync(async () => { using var response = await _http.GetAsync($\"https://api.replicate.com/v1/predictions/{id}\"); response.EnsureSuccessStatusCode(); return await response.Content.ReadFromJsonAsync<Prediction>(); }, t => { var status = t!.Status; return [|status is \"succeed\" or \"failed\"|]; });")]
    [InlineData("var state = await PollAsync(() => StateAsync(id), s => IsOver(s.Status));", "private static bool IsOver(string? status) { if (string.IsNullOrWhiteSpace(status)) return false; return [|string.Equals(status, \"succeed\", StringComparison.OrdinalIgnoreCase)|] || string.Equals(status, \"failed\", StringComparison.OrdinalIgnoreCase); }")]
    [InlineData("var status = await PollAsync(async () => (await GetAsync(id)).Status, s => [|s == \"succeed\"|] || s == \"failed\");")]
    [InlineData("var task = await Waiter.UntilAsync(() => GetAsync(id), t => Final.Contains(t.Status));", "private static readonly string[] Final = { [|\"succeed\"|], \"failed\" };")]
    [InlineData("var task = await Waiter.WhileAsync(() => GetAsync(id), t => [|t.Status is not (\"succeed\" or \"failed\")|]);")]
    [InlineData("await foreach (var status in StatusesAsync(id)) Console.WriteLine(status);", "private async IAsyncEnumerable<string?> StatusesAsync(string id) { while (true) { var task = await GetAsync(id); yield return task.Status; if ([|task.Status == \"succeed\"|]) yield break; if (task.Status == \"failed\") throw new Exception(task.Error); await Task.Delay(5000); } }")]
    public Task Generic_pollers_and_iterators_are_followed(string wait, string members = "") => Verify<SuccessStatusMissedAnalyzer>.Reports(Predictions(wait, members));

    [Theory]
    [InlineData("var task = await PollAsync(() => GetAsync(id), t => t.Status is \"succeeded\" or \"failed\" or \"canceled\");")]
    [InlineData("var task = await Waiter.WhileAsync(() => GetAsync(id), t => t.Status is \"starting\" or \"processing\");")]
    [InlineData("var task = await PollAsync(() => Task.FromResult(id), t => t == \"succeed\");")]
    public Task Generic_pollers_that_know_the_word_are_silent(string wait, string members = "") => Verify<SuccessStatusMissedAnalyzer>.Silent(Predictions(wait, members));

    private static string Predictions(string wait, string members) => $$"""
        using System.Net.Http.Json;

        class Replicate
        {
            private readonly HttpClient _http = new();

            public async Task RunAsync(string id)
            {
                {{wait}}
            }

            private async Task<Prediction> GetAsync(string id) =>
                await _http.GetFromJsonAsync<Prediction>($"https://api.replicate.com/v1/predictions/{id}") ?? throw new InvalidOperationException();

            private static async Task<T> PollAsync<T>(Func<Task<T>> ask, Func<T, bool> isOver, int attempts = 60)
            {
                for (var attempt = 0; attempt < attempts; attempt++)
                {
                    var answer = await ask();
                    if (isOver(answer))
                        return answer;
                    await Task.Delay(5000);
                }

                throw new TimeoutException();
            }

            private async Task<State> StateAsync(string id)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"https://api.replicate.com/v1/predictions/{id}") { Content = new StringContent("{}") };
                using var response = await _http.SendAsync(request);
                using var document = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                var root = document.RootElement.Clone();
                var status = root.TryGetProperty("status", out var found) && found.ValueKind == System.Text.Json.JsonValueKind.String ? found.GetString() ?? "Unknown" : "Unknown";
                return new State(status, root);
            }

            private sealed record State(string Status, System.Text.Json.JsonElement Root);

            {{members}}
        }

        static class Waiter
        {
            public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Predicate<T> isOver, CancellationToken token = default)
            {
                T answer;
                do
                {
                    await Task.Delay(1000, token);
                    answer = await ask();
                }
                while (!isOver(answer));
                return answer;
            }

            public static async Task<T> WhileAsync<T>(Func<Task<T>> ask, Func<T, bool> isPending, CancellationToken token = default)
            {
                var answer = await ask();
                while (isPending(answer))
                {
                    await Task.Delay(1000, token);
                    answer = await ask();
                }

                return answer;
            }
        }

        record Prediction(string? Status, string? Error);
        """;
}
