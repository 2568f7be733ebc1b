using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;

namespace AiApi.Analyzers.Tests.Tasks.Execution;

/// <summary>Loops that are both analysed and run. Each is the body of <c>Run(HttpClient http, Clock clock, CancellationToken token)</c>, which returns a text;
/// <c>Url</c> is the task's address at the shape's endpoint.</summary>
internal static class PollingShapes
{
    public const string Kling = "https://api.klingai.com/v1/videos/text2video/1";
    public const string Runway = "https://api.dev.runwayml.com/v1/tasks/1";
    public const string DashScope = "https://dashscope.aliyuncs.com/api/v1/tasks/1";
    public const string Replicate = "https://api.replicate.com/v1/predictions/1";
    public const string Ark = "https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks/1";
    public const string MiniMax = "https://api.minimax.io/v1/query/video_generation?task_id=1";
    public const string Luma = "https://api.lumalabs.ai/dream-machine/v1/generations/1";
    public const string Comet = "https://api.cometapi.com/v1/videos/1";
    public const string Unknown = "https://videos.example.com/v1/videos/1";

    private const string Read = "var task = await http.GetFromJsonAsync<JsonElement>(Url); var status = task.GetProperty(\"status\").GetString();";
    private const string Wait = "await clock.Delay(5);";

    /// <summary>The time, in an assembly of its own: that it waits is known by its name alone.</summary>
    public const string Time = """
        public sealed class Clock
        {
            public int Seconds { get; private set; }
            public CancellationTokenSource Source { get; } = new();
            public Task Delay(int seconds, CancellationToken token = default) { Seconds += seconds; if (Seconds > 3600) Source.Cancel(); token.ThrowIfCancellationRequested(); return Task.CompletedTask; }
            public DateTime Now => DateTime.UnixEpoch.AddSeconds(Seconds);
        }
        """;

    /// <summary>What every shape can use.</summary>
    public const string Prelude = """
        public sealed class KlingTask
        {
            [JsonPropertyName("data")] public KlingData? Data { get; set; }
        }

        public sealed class KlingData
        {
            [JsonPropertyName("task_status")] public string? TaskStatus { get; set; }
            public bool IsOver => TaskStatus is "succeed" or "failed";
        }

        public sealed record Prediction(string? Status, string? Error);

        [JsonConverter(typeof(JsonStringEnumConverter))]
        public enum RunState { Starting, Processing, Succeeded, Failed, Canceled }

        public sealed record TypedPrediction(RunState Status);

        public static class Words
        {
            public static readonly string[] Final = { "SUCCEEDED", "FAILED" };
            public static readonly HashSet<string> FinalAnyCase = new(StringComparer.OrdinalIgnoreCase) { "succeeded", "failed", "canceled" };
            public static bool IsPending(string? status) => status is "queued" or "running" or "in_progress" or "processing" or "submitted" or "starting";
            public static void ThrowIfFailed(string? status) { if (status is "failed" or "FAILED") throw new InvalidOperationException(); }
            public static string Normalised(string? status) => status switch { "Success" or "succeeded" or "completed" => "done", "Fail" or "failed" => "broken", _ => "waiting" };
        }
        """;

    /// <summary>An address of each API that the data knows.</summary>
    public static readonly string[] Endpoints =
    [
        Kling, Runway, DashScope, Replicate, Ark, MiniMax, Luma, Comet, Unknown,
        "https://api.openai.com/v1/videos/1",
        "https://my.openai.azure.com/openai/v1/video/generations/jobs/1",
        "https://my.openai.azure.com/openai/v1/videos/1",
        "https://openrouter.ai/api/v1/videos/1",
        "https://api.minimax.io/v2/query/video_generation?task_id=1",
        "https://api.vidu.com/ent/v2/tasks/1/creations",
        "https://queue.fal.run/fal-ai/wan/requests/1/status",
        "https://api.x.ai/v1/videos/1",
        "https://api.bfl.ai/v1/get_result?id=1",
        "https://api.siliconflow.cn/v1/video/status/1",
        "https://qianfan.baidubce.com/v2/video/generations?task_id=1",
        "https://qianfan.baidubce.com/v2/images/generations?task_id=1",
        "https://generativelanguage.googleapis.com/v1beta/models/veo-3.1-generate-preview/operations/1",
        "https://mps.tencentcloudapi.com/?TaskId=1",
        "https://app-api.pixverse.ai/openapi/v2/video/result/1",
        "https://open.bigmodel.cn/api/paas/v4/async-result/1",
        "https://api-inference.modelscope.cn/v1/tasks/1",
        "https://api.apiyi.com/v1/videos/1",
    ];

