using AiApi.Analyzers.Tasks;
using AiApi.CodeFixes.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>What the fixes of AIAPI4002 to AIAPI4006 write.</summary>
public class PollingFixTests
{
    [Fact]
    public Task A_failure_branch_stands_before_the_comparison() => Verify<FailureStatusUnhandledAnalyzer, FailureStatusUnhandledFix>.Fixes(
        Runway("""
            [|while|] (true)
            {
                var task = await GetAsync(id, token);
                var status = task.GetProperty("status").GetString();

                // Done.
                if (status == "SUCCEEDED")
                    return task;
                await Task.Delay(5000, token);
            }
            """),
        Runway("""
            while (true)
            {
                var task = await GetAsync(id, token);
                var status = task.GetProperty("status").GetString();

                // Done.
                if (status is "FAILED" or "CANCELLED")
                {
                    throw new InvalidOperationException($"The task ended as {status}: {task}");
                }

                if (status == "SUCCEEDED")
                    return task;
                await Task.Delay(5000, token);
            }
            """));

    [Fact]
    public Task A_failure_branch_follows_what_the_condition_compares() => Verify<FailureStatusUnhandledAnalyzer, FailureStatusUnhandledFix>.Fixes(
        Runway("""
            string? status = null;
            JsonElement task = default;
            [|while|] (status != "SUCCEEDED" && status != "CANCELLED")
            {
                await Task.Delay(5000, token);
                task = await GetAsync(id, token);
                status = task.GetProperty("status").GetString();
            }

            return task;
            """),
        Runway("""
            string? status = null;
            JsonElement task = default;
            while (status != "SUCCEEDED" && status != "CANCELLED")
            {
                await Task.Delay(5000, token);
                task = await GetAsync(id, token);
                status = task.GetProperty("status").GetString();

                if (status is "FAILED")
                {
                    throw new InvalidOperationException($"The task ended as {status}: {task}");
                }
            }

            return task;
            """));

    [Fact]
    public Task No_failure_branch_is_offered_where_a_handler_would_swallow_it() => Verify<FailureStatusUnhandledAnalyzer, FailureStatusUnhandledFix>.OffersNothing(
        Runway("""
            [|while|] (true)
            {
                try
                {
                    var task = await GetAsync(id, token);
                    if (task.GetProperty("status").GetString() == "SUCCEEDED")
                        return task;
                }
                catch (Exception ex)
                {
                    Console.WriteLine(ex.Message);
                }

                await Task.Delay(5000, token);
            }
            """));

    [Fact]
    public Task A_deadline_starts_before_the_loop_and_is_looked_at_in_every_round() => Verify<PollingWithoutDeadlineAnalyzer, PollingWithoutDeadlineFix>.Fixes(
        Runway("""
            // Wait for the task.
            [|while|] (true)
            {
                var task = await GetAsync(id);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;
                await Task.Delay(5000);
            }
            """),
        Runway("""
            // Wait for the task.
            var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(10);
            while (true)
            {
                if (DateTime.UtcNow >= deadline)
                {
                    throw new TimeoutException("The task did not finish within 10 minutes.");
                }

                var task = await GetAsync(id);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;
                await Task.Delay(5000);
            }
            """));

    [Fact]
    public Task A_deadline_is_read_from_the_clock_of_the_class() => Verify<PollingWithoutDeadlineAnalyzer, PollingWithoutDeadlineFix>.Fixes(
        Runway("""
            JsonElement task;
            [|do|]
            {
                await Task.Delay(5000);
                task = await GetAsync(id);
            }
            while (task.GetProperty("status").GetString() is "PENDING" or "RUNNING" or "THROTTLED");
            return task;
            """, "private readonly TimeProvider _clock = TimeProvider.System;"),
        Runway("""
            JsonElement task;
            var deadline = _clock.GetUtcNow() + TimeSpan.FromMinutes(10);
            do
            {
                if (_clock.GetUtcNow() >= deadline)
                {
                    throw new TimeoutException("The task did not finish within 10 minutes.");
                }

                await Task.Delay(5000);
                task = await GetAsync(id);
            }
            while (task.GetProperty("status").GetString() is "PENDING" or "RUNNING" or "THROTTLED");
            return task;
            """, "private readonly TimeProvider _clock = TimeProvider.System;"));

    [Fact]
    public Task A_delay_ends_the_round_and_takes_the_token() => Verify<PollingWithoutDelayAnalyzer, PollingWithoutDelayFix>.Fixes(
        Runway("""
            [|for|] (var i = 0; i < 60; i++)
            {
                var task = await GetAsync(id, token);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;
            }

            throw new TimeoutException();
            """),
        Runway("""
            for (var i = 0; i < 60; i++)
            {
                var task = await GetAsync(id, token);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;

                await Task.Delay(TimeSpan.FromSeconds(10), token);
            }

            throw new TimeoutException();
            """));

    [Fact]
    public Task A_delay_takes_the_clock_of_the_class() => Verify<PollingWithoutDelayAnalyzer, PollingWithoutDelayFix>.Fixes(
        Runway("""
            for (var i = 0; i < 60; i++)
            {
                var task = await GetAsync(id, token);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;
            }

            throw new TimeoutException();
            """.Replace("for", "[|for|]"), "private readonly TimeProvider _clock = TimeProvider.System;"),
        Runway("""
            for (var i = 0; i < 60; i++)
            {
                var task = await GetAsync(id, token);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;

                await Task.Delay(TimeSpan.FromSeconds(10), _clock, token);
            }

            throw new TimeoutException();
            """, "private readonly TimeProvider _clock = TimeProvider.System;"));

