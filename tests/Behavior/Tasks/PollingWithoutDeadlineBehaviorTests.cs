using AiApi.Analyzers.Tasks;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Tasks;
using static AiApi.Behavior.Tests.Tasks.TaskPrograms;

namespace AiApi.Behavior.Tests.Tasks;

/// <summary>AIAPI4003: before the fix a program waits for ever for a task that is stuck; after it, for ten minutes.</summary>
public class PollingWithoutDeadlineBehaviorTests
{
    private static readonly TaskPrograms Programs = new(
        new PollingWithoutDeadlineAnalyzer(), new PollingWithoutDeadlineFix(), PollingWithoutDeadlineFix.AddDeadline,
        new("Runway, an endless loop", TaskApi.Runway, Method($$"""
            while (true)
            {
                {{Get(Runway)}}
                var status = task.GetProperty("status").GetString();
                if (status == "SUCCEEDED")
                    return task.GetProperty("url").GetString();
                if (status is "FAILED" or "CANCELLED")
                    throw new InvalidOperationException(task.ToString());
                await Task.Delay(TimeSpan.FromSeconds(10));
            }
            """)),
        new("Replicate, while the task is pending", TaskApi.Replicate, Method($$"""
            Prediction? task;
            do
            {
                await Task.Delay(12_000);
                task = await http.GetFromJsonAsync<Prediction>("{{Replicate}}");
            }
            while (task!.Status is "starting" or "processing");

            return task.Status == "succeeded" ? task.Output : throw new InvalidOperationException(task.Error);
            """, Prediction)),
        new("Luma, on a clock of the program", TaskApi.Luma, $$"""
            public static async Task<string?> RunAsync(HttpClient http, TimeProvider clock)
            {
                {{Get(Luma)}}
                while (task.GetProperty("state").GetString() is not ("completed" or "failed"))
                {
                    await Task.Delay(TimeSpan.FromSeconds(15), clock);
                    task = await http.GetFromJsonAsync<JsonElement>("{{Luma}}");
                }

                if (task.GetProperty("state").GetString() == "failed")
                    throw new InvalidOperationException(task.ToString());
                return task.GetProperty("assets").GetProperty("video").GetString();
            }
            """),
        new("DashScope, a method that is not async", TaskApi.DashScope, $$"""
            public static Task<string?> RunAsync(HttpClient http) => Task.Run(() => Wait(http));

            private static string? Wait(HttpClient http)
            {
                for (;;)
                {
                    var task = http.GetFromJsonAsync<JsonElement>("{{DashScope}}").GetAwaiter().GetResult();
                    var output = task.GetProperty("output");
                    switch (output.GetProperty("task_status").GetString())
                    {
                        case "SUCCEEDED":
                            return output.GetProperty("video_url").GetString();
                        case "FAILED":
                        case "CANCELED":
                        case "UNKNOWN":
                            throw new InvalidOperationException(output.ToString());
                    }

                    Thread.Sleep(10_000);
                }
            }
            """),
        new("Kling, a helper that asks", TaskApi.Kling, Method($$"""
            string? status = null;
            while (status != "succeed")
            {
                status = await StatusAsync(http);
                if (status == "failed")
                    throw new InvalidOperationException("The task failed.");
                if (status != "succeed")
                    await Task.Delay(TimeSpan.FromSeconds(20));
            }

            return status;
            """, $$"""
            private static async Task<string?> StatusAsync(HttpClient http)
            {
                {{Get(Kling)}}
                return task.GetProperty("data").GetProperty("task_status").GetString();
            }
            """)),
        new("a gateway, a loop without braces", TaskApi.OpenAI, Method($$"""
            string? status;
            while ((status = await StatusAsync(http)) is not ("completed" or "succeed" or "succeeded" or "failed" or "cancelled" or "canceled" or "expired" or "error"))
                await Task.Delay(10_000);
            return status == "failed" ? throw new InvalidOperationException("The task failed.") : status;
            """, $$"""
            private static async Task<string?> StatusAsync(HttpClient http)
            {
                {{Get(CometApi)}}
                return task.GetProperty("status").GetString();
            }
            """)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_task_that_is_stuck_is_given_up_on(string name)
    {
        var (before, after) = await Programs.RunAsync(name, GenerationTask.StaysQueued(Programs.ApiOf(name)));
        Assert.False(before.Ends);
        Assert.IsType<TimeoutException>(after.Thrown);
        Assert.InRange(after.Requests[^1].At - after.Requests[0].At, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name)
    {
        var api = Programs.ApiOf(name);
        return Programs.AssertSameAsync(name, [After(api, pending: 0, api.Success), After(api, pending: 25, api.Success), .. api.Failures.Select(word => After(api, pending: 2, word))]);
    }

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();
}
