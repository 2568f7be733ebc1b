using System.Globalization;
using AiApi.Analyzers.Tasks;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Tasks;
using static AiApi.Behavior.Tests.Tasks.TaskPrograms;

namespace AiApi.Behavior.Tests.Tasks;

/// <summary>AIAPI4005: before the fix a program takes a task that the gateway does not know yet for one that does not exist; after it, it gets the result.</summary>
public class FirstPollUntoleratedBehaviorTests
{
    private const string Create = """
        using var created = await http.PostAsJsonAsync("https://api.cometapi.com/runwayml/v1/image_to_video", new { promptText = "a cat" });
        created.EnsureSuccessStatusCode();
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        """;

    private const string Judge = """
        var status = task.GetProperty("status").GetString();
        if (status == "SUCCEEDED")
            return task.GetProperty("url").GetString();
        if (status is "FAILED" or "CANCELLED")
            throw new InvalidOperationException(task.ToString());
        """;

    private static readonly TaskPrograms Programs = new(
        new FirstPollUntoleratedAnalyzer(), new FirstPollUntoleratedFix(), FirstPollUntoleratedFix.AskAgain,
        new("the response is at hand", TaskApi.Runway, Method($$"""
            {{Create}}
            for (var attempt = 0; attempt < 60; attempt++)
            {
                using var response = await http.GetAsync($"https://api.cometapi.com/runwayml/v1/tasks/{id}");
                response.EnsureSuccessStatusCode();
                var task = await response.Content.ReadFromJsonAsync<JsonElement>();
                {{Judge.Replace("\n", "\n    ")}}
                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """)),
        new("a check with the body", TaskApi.Runway, Method($$"""
            {{Create}}
            while (true)
            {
                var response = await http.GetAsync($"https://api.cometapi.com/runwayml/v1/tasks/{id}");
                var body = await response.Content.ReadAsStringAsync();
                if (!response.IsSuccessStatusCode)
                    throw new HttpRequestException(body, null, response.StatusCode);
                var task = JsonDocument.Parse(body).RootElement;
                {{Judge.Replace("\n", "\n    ")}}
                await Task.Delay(5000);
            }
            """)),
        new("the body alone is at hand", TaskApi.Runway, Method($$"""
            {{Create}}
            while (true)
            {
                var task = await http.GetFromJsonAsync<JsonElement>($"https://api.cometapi.com/runwayml/v1/tasks/{id}");
                {{Judge.Replace("\n", "\n    ")}}
                await Task.Delay(5000);
            }
            """)),
        new("a loop that asks first", TaskApi.Runway, Method($$"""
            {{Create}}
            JsonElement task;
            do
            {
                using var response = await http.GetAsync($"https://api.cometapi.com/runwayml/v1/tasks/{id}");
                response.EnsureSuccessStatusCode();
                task = await response.Content.ReadFromJsonAsync<JsonElement>();
                {{Judge.Replace("\n", "\n    ")}}
                await Task.Delay(5000);
            }
            while (task.GetProperty("status").GetString() is "PENDING" or "RUNNING" or "THROTTLED");

            throw new InvalidOperationException(task.ToString());
            """)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_task_that_is_not_known_yet_is_asked_about_again(string name)
    {
        var api = Programs.ApiOf(name);
        var (before, after) = await Programs.RunAsync(name, new UnknownAtFirst(After(api, pending: 4, api.Success)));
        Assert.IsType<HttpRequestException>(before.Thrown);
        Assert.Equal(2, before.Requests.Length);
        Assert.Null(after.Thrown);
        Assert.NotNull(after.Answer);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task All_else_goes_as_before(string name)
    {
        var api = Programs.ApiOf(name);
        await Programs.AssertSameAsync(name, [After(api, pending: 0, api.Success), After(api, pending: 3, api.Success), .. api.Failures.Select(word => After(api, pending: 2, word))]);
        // An error of another kind gets out.
        await Programs.AssertSameAsync(name, After(api, pending: 0, api.Pending).Then(Failure.Forbidden), After(api, pending: 0, api.Pending).Then(Failure.BadRequest));
    }

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();

    /// <summary>A gateway that learns of a task some seconds after it was created.</summary>
    private sealed record UnknownAtFirst(GenerationTask Task) : Scenario($"unknown-at-first-{Task.Name}")
    {
        private const double Seconds = 3;

        public override Reply Answer(ProviderRequest request) =>
            request.Method == "GET" && double.Parse(request.Headers[Wire.Time], CultureInfo.InvariantCulture) < Seconds
                ? (Task with { UnknownAtFirst = int.MaxValue }).Answer(request)
                : Task.Answer(request);
    }
}
