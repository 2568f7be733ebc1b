using AiApi.Analyzers.Tasks;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Tasks;
using static AiApi.Behavior.Tests.Tasks.TaskPrograms;

namespace AiApi.Behavior.Tests.Tasks;

/// <summary>AIAPI4006: before the fix nobody learns why a task failed; after it, the exception says so.</summary>
public class FailureReasonUnreadBehaviorTests
{
    private static readonly TaskPrograms Programs = new(
        new FailureReasonUnreadAnalyzer(), new FailureReasonUnreadFix(), FailureReasonUnreadFix.AddReason,
        new("Runway, a message", TaskApi.Runway, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                {{Get(Runway)}}
                var status = task.GetProperty("status").GetString();
                if (status == "SUCCEEDED")
                    return task.GetProperty("url").GetString();
                if (status is "FAILED" or "CANCELLED")
                    throw new InvalidOperationException("There is no video.");
                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """)),
        new("Replicate, a record and no message", TaskApi.Replicate, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                var task = await http.GetFromJsonAsync<Prediction>("{{Replicate}}");
                if (task!.Status == "succeeded")
                    return task.Output;
                if (task.Status is "failed" or "canceled")
                    throw new InvalidOperationException();
                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """, Prediction)),
        new("Kling, a node and a message with the status", TaskApi.Kling, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                var node = JsonNode.Parse(await http.GetStringAsync("{{Kling}}"));
                var status = node?["data"]?["task_status"]?.GetValue<string>();
                if (status == "succeed")
                    return node?["data"]?["url"]?.GetValue<string>();
                if (status == "failed")
                {
                    throw new InvalidOperationException($"The task ended as {status}");
                }

                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """)),
        new("DashScope, a switch", TaskApi.DashScope, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                using var response = await http.GetAsync("{{DashScope}}");
                using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                switch (document.RootElement.GetProperty("output").GetProperty("task_status").GetString())
                {
                    case "SUCCEEDED":
                        return document.RootElement.GetProperty("output").GetProperty("video_url").GetString();
                    case "FAILED":
                    case "CANCELED":
                    case "UNKNOWN":
                        throw new InvalidOperationException("There is no video.");
                }

                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """)),
        new("Ark, an arm", TaskApi.Ark, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                {{Get(Ark)}}
                var isDone = task.GetProperty("status").GetString() switch
                {
                    "succeeded" => true,
                    "failed" or "cancelled" or "expired" => throw new InvalidOperationException("There is no video."),
                    _ => false,
                };
                if (isDone)
                    return task.GetProperty("content").GetProperty("video_url").GetString();
                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """)),
        new("MiniMax, a tree of Json.NET", TaskApi.MiniMax, "using Newtonsoft.Json.Linq;\n" + Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                var json = await http.GetStringAsync("{{MiniMax}}");
                var task = JObject.Parse(json);
                if ((string?)task["status"] == "Success")
                    return (string?)task["file_id"];
                if ((string?)task["status"] == "Fail")
                    throw new InvalidOperationException("There is no video.");
                await Task.Delay(10_000);
            }

            throw new TimeoutException();
            """)));

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_exception_says_why_the_task_failed(string name)
    {
        foreach (var word in Programs.ApiOf(name).Failures)
        {
            var (before, after) = await Programs.RunAsync(name, After(Programs.ApiOf(name), pending: 2, word));
            Assert.DoesNotContain(GenerationTask.Reason, before.Thrown!.ToString());
            Assert.Contains(GenerationTask.Reason, after.Message);
            // Handlers further out go on to know it.
            Assert.IsType(before.Thrown.GetType(), after.Thrown);
            Assert.Equal(before.Requests.Length, after.Requests.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task All_else_goes_as_before(string name)
    {
        var api = Programs.ApiOf(name);
        await Programs.AssertSameAsync(name, After(api, pending: 0, api.Success), After(api, pending: 3, api.Success), GenerationTask.StaysQueued(api));
        // A provider that gives no reason.
        var (before, after) = await Programs.RunAsync(name, GenerationTask.FailsSilently(api));
        Assert.IsType(before.Thrown!.GetType(), after.Thrown);
    }

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();
}
