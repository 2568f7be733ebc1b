using AiApi.Analyzers.Tasks;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Tasks;
using static AiApi.Behavior.Tests.Tasks.TaskPrograms;

namespace AiApi.Behavior.Tests.Tasks;

/// <summary>AIAPI4004: before the fix a program asks about its task as fast as it is answered; after it, every few seconds.</summary>
public class PollingWithoutDelayBehaviorTests
{
    private static readonly TaskPrograms Programs = new(
        new PollingWithoutDelayAnalyzer(), new PollingWithoutDelayFix(), PollingWithoutDelayFix.AddDelay,
        new("Runway, no delay", TaskApi.Runway, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                {{Get(Runway)}}
                var status = task.GetProperty("status").GetString();
                if (status == "SUCCEEDED")
                    return task.GetProperty("url").GetString();
                if (status is "FAILED" or "CANCELLED")
                    throw new InvalidOperationException(task.ToString());
            }

            throw new TimeoutException();
            """)),
        new("Replicate, rounds that are cut short", TaskApi.Replicate, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                var task = await http.GetFromJsonAsync<Prediction>("{{Replicate}}");
                if (task!.Status is "starting" or "processing")
                    continue;
                if (task.Status == "succeeded")
                    return task.Output;
                if (task.Status is "failed" or "canceled")
                    throw new InvalidOperationException(task.Error);
                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """, Prediction)),
        new("Kling, a delay of zero", TaskApi.Kling, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                {{Get(Kling)}}
                var data = task.GetProperty("data");
                if (data.GetProperty("task_status").GetString() == "succeed")
                    return data.GetProperty("url").GetString();
                if (data.GetProperty("task_status").GetString() == "failed")
                    throw new InvalidOperationException(data.ToString());
                await Task.Delay(TimeSpan.Zero);
            }

            throw new TimeoutException();
            """)),
        new("Luma, a delay that nobody awaits", TaskApi.Luma, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                {{Get(Luma)}}
                var state = task.GetProperty("state").GetString();
                if (state == "completed")
                    return task.GetProperty("assets").GetProperty("video").GetString();
                if (state == "failed")
                    throw new InvalidOperationException(task.ToString());
                _ = Task.Delay(TimeSpan.FromSeconds(7));
            }

            throw new TimeoutException();
            """)),
        new("DashScope, a method that is not async", TaskApi.DashScope, $$"""
            public static Task<string?> RunAsync(HttpClient http) => Task.Run(() => Wait(http));

            private static string? Wait(HttpClient http)
            {
                for (var attempt = 0; attempt < 60; attempt++)
                {
                    var task = http.GetFromJsonAsync<JsonElement>("{{DashScope}}").GetAwaiter().GetResult();
                    var output = task.GetProperty("output");
                    if (output.GetProperty("task_status").GetString() == "SUCCEEDED")
                        return output.GetProperty("video_url").GetString();
                    if (output.GetProperty("task_status").GetString() is "FAILED" or "CANCELED" or "UNKNOWN")
                        throw new InvalidOperationException(output.ToString());
                }

                throw new TimeoutException();
            }
            """),
        new("Vidu, a loop without braces", TaskApi.Vidu, Method($$"""
            string? state = null;
            for (var attempt = 0; attempt < 60 && state is not ("success" or "failed"); attempt++)
                state = await StateAsync(http);
            return state == "success" ? state : throw new InvalidOperationException($"The task ended as {state}.");
            """, $$"""
            private static async Task<string?> StateAsync(HttpClient http)
            {
                {{Get(Vidu)}}
                return task.GetProperty("state").GetString();
            }
            """)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Requests_are_seconds_apart(string name)
    {
        var api = Programs.ApiOf(name);
        var (before, after) = await Programs.RunAsync(name, After(api, pending: 5, api.Success));
        Assert.All(before.Pauses, static pause => Assert.Equal(TimeSpan.Zero, pause));
        Assert.Equal(5, after.Pauses.Count);
        Assert.All(after.Pauses, static pause => Assert.InRange(pause, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name)
    {
        var api = Programs.ApiOf(name);
        return Programs.AssertSameAsync(
            name,
            [After(api, pending: 0, api.Success), After(api, pending: 5, api.Success), GenerationTask.StaysQueued(api), .. api.Failures.Select(word => After(api, pending: 2, word))]);
    }

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();
}
