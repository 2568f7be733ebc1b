using AiApi.Analyzers.Tasks;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Tasks;
using static AiApi.Behavior.Tests.Tasks.TaskPrograms;

namespace AiApi.Behavior.Tests.Tasks;

/// <summary>AIAPI4002: before the fix a program goes on asking about a task that has failed; after it, it throws with the task's error.</summary>
public class FailureStatusUnhandledBehaviorTests
{
    private static readonly TaskPrograms Programs = new(
        new FailureStatusUnhandledAnalyzer(), new FailureStatusUnhandledFix(), FailureStatusUnhandledFix.ThrowOnFailure,
        new("Runway, an endless loop", TaskApi.Runway, Method($$"""
            while (true)
            {
                {{Get(Runway)}}
                if (task.GetProperty("status").GetString() == "SUCCEEDED")
                    return task.GetProperty("url").GetString();
                await Task.Delay(TimeSpan.FromSeconds(10));
            }
            """)),
        new("Replicate, a record", TaskApi.Replicate, Method($$"""
            while (true)
            {
                var task = await http.GetFromJsonAsync<Prediction>("{{Replicate}}");
                if (task!.Status == "succeeded")
                    return task.Output;
                await Task.Delay(5000);
            }
            """, Prediction)),
        new("Kling, a node in a bounded loop", TaskApi.Kling, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                var node = JsonNode.Parse(await http.GetStringAsync("{{Kling}}"));
                var status = node?["data"]?["task_status"]?.GetValue<string>();
                if (status == "succeed")
                    return node?["data"]?["url"]?.GetValue<string>();
                await Task.Delay(5000);
            }

            throw new TimeoutException("The video is not ready.");
            """)),
        new("Luma, a condition of the loop", TaskApi.Luma, Method($$"""
            {{Get(Luma)}}
            while (task.GetProperty("state").GetString() != "completed")
            {
                await Task.Delay(5000);
                task = await http.GetFromJsonAsync<JsonElement>("{{Luma}}");
            }

            return task.GetProperty("assets").GetProperty("video").GetString();
            """)),
        new("DashScope, a variable that the loop waits for", TaskApi.DashScope, Method($$"""
            string? status;
            JsonElement output;
            do
            {
                await Task.Delay(5000);
                {{Get(DashScope)}}
                output = task.GetProperty("output");
                status = output.GetProperty("task_status").GetString();
            }
            while (status != "SUCCEEDED");

            return output.GetProperty("video_url").GetString();
            """)),
        new("Ark, a switch that goes on by default", TaskApi.Ark, Method($$"""
            while (true)
            {
                {{Get(Ark)}}
                var status = task.GetProperty("status").GetString();
                switch (status)
                {
                    case "succeeded":
                        return task.GetProperty("content").GetProperty("video_url").GetString();
                    default:
                        await Task.Delay(5000);
                        break;
                }
            }
            """)),
        new("MiniMax, a tree of Json.NET", TaskApi.MiniMax, "using Newtonsoft.Json.Linq;\n" + Method($$"""
            while (true)
            {
                var task = JObject.Parse(await http.GetStringAsync("{{MiniMax}}"));
                var status = (string?)task["status"];
                if (status == "Success")
                    return (string?)task["file_id"];
                await Task.Delay(10_000);
            }
            """)),
        new("a gateway, until either word", TaskApi.Gateway, Method($$"""
            while (true)
            {
                {{Get(CometApi)}}
                var status = task.GetProperty("status").GetString();
                if (status is "succeed" or "succeeded" or "completed")
                    return task.GetProperty("url").GetString();
                await Task.Delay(TimeSpan.FromSeconds(10));
            }
            """)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_failed_task_is_told_of_at_once(string name)
    {
        foreach (var word in Programs.ApiOf(name).Failures)
        {
            var (before, after) = await Programs.RunAsync(name, After(Programs.ApiOf(name), pending: 2, word));
            Assert.True(!before.Ends || before.Thrown is TimeoutException, before.Outcome);
            Assert.Equal(3, after.Requests.Length);
            Assert.IsType<InvalidOperationException>(after.Thrown);
            Assert.Contains(word, after.Message);
            Assert.Contains(GenerationTask.Reason, after.Message);
        }

        Assert.IsType<InvalidOperationException>((await Programs.RunAsync(name, GenerationTask.FailsSilently(Programs.ApiOf(name)))).After.Thrown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name)
    {
        var api = Programs.ApiOf(name);
        return Programs.AssertSameAsync(name, After(api, pending: 0, api.Success), After(api, pending: 2, api.Success), After(api, pending: 20, api.Success), GenerationTask.StaysQueued(api));
    }

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();
}
