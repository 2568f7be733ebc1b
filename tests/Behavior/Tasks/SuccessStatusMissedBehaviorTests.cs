using AiApi.Analyzers.Tasks;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Tasks;
using static AiApi.Behavior.Tests.Tasks.TaskPrograms;

namespace AiApi.Behavior.Tests.Tasks;

/// <summary>AIAPI4001: before the fix a program waits for a word that its provider never says, though the result is there; after it, it has the result.</summary>
public class SuccessStatusMissedBehaviorTests
{
    private static readonly TaskPrograms Programs = new(
        new SuccessStatusMissedAnalyzer(), new SuccessStatusMissedFix(), SuccessStatusMissedFix.AddWords,
        new("a gateway that says completed", TaskApi.OpenAI, OfGateway),
        new("a gateway that says what Kling says", TaskApi.Gateway, OfGateway),
        new("Kling, a comparison in a bounded loop", TaskApi.Kling, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                {{Get(Kling)}}
                var data = task.GetProperty("data");
                if (data.GetProperty("task_status").GetString() == "succeeded")
                    return data.GetProperty("url").GetString();
                if (data.GetProperty("task_status").GetString() == "failed")
                    throw new InvalidOperationException(data.ToString());
                await Task.Delay(5000);
            }

            throw new TimeoutException();
            """)),
        new("Runway, a comparison by case", TaskApi.Runway, Method($$"""
            while (true)
            {
                {{Get(Runway)}}
                var status = task.GetProperty("status").GetString();
                if (status is "succeeded" or "completed")
                    return task.GetProperty("url").GetString();
                if (status is "FAILED" or "CANCELLED")
                    throw new InvalidOperationException(task.GetProperty("failure").ToString());
                await Task.Delay(TimeSpan.FromSeconds(10));
            }
            """)),
        new("MiniMax, a node", TaskApi.MiniMax, Method($$"""
            while (true)
            {
                var node = JsonNode.Parse(await http.GetStringAsync("{{MiniMax}}"));
                var status = node?["status"]?.GetValue<string>();
                if (status == "success")
                    return node?["file_id"]?.GetValue<string>();
                if (status == "Fail")
                    throw new InvalidOperationException(node?["base_resp"]?.ToString());
                await Task.Delay(TimeSpan.FromSeconds(10));
            }
            """)),
        new("DashScope, a switch", TaskApi.DashScope, Method($$"""
            for (var attempt = 0; attempt < 60; attempt++)
            {
                {{Get(DashScope)}}
                var output = task.GetProperty("output");
                switch (output.GetProperty("task_status").GetString())
                {
                    case "Succeeded":
                        return output.GetProperty("video_url").GetString();
                    case "FAILED":
                    case "CANCELED":
                    case "UNKNOWN":
                        throw new InvalidOperationException(output.ToString());
                    default:
                        await Task.Delay(5000);
                        break;
                }
            }

            throw new TimeoutException();
            """)),
        new("Ark, an arm", TaskApi.Ark, Method($$"""
            while (true)
            {
                {{Get(Ark)}}
                var isDone = task.GetProperty("status").GetString() switch
                {
                    "completed" => true,
                    "failed" or "cancelled" or "expired" => throw new InvalidOperationException(task.ToString()),
                    _ => false,
                };
                if (isDone)
                    return task.GetProperty("content").GetProperty("video_url").GetString();
                await Task.Delay(5000);
            }
            """)),
        new("Replicate, a record and a comparison without case", TaskApi.Replicate, Method($$"""
            while (true)
            {
                var task = await http.GetFromJsonAsync<Prediction>("{{Replicate}}");
                if (string.Equals(task!.Status, "Success", StringComparison.OrdinalIgnoreCase))
                    return task.Output;
                if (task.Status is "failed" or "canceled")
                    throw new InvalidOperationException(task.Error);
                await Task.Delay(5000);
            }
            """, Prediction)),
        new("Luma, a list of words", TaskApi.Luma, Method($$"""
            while (true)
            {
                {{Get(Luma)}}
                var state = task.GetProperty("state").GetString()!;
                if (Done.Contains(state))
                    return task.GetProperty("assets").GetProperty("video").GetString();
                if (state == "failed")
                    throw new InvalidOperationException(task.GetProperty("failure_reason").ToString());
                await Task.Delay(5000);
            }
            """, "private static readonly HashSet<string> Done = new() { \"succeeded\", \"success\" };")),
        new("Vidu, a condition of the loop", TaskApi.Vidu, Method($$"""
            string? state = null;
            JsonElement task = default;
            while (state != "succeeded" && state != "failed")
            {
                task = await http.GetFromJsonAsync<JsonElement>("{{Vidu}}");
                state = task.GetProperty("state").GetString();
                await Task.Delay(5000);
            }

            if (state == "failed")
                throw new InvalidOperationException(task.ToString());
            return task.GetProperty("url").GetString();
            """)));

    /// <summary>CometAPI's <c>/v1/videos</c>, which the program takes for something else.</summary>
    private static string OfGateway => "using System.Diagnostics;\n" + Method($$"""
        var elapsed = Stopwatch.StartNew();
        while (elapsed.Elapsed < TimeSpan.FromMinutes(5))
        {
            {{Get(CometApi)}}
            var status = task.GetProperty("status").GetString();
            if (status == "succeeded")
                return task.GetProperty("url").GetString();
            if (status == "failed" || status == "cancelled")
                throw new InvalidOperationException(task.GetProperty("error").ToString());
            await Task.Delay(TimeSpan.FromSeconds(10));
        }

        throw new TimeoutException("The video is not ready.");
        """);

    public static TheoryData<string> Names => Programs.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_result_is_taken_when_it_is_there(string name)
    {
        var (before, after) = await Programs.RunAsync(name, After(Programs.ApiOf(name), pending: 2, Programs.ApiOf(name).Success));
        Assert.True(!before.Ends || before.Thrown is TimeoutException, before.Outcome);
        Assert.True(before.Requests.Length > 20);
        Assert.Null(after.Thrown);
        Assert.True(after.Answer is not null, after.Outcome);
        Assert.Equal(3, after.Requests.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task All_else_goes_as_before(string name)
    {
        var api = Programs.ApiOf(name);
        return Programs.AssertSameAsync(name, [.. api.Failures.Select(word => After(api, pending: 2, word)), GenerationTask.FailsSilently(api), GenerationTask.StaysQueued(api)]);
    }

    [Fact]
    public Task A_word_that_was_awaited_stays_good() => Programs.AssertSameAsync("a gateway that says completed", After(TaskApi.OpenAI with { Success = "succeeded" }, pending: 3, "succeeded"));

    [Fact]
    public Task Fix_all_writes_the_same() => Programs.AssertFixAllWritesTheSameAsync();
}
