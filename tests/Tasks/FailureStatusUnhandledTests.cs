using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

public class FailureStatusUnhandledTests
{
    [Theory]
    [InlineData("[|while|] (true) { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status == \"SUCCEEDED\") return; await Task.Delay(5000); }")]
    [InlineData("var status = \"\"; [|while|] (status != \"SUCCEEDED\") { await Task.Delay(5000); status = (await GetAsync(id)).GetProperty(\"status\").GetString(); }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.GetProperty(\"status\").GetString() == \"SUCCEEDED\") return; await Task.Delay(5000); } throw new TimeoutException();")]
    [InlineData("string? status; [|do|] { await Task.Delay(5000); status = (await GetAsync(id)).GetProperty(\"status\").GetString(); } while (status is not \"SUCCEEDED\"); ")]
    [InlineData("[|while|] (DateTime.UtcNow < deadline) { var task = await GetAsync(id); switch (task.GetProperty(\"status\").GetString()) { case \"SUCCEEDED\": return; case \"CANCELLED\": throw new Exception(); } await Task.Delay(5000); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { var task = await GetAsync(id); if (task.GetProperty(\"status\").GetString() == \"SUCCEEDED\") return; await Task.Delay(5000, token); }")]
    [InlineData("[|while|] (true) { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status == \"SUCCEEDED\") return; if (status == \"failed\") throw new Exception(); await Task.Delay(5000); }")] // In another case.
    [InlineData("[|while|] (true) { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status == \"FAILED\") Console.WriteLine(\"failed\"); if (status == \"SUCCEEDED\") break; await Task.Delay(5000); }")]
    [InlineData("[|while|] (true) { try { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new InvalidOperationException(); } catch (InvalidOperationException) { } await Task.Delay(5000); }")]
    public Task A_loop_that_goes_on_after_a_failure_is_reported(string loop) => Verify<FailureStatusUnhandledAnalyzer>.Reports(Runway(loop));

    [Theory]
    [InlineData("while (true) { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new Exception(task.GetProperty(\"failure\").GetString()); await Task.Delay(5000, token); }")]
    [InlineData("string? status; JsonElement task; do { await Task.Delay(5000, token); task = await GetAsync(id); status = task.GetProperty(\"status\").GetString(); } while (status is \"PENDING\" or \"THROTTLED\" or \"RUNNING\"); if (status != \"SUCCEEDED\") throw new Exception(task.ToString());")]
    [InlineData("string? status = null; JsonElement task = default; while (status != \"SUCCEEDED\" && status != \"FAILED\") { await Task.Delay(5000, token); task = await GetAsync(id); status = task.GetProperty(\"status\").GetString(); } Console.WriteLine(task);")]
    [InlineData("while (true) { var task = await GetAsync(id); if (task.TryGetProperty(\"failure\", out var failure)) throw new Exception(failure.GetString()); if (task.GetProperty(\"status\").GetString() == \"SUCCEEDED\") return; await Task.Delay(5000, token); }")]
    [InlineData("while (true) { var task = await GetAsync(id); if (task.GetProperty(\"status\").GetString() == \"SUCCEEDED\") return; if (HasFailed(task)) throw new Exception(task.ToString()); await Task.Delay(5000, token); }")]
    [InlineData("while (true) { var task = await GetAsync(id); switch (task.GetProperty(\"status\").GetString()) { case \"SUCCEEDED\": return; case \"PENDING\": case \"RUNNING\": await Task.Delay(5000, token); continue; default: throw new Exception(task.ToString()); } }")]
    [InlineData("while (true) { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status!.ToLower().Contains(\"fail\")) throw new Exception(task.ToString()); if (status == \"SUCCEEDED\") return; await Task.Delay(5000, token); }")]
    [InlineData("while (true) { var task = await GetAsync(id); EnsureNotFailed(task); if (task.GetProperty(\"status\").GetString() == \"SUCCEEDED\") return; await Task.Delay(5000, token); }")]
    [InlineData("while (true) { var task = await GetAsync(id); if (task.GetProperty(\"progress\").GetInt32() < 0) throw new Exception(task.ToString()); if (task.GetProperty(\"status\").GetString() == \"SUCCEEDED\") return; await Task.Delay(5000, token); }")]
    [InlineData("string? error = null; while (error is null) { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") error = task.ToString(); await Task.Delay(5000, token); }")]
    public Task A_loop_that_ends_on_failure_is_silent(string loop) => Verify<FailureStatusUnhandledAnalyzer>.Silent(Runway(loop));

    [Fact]
    public Task Sweeps_over_many_tasks_and_work_queues_are_silent() => Verify<FailureStatusUnhandledAnalyzer>.Silent(Runway(
        """
        while (!token.IsCancellationRequested)
        {
            foreach (var known in new[] { id, "other" })
            {
                var task = await GetAsync(known);
                if (task.GetProperty("status").GetString() == "SUCCEEDED")
                    Console.WriteLine(known);
            }

            await Task.Delay(5000, token);
        }

        var queue = new Queue<string>(new[] { id });
        while (queue.Count > 0)
        {
            var next = queue.Dequeue();
            var task = await GetAsync(next);
            if (task.GetProperty("status").GetString() == "SUCCEEDED")
                break;
            queue.Enqueue(next);
        }

        while (true)
        {
            var task = await GetAsync(Console.ReadLine()!);
            if (task.GetProperty("status").GetString() == "SUCCEEDED")
                break;
        }
        """));

    [Fact]
    public Task A_word_that_the_user_adds_is_due() => Verify<FailureStatusUnhandledAnalyzer>.Reports(
        Runway("[|while|] (true) { var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString(); if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new Exception(); await Task.Delay(5000); }"),
        new() { EditorConfig = "aiapi_failure_statuses = ABORTED" });

    private static string Runway(string loop) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Runway
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.dev.runwayml.com/v1/") };

            public async Task WaitAsync(string id, DateTime deadline, CancellationToken token)
            {
                {{loop}}
            }

            private Task<JsonElement> GetAsync(string id) => _http.GetFromJsonAsync<JsonElement>("tasks/" + id);

            private static bool HasFailed(JsonElement task) => task.GetProperty("status").GetString() is "FAILED" or "CANCELLED";

            private static void EnsureNotFailed(JsonElement task)
            {
                if (HasFailed(task))
                    throw new InvalidOperationException(task.ToString());
            }
        }
        """;
}