    /// <summary>For each API: a loop that knows all of its words, one that takes another success word for them, and one that does not know its failures.</summary>
    private static IEnumerable<(string Endpoint, string Body, string Members)> ByProvider()
    {
        foreach (var endpoint in Endpoints)
        {
            var words = WordsAt(endpoint);
            var isFlag = words.Success is ["done"] && words.Name == "Veo";
            var (read, compared) = (words.AreNumbers, isFlag) switch
            {
                (true, _) => ("var task = await http.GetFromJsonAsync<JsonElement>(Url); var status = task.GetProperty(\"Resp\").GetProperty(\"status\").GetInt32();", "status"),
                (_, true) => ("var task = await http.GetFromJsonAsync<JsonElement>(Url); var isOver = task.TryGetProperty(\"done\", out var found) && found.GetBoolean();", "isOver"),
                _ => (Read, "status"),
            };
            string IsOneOf(IEnumerable<string> statuses) => isFlag ? compared : $"{compared} is {string.Join(" or ", statuses.Select(status => words.AreNumbers ? status : $"\"{status}\""))}";
            var fails = words.Failure.IsEmpty ? "" : $"if ({IsOneOf(words.Failure)}) throw new Exception(task.ToString());";
            string Loop(string succeeds, string ends) => $$"""while (clock.Seconds < 600) { {{read}} if ({{succeeds}}) return task.ToString(); {{ends}} {{Wait}} } throw new TimeoutException();""";
            yield return (endpoint, Loop(IsOneOf(words.Success), fails), "");
            if (isFlag)
                continue;
            var other = (words.AreNumbers ? TaskProviders.AllNumbers : TaskProviders.AllWords).Success.First(word => !words.Success.Contains(word));
            yield return (endpoint, Loop(IsOneOf([other]), fails), "");
            yield return (endpoint, Loop(IsOneOf(words.Success), ""), "");
        }
    }

    /// <summary>The words of the API at an address.</summary>
    public static TaskVocabulary WordsAt(string endpoint) => TaskEndpoints.WordsOf(AiApi.Analyzers.KnownApis.Endpoints.Recognise(endpoint, PartialText.Hole)!, endpoint)!;

    public static readonly (string Endpoint, string Body, string Members)[] All =
    [
        .. ByProvider(),
        (Kling, $$"""while (true) { {{Read}} if (status == "succeed") return "done"; if (status == "failed") throw new Exception(task.ToString()); {{Wait}} }""", ""),
        (Kling, $$"""while (true) { {{Read}} if (status == "succeeded") return "done"; if (status == "failed") throw new Exception(task.ToString()); {{Wait}} }""", ""),
        (Kling, $$"""for (var i = 0; i < 60; i++) { {{Read}} if (status is "succeed" or "failed") return task.ToString(); {{Wait}} } throw new TimeoutException();""", ""),
        (Kling, $$"""string? status = "submitted"; while (status is "submitted" or "processing") { {{Wait}} var task = await http.GetFromJsonAsync<KlingTask>(Url); status = task!.Data!.TaskStatus; } if (status != "succeed") throw new Exception(status); return "done";""", ""),
        (Kling, $$"""KlingTask task; do { {{Wait}} task = (await http.GetFromJsonAsync<KlingTask>(Url))!; } while (!task.Data!.IsOver); if (task.Data.TaskStatus == "failed") throw new Exception(); return "done";""", ""),
        (Kling, $$"""var attempts = 0; again: {{Wait}} var task = await http.GetFromJsonAsync<JsonElement>(Url); var status = task.GetProperty("data").GetProperty("task_status").GetString(); if (status == "succeed") return "done"; if (status == "failed" || ++attempts > 60) throw new Exception(); goto again;""", ""),
        (Kling, $$"""while (true) { var task = await http.GetFromJsonAsync<JsonElement>(Url); if (task.TryGetProperty("data", out var data) && data.TryGetProperty("task_status", out var found)) { var status = found.GetString(); if (status == "succeed") return "done"; if (status == "failed") throw new Exception(data.ToString()); } {{Wait}} }""", ""),
        (Runway, $$"""while (true) { {{Read}} switch (status) { case "SUCCEEDED": return "done"; case "FAILED": case "CANCELLED": throw new Exception(task.ToString()); } {{Wait}} }""", ""),
        (Runway, $$"""while (true) { {{Read}} switch (status) { case "SUCCEEDED": return "done"; case "PENDING": case "THROTTLED": case "RUNNING": {{Wait}} continue; default: throw new Exception(task.ToString()); } }""", ""),
        (Runway, $$"""while (true) { {{Read}} if (status!.ToLower() == "succeeded") return "done"; if (status.ToLower() == "failed") throw new Exception(); {{Wait}} }""", ""),
        (Runway, $$"""while (true) { {{Read}} if (string.Equals(status, "succeeded", StringComparison.OrdinalIgnoreCase)) return "done"; {{Wait}} }""", ""),
        (Runway, $$"""while (true) { {{Read}} if (Words.Final.Contains(status)) return task.ToString(); {{Wait}} }""", ""),
        (Runway, $$"""var done = false; while (!done) { {{Read}} done = status == "SUCCEEDED"; if (status == "FAILED") throw new Exception(); if (!done) {{Wait}} } return "done";""", ""),
        (Runway, $$"""while (clock.Seconds < 600) { {{Read}} var next = status switch { "SUCCEEDED" => 1, "FAILED" or "CANCELLED" => -1, _ => 0 }; if (next > 0) return "done"; if (next < 0) throw new Exception(task.ToString()); {{Wait}} } throw new TimeoutException();""", ""),
        (Runway, $$"""while (true) { try { {{Read}} if (status == "SUCCEEDED") return "done"; if (status == "FAILED") throw new InvalidOperationException(); } catch (InvalidOperationException) { } {{Wait}} }""", ""),
        (Runway, $$"""while (true) { try { {{Read}} if (status == "SUCCEEDED") return "done"; if (status == "FAILED") throw new InvalidOperationException(); } catch (HttpRequestException) { } finally { {{Wait}} } }""", ""),
        (DashScope, $$"""while (true) { var root = await http.GetFromJsonAsync<JsonElement>(Url); var status = root.GetProperty("output").GetProperty("task_status").GetString(); if (status == "SUCCEEDED") return "done"; if (status is "FAILED" or "CANCELED" or "UNKNOWN") throw new Exception(root.ToString()); await clock.Delay(5, token); }""", ""),
        (DashScope, $$"""while (true) { var node = JsonNode.Parse(await http.GetStringAsync(Url)); var status = node?["output"]?["task_status"]?.GetValue<string>() ?? ""; if (status == "SUCCEEDED") return "done"; if (status == "FAILED") throw new Exception(node!.ToString()); await clock.Delay(5, token); }""", ""),
        (DashScope, $$"""while (true) { var task = JObject.Parse(await http.GetStringAsync(Url)); var status = (string?)task["output"]!["task_status"]; if (status == "SUCCEEDED") return "done"; if (status == "CANCELED") throw new Exception(); {{Wait}} }""", ""),
        (DashScope, $$"""while (true) { var task = JObject.Parse(await http.GetStringAsync(Url)); var status = task.SelectToken("output.task_status")?.Value<string>(); if (status == "Succeeded") return "done"; if (status == "Failed") throw new Exception(); {{Wait}} }""", ""),
        (Replicate, $$"""var task = await http.GetFromJsonAsync<Prediction>(Url); while (task!.Status is "starting" or "processing") { {{Wait}} task = await http.GetFromJsonAsync<Prediction>(Url); } return task.Status == "succeeded" ? "done" : throw new Exception(task.Error);""", ""),
        (Replicate, $$"""while (true) { var task = await http.GetFromJsonAsync<Prediction>(Url); if (task is { Status: "succeeded" }) return "done"; if (task is { Status: "failed" or "canceled" }) throw new Exception(task.Error); {{Wait}} }""", ""),
        (Replicate, $$"""while (true) { var status = await StatusAsync(http); if (status == "succeeded") return "done"; if (status == "failed") throw new Exception(); {{Wait}} }""",
            """static async Task<string?> StatusAsync(HttpClient http) { using var response = await http.GetAsync(Url); response.EnsureSuccessStatusCode(); using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync()); return document.RootElement.GetProperty("status").GetString(); }"""),
        (Replicate, $$"""while (!await IsDoneAsync(http)) {{Wait}} return "done";""",
            """static async Task<bool> IsDoneAsync(HttpClient http) { var task = await http.GetFromJsonAsync<Prediction>(Url); return task!.Status switch { "succeeded" => true, "failed" => throw new Exception(task.Error), _ => false }; }"""),
        (Replicate, $$"""while (true) { var (status, error) = await TaskAsync(http); if (status == "succeeded") return "done"; if (status == "failed") throw new Exception(error); {{Wait}} }""",
            """static async Task<(string? Status, string? Error)> TaskAsync(HttpClient http) { var task = await http.GetFromJsonAsync<Prediction>(Url); return (task!.Status, task.Error); }"""),
        (Replicate, $$"""var task = await http.GetFromJsonAsync<Prediction>(Url); if (task!.Status == "succeeded") return "done"; if (task.Status == "failed") throw new Exception(task.Error); {{Wait}} return await Run(http, clock, token);""", ""),
        (Replicate, $$"""while (true) { var task = await http.GetFromJsonAsync<Prediction>(Url); Words.ThrowIfFailed(task!.Status); if (task.Status == "succeeded") return "done"; {{Wait}} }""", ""),
        (Replicate, $$"""while (true) { var task = await http.GetFromJsonAsync<Prediction>(Url); if (Words.FinalAnyCase.Contains(task!.Status!)) return task.Status!; {{Wait}} }""", ""),
        (Replicate, $$"""string? last = null; while (last != "succeeded") { last = (await http.GetFromJsonAsync<Prediction>(Url))!.Status; if (last == "failed") break; {{Wait}} } return last;""", ""),
        (Ark, $$"""while (true) { {{Read}} if (!Words.IsPending(status)) return status == "succeeded" ? "done" : throw new Exception(task.ToString()); {{Wait}} }""", ""),
        (Ark, $$"""while (true) { {{Read}} if (status != "queued" && status != "running") { if (status == "succeeded") return "done"; throw new Exception(task.ToString()); } {{Wait}} }""", ""),
        (Ark, $$"""while (!token.IsCancellationRequested) { {{Read}} if (status == "succeeded") return "done"; if (status == "failed") break; {{Wait}} } throw new Exception();""", ""),
        (Ark, $$"""async Task<string> Poll() { while (true) { {{Read}} if (status == "succeeded") return "done"; if (status == "failed") throw new Exception(); {{Wait}} } } return await Poll();""", ""),
        (MiniMax, $$"""while (true) { {{Read}} var state = Words.Normalised(status); if (state == "done") return "done"; if (state == "broken") throw new Exception(task.ToString()); {{Wait}} }""", ""),
        (MiniMax, $$"""while (true) { {{Read}} if (status == "success") return "done"; if (status == "fail") throw new Exception(); {{Wait}} }""", ""),
        (MiniMax, $$"""while (true) { {{Read}} if (status!.StartsWith("Succ")) return "done"; if (status.StartsWith("Fail")) throw new Exception(); {{Wait}} }""", ""),
        (Luma, $$"""while (true) { var state = (await http.GetFromJsonAsync<JsonElement>(Url)).GetProperty("state").GetString(); if (state == "completed") return "done"; if (state == "failed") throw new Exception(); {{Wait}} }""", ""),
        (Luma, $$"""var finished = false; string? state = null; for (var i = 0; i < 100 && !finished; i++) { state = (await http.GetFromJsonAsync<JsonElement>(Url)).GetProperty("state").GetString(); finished = state is "completed" or "failed"; if (!finished) {{Wait}} } return state ?? "";""", ""),
        (Luma, $$"""dynamic task = JsonConvert.DeserializeObject(await http.GetStringAsync(Url))!; while ((string)task.state != "completed") { {{Wait}} task = JsonConvert.DeserializeObject(await http.GetStringAsync(Url))!; string state = task.state; if (state == "failed") throw new Exception(); if (state == "completed") return "done"; } return "done";""", ""),
        (Comet, $$"""while (clock.Seconds < 600) { {{Read}} if (status == "succeeded") return task.GetProperty("url").GetString()!; if (status is "failed" or "cancelled") throw new Exception(task.GetProperty("error").ToString()); await clock.Delay(10); } throw new TimeoutException();""", ""),
        (Comet, $$"""while (clock.Seconds < 600) { {{Read}} if (status is "succeed" or "succeeded" or "completed") return "done"; if (status == "failed") throw new Exception(task.ToString()); await clock.Delay(10); } throw new TimeoutException();""", ""),
        (Comet, $$"""while (clock.Seconds < 600) { {{Read}} if (status == "completed") return "done"; if (status == "failed") return task.GetProperty("error").ToString(); await clock.Delay(10); } throw new TimeoutException();""", ""),
        (Unknown, $$"""var deadline = clock.Now.AddMinutes(10); while (true) { {{Read}} if (status == "succeed") return "done"; if (status == "failed") throw new Exception(task.ToString()); if (clock.Now > deadline) throw new TimeoutException(); {{Wait}} }""", ""),
        (Unknown, $$"""for (var i = 0; i < 60; i++) { {{Read}} if (status is not null && status.Contains("succe")) return "done"; if (status == "failed") throw new Exception(); }  throw new TimeoutException();""", ""),
        (Unknown, $$"""for (var i = 0; i < 60; i++) { {{Read}} if (status == "succeeded") return "done"; if (status == "failed") throw new Exception(); if (status == "queued") continue; {{Wait}} } throw new TimeoutException();""", ""),
        (Replicate, $$"""while (true) { var task = await http.GetFromJsonAsync<TypedPrediction>(Url); if (task!.Status == RunState.Succeeded) return "done"; if (task.Status is RunState.Failed or RunState.Canceled) throw new Exception(); {{Wait}} }""", ""),
    ];
}