    [Fact]
    public Task A_round_that_is_cut_short_waits_as_well() => Verify<PollingWithoutDelayAnalyzer, PollingWithoutDelayFix>.Fixes(
        Runway("""
            [|for|] (var i = 0; i < 60; i++)
            {
                var task = await GetAsync(id, token);
                var status = task.GetProperty("status").GetString();
                if (status is "SUCCEEDED" or "FAILED")
                    return task;
                if (status == "THROTTLED")
                    continue;
                await Task.Delay(5000, token);
            }

            throw new TimeoutException();
            """),
        Runway("""
            for (var i = 0; i < 60; i++)
            {
                var task = await GetAsync(id, token);
                var status = task.GetProperty("status").GetString();
                if (status is "SUCCEEDED" or "FAILED")
                    return task;
                if (status == "THROTTLED")
                {
                    await Task.Delay(TimeSpan.FromSeconds(10), token);
                    continue;
                }
                await Task.Delay(5000, token);
            }

            throw new TimeoutException();
            """));

    [Theory]
    [InlineData("await Task.Delay(0, token);", "await Task.Delay(TimeSpan.FromSeconds(10), token);")]
    [InlineData("_ = Task.Delay(2000, token);", "await Task.Delay(2000, token);")]
    public Task A_delay_that_does_not_wait_is_repaired(string before, string after) => Verify<PollingWithoutDelayAnalyzer, PollingWithoutDelayFix>.Fixes(
        Runway($$"""
            [|while|] (true)
            {
                var task = await GetAsync(id, token);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;
                {{before}}
            }
            """),
        Runway($$"""
            while (true)
            {
                var task = await GetAsync(id, token);
                if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                    return task;
                {{after}}
            }
            """));

    [Fact]
    public Task A_first_poll_asks_again_where_the_response_is_at_hand() => Verify<FirstPollUntoleratedAnalyzer, FirstPollUntoleratedFix>.Fixes(
        CometApi("""
            while (true)
            {
                using var response = await _http.[|GetAsync|]($"runwayml/v1/tasks/{id}", token);
                response.EnsureSuccessStatusCode();
                var task = await response.Content.ReadFromJsonAsync<JsonElement>(token);
            """),
        CometApi("""
            while (true)
            {
                using var response = await _http.GetAsync($"runwayml/v1/tasks/{id}", token);

                if (response.StatusCode == HttpStatusCode.BadRequest && (await response.Content.ReadAsStringAsync(token)).Contains("task_not_exist"))
                {
                    await Task.Delay(TimeSpan.FromSeconds(5), token);
                    continue;
                }

                response.EnsureSuccessStatusCode();
                var task = await response.Content.ReadFromJsonAsync<JsonElement>(token);
            """));

    [Fact]
    public Task A_first_poll_waits_where_the_response_is_not_at_hand() => Verify<FirstPollUntoleratedAnalyzer, FirstPollUntoleratedFix>.Fixes(
        CometApi("""
            while (true)
            {
                var task = await _http.[|GetFromJsonAsync|]<JsonElement>($"runwayml/v1/tasks/{id}", token);
            """),
        CometApi("""
            await Task.Delay(TimeSpan.FromSeconds(5), token);
            while (true)
            {
                var task = await _http.GetFromJsonAsync<JsonElement>($"runwayml/v1/tasks/{id}", token);
            """));

    [Theory]
    [InlineData("new InvalidOperationException(\"No video.\")", "new InvalidOperationException($\"No video: {task}\")")]
    [InlineData("new InvalidOperationException($\"No video for {id}\")", "new InvalidOperationException($\"No video for {id}: {task}\")")]
    [InlineData("new InvalidOperationException()", "new InvalidOperationException($\"The task failed: {task}\")")]
    public Task The_reason_of_a_failure_goes_into_the_message(string before, string after) => Verify<FailureReasonUnreadAnalyzer, FailureReasonUnreadFix>.Fixes(
        Runway($$"""
            while (true)
            {
                var task = await GetAsync(id, token);
                var status = task.GetProperty("status").GetString();
                if (status == "SUCCEEDED")
                    return task;
                if ([|status == "FAILED"|])
                    throw {{before}};
                await Task.Delay(5000, token);
            }
            """),
        Runway($$"""
            while (true)
            {
                var task = await GetAsync(id, token);
                var status = task.GetProperty("status").GetString();
                if (status == "SUCCEEDED")
                    return task;
                if (status == "FAILED")
                    throw {{after}};
                await Task.Delay(5000, token);
            }
            """));

    private static string Runway(string statements, string members = "") => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Runway
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.dev.runwayml.com/v1/") };
            {{members}}

            public async Task<JsonElement> WaitAsync(string id, CancellationToken token)
            {
        {{Indented(statements)}}
            }

            private Task<JsonElement> GetAsync(string id, CancellationToken token = default) => _http.GetFromJsonAsync<JsonElement>("tasks/" + id, token);
        }
        """;

    private static string CometApi(string beginning) => $$"""
        using System.Net;
        using System.Net.Http.Json;
        using System.Text.Json;

        class Videos
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.cometapi.com/") };

            public async Task<JsonElement> MakeAsync(object body, CancellationToken token)
            {
                using var created = await _http.PostAsJsonAsync("runwayml/v1/image_to_video", body, token);
                var id = (await created.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("id").GetString();
        {{Indented(beginning)}}
                    var status = task.GetProperty("status").GetString();
                    if (status == "SUCCEEDED")
                        return task;
                    if (status is "FAILED" or "CANCELLED")
                        throw new InvalidOperationException(task.ToString());
                    await Task.Delay(5000, token);
                }
            }
        }
        """;

    private static string Indented(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Length == 0 ? line : "        " + line));
}
