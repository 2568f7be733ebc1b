using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>Statuses that the program turns into something of its own before it compares them.</summary>
public class StatusMappingTests
{
    [Theory]
    [InlineData("[JsonStringEnumMemberName(\"SUCCEEDED\")] Done, [JsonStringEnumMemberName(\"FAILED\")] Broken, [JsonStringEnumMemberName(\"RUNNING\")] Working, [JsonStringEnumMemberName(\"PENDING\")] Waiting, [JsonStringEnumMemberName(\"THROTTLED\")] Slowed, [JsonStringEnumMemberName(\"COMPLETED\")] Complete")]
    [InlineData("[EnumMember(Value = \"SUCCEEDED\")] Done, [EnumMember(Value = \"FAILED\")] Broken, [EnumMember(Value = \"RUNNING\")] Working, [EnumMember(Value = \"PENDING\")] Waiting, [EnumMember(Value = \"THROTTLED\")] Slowed, [EnumMember(Value = \"COMPLETED\")] Complete")]
    public async Task An_enum_whose_members_are_named_for_JSON_is_read_by_those_names(string members)
    {
        await Verify<SuccessStatusMissedAnalyzer>.Reports(Typed(members, "[|task.Status == State.Complete|]", "task.Status == State.Broken"));
        await Verify<SuccessStatusMissedAnalyzer>.Silent(Typed(members, "task.Status == State.Done", "task.Status == State.Broken"));
    }

    [Theory]
    [InlineData("Succeeded, Failed, Running, Pending, Throttled, Completed", "[|task.Status is State.Completed|]", "task.Status == State.Failed")]
    [InlineData("Succeeded = 4, Failed = 8, Running = 1, Pending = 0, Throttled = ulong.MaxValue, Completed = 16", "[|task.Status.Equals(State.Completed)|]", "task.Status is State.Failed")]
    public async Task An_enum_is_read_by_the_names_of_its_members(string members, string succeeds, string fails)
    {
        await Verify<SuccessStatusMissedAnalyzer>.Reports(Typed(members, succeeds, fails));
        await Verify<SuccessStatusMissedAnalyzer>.Silent(Typed(members, "task.Status == State.Succeeded", fails));
    }

    private static string Typed(string members, string succeeds, string fails) => $$"""
        using System.Net.Http.Json;
        using System.Runtime.Serialization;
        using System.Text.Json.Serialization;

        [JsonConverter(typeof(JsonStringEnumConverter))]
        enum State : ulong { {{members}} }

        record RunwayTask(State Status, string? Failure);

        class Runway
        {
            public async Task<RunwayTask> WaitAsync(HttpClient http, string id, CancellationToken token)
            {
                while (true)
                {
                    var task = (await http.GetFromJsonAsync<RunwayTask>($"https://api.dev.runwayml.com/v1/tasks/{id}", token))!;
                    if ({{succeeds}})
                        return task;
                    if ({{fails}})
                        throw new InvalidOperationException(task.Failure);
                    await Task.Delay(5000, token);
                }
            }
        }
        """;

    [Theory]
    [InlineData("State Read(string? status) => status switch { [|\"succeeded\"|] => State.Done, \"failed\" or \"cancelled\" => State.Failed, _ => State.Working };", "var state = Read(status);", "state == State.Done", "state == State.Failed")]
    [InlineData("static State Read(string? status) { switch (status?.ToLowerInvariant()) { [|case \"success\":|] return State.Done; case \"failed\": return State.Failed; default: return State.Working; } }", "var state = Read(status);", "state == State.Done", "state == State.Failed")]
    [InlineData("(bool IsOver, bool IsGood) Read(string? status) => ([|status is \"succeeded\" or \"failed\"|], status == \"succeeded\");", "var (isOver, isGood) = Read(status);", "isOver && isGood", "isOver && !isGood")]
    [InlineData("record Outcome(State State, string? Reason); static Outcome Read(string? status) => [|status == \"succeeded\"|] ? new(State.Done, null) : status == \"failed\" ? new(State.Failed, \"?\") : new(State.Working, null);", "var outcome = Read(status);", "outcome.State == State.Done", "outcome.State == State.Failed")]
    [InlineData("static bool Is(string? status, string expected) => string.Equals(status?.Trim(), expected, StringComparison.OrdinalIgnoreCase);", "", "[|Is(status, \"succeeded\")|]", "Is(status, \"failed\")")]
    [InlineData("private static readonly HashSet<string> Good = new(StringComparer.OrdinalIgnoreCase) { [|\"succeeded\"|] };", "", "status is not null && Good.Contains(status)", "status == \"failed\"")]
    [InlineData("private static class Status { public const string Done = \"succeeded\"; public const string Failed = \"failed\"; }", "", "[|status == Status.Done|]", "status == Status.Failed")]
    [InlineData("", "var known = status?.Trim().ToUpperInvariant() ?? \"UNKNOWN\";", "[|known == \"SUCCEEDED\"|]", "known == \"FAILED\"")]
    [InlineData("", "var isDone = [|status == \"succeeded\"|]; var isBroken = status == \"failed\";", "isDone", "isBroken")]
    [InlineData("", "", "[|status!.StartsWith(\"succeeded\", StringComparison.Ordinal)|]", "status!.StartsWith(\"fail\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("static string? UrlOf(string? status, JsonElement task) => status switch { [|\"succeeded\"|] => task.GetProperty(\"data\").GetProperty(\"url\").GetString(), \"failed\" => throw new InvalidOperationException(task.ToString()), _ => null };", "var url = UrlOf(status, task);", "url is not null", "url == \"\"")]
    [InlineData("", "var url = [|status == \"succeeded\"|] ? task.GetProperty(\"url\").GetString() : null;", "!string.IsNullOrEmpty(url)", "status == \"failed\"")]
    [InlineData("", "string? url = null; if ([|status == \"succeeded\"|]) url = task.GetProperty(\"url\").GetString();", "url != null", "status == \"failed\"")]
    [InlineData("static string? Text(JsonElement task, string key) => task.TryGetProperty(key, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;", "var state = Text(task.GetProperty(\"data\"), \"task_status\") ?? \"unknown\";", "[|state == \"succeeded\"|]", "state == \"failed\"")]
    [InlineData("", "var state = task.TryGetProperty(\"status\", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() ?? \"unknown\" : \"unknown\";", "[|state == \"succeeded\"|]", "state == \"failed\"")]
    [InlineData("", "", "[|string.Compare(status, \"succeeded\", StringComparison.OrdinalIgnoreCase) == 0|]", "string.Equals(status, \"failed\")")]
    public Task A_mapping_that_misses_the_word_of_Kling_is_reported(string members, string map, string succeeds, string fails) =>
        Verify<SuccessStatusMissedAnalyzer>.Reports(Mapped(members, map, succeeds, fails));

    [Theory]
    [InlineData("State Read(string? status) => status switch { \"succeed\" => State.Done, \"failed\" => State.Failed, _ => State.Working };", "var state = Read(status);", "state == State.Done", "state == State.Failed")]
    [InlineData("(bool IsOver, bool IsGood) Read(string? status) => (status is \"succeed\" or \"failed\", status == \"succeed\");", "var (isOver, isGood) = Read(status);", "isOver && isGood", "isOver && !isGood")]
    [InlineData("static bool Is(string? status, string expected) => string.Equals(status?.Trim(), expected, StringComparison.OrdinalIgnoreCase);", "", "Is(status, \"SUCCEED\")", "Is(status, \"failed\")")]
    [InlineData("", "", "status!.StartsWith(\"succeed\", StringComparison.Ordinal)", "status!.StartsWith(\"fail\", StringComparison.OrdinalIgnoreCase)")]
    public Task A_mapping_that_knows_the_word_of_Kling_is_silent(string members, string map, string succeeds, string fails) =>
        Verify<SuccessStatusMissedAnalyzer>.Silent(Mapped(members, map, succeeds, fails));

    private static string Mapped(string members, string map, string succeeds, string fails) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Kling
        {
            private readonly HttpClient _http = new();

            private enum State { Working, Done, Failed }

            public async Task<string?> WaitAsync(string id, CancellationToken token)
            {
                while (true)
                {
                    var task = await _http.GetFromJsonAsync<JsonElement>($"https://api.klingai.com/v1/videos/text2video/{id}", token);
                    var status = task.GetProperty("data").GetProperty("task_status").GetString();
                    {{map}}
                    if ({{succeeds}})
                        return task.GetProperty("data").ToString();
                    if ({{fails}})
                        throw new InvalidOperationException(task.ToString());
                    await Task.Delay(5000, token);
                }
            }

            {{members}}
        }
        """;
}
