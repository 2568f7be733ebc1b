using AiApi.Analyzers.Tasks;
using AiApi.CodeFixes.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>Fix All over several loops of a file and over several files, in document, project and solution.</summary>
public class PollingFixAllTests
{
    [Fact]
    public Task Success_words_are_added_everywhere() => FixesAll<SuccessStatusMissedAnalyzer, SuccessStatusMissedFix>(
        """
        while (true)
        {
            var task = await GetAsync(id, token);
            var status = task.GetProperty("status").GetString();
            if ([|status == "succeeded"|])
                return task;
            if (status is "FAILED" or "CANCELLED")
                throw new InvalidOperationException(task.ToString());
            await Task.Delay(5000, token);
        }
        """,
        """
        while (true)
        {
            var task = await GetAsync(id, token);
            var status = task.GetProperty("status").GetString();
            if (status is "succeeded" or "SUCCEEDED")
                return task;
            if (status is "FAILED" or "CANCELLED")
                throw new InvalidOperationException(task.ToString());
            await Task.Delay(5000, token);
        }
        """);

    [Fact]
    public Task Failure_branches_are_added_everywhere() => FixesAll<FailureStatusUnhandledAnalyzer, FailureStatusUnhandledFix>(
        """
        [|while|] (true)
        {
            var task = await GetAsync(id, token);
            var status = task.GetProperty("status").GetString();
            if (status == "SUCCEEDED")
                return task;
            await Task.Delay(5000, token);
        }
        """,
        """
        while (true)
        {
            var task = await GetAsync(id, token);
            var status = task.GetProperty("status").GetString();
            if (status is "FAILED" or "CANCELLED")
            {
                throw new InvalidOperationException($"The task ended as {status}: {task}");
            }

            if (status == "SUCCEEDED")
                return task;
            await Task.Delay(5000, token);
        }
        """);

    [Fact]
    public Task Deadlines_are_added_everywhere() => FixesAll<PollingWithoutDeadlineAnalyzer, PollingWithoutDeadlineFix>(
        """
        [|while|] (true)
        {
            var task = await GetAsync(id);
            if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                return task;
            await Task.Delay(5000);
        }
        """,
        """
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
        """);

    [Fact]
    public Task Delays_are_added_everywhere() => FixesAll<PollingWithoutDelayAnalyzer, PollingWithoutDelayFix>(
        """
        [|while|] (true)
        {
            var task = await GetAsync(id, token);
            if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                return task;
        }
        """,
        """
        while (true)
        {
            var task = await GetAsync(id, token);
            if (task.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED")
                return task;

            await Task.Delay(TimeSpan.FromSeconds(10), token);
        }
        """);

    [Fact]
    public Task First_polls_are_tolerated_everywhere() => FixesAll<FirstPollUntoleratedAnalyzer, FirstPollUntoleratedFix>(
        """
        using var created = await _http.PostAsJsonAsync("image_to_video", new { id }, token);
        while (true)
        {
            var task = await _http.[|GetFromJsonAsync|]<JsonElement>("tasks/" + id, token);
            var status = task.GetProperty("status").GetString();
            if (status == "SUCCEEDED")
                return task;
            if (status is "FAILED" or "CANCELLED")
                throw new InvalidOperationException(task.ToString());
            await Task.Delay(5000, token);
        }
        """,
        """
        using var created = await _http.PostAsJsonAsync("image_to_video", new { id }, token);
        await Task.Delay(TimeSpan.FromSeconds(5), token);
        while (true)
        {
            var task = await _http.GetFromJsonAsync<JsonElement>("tasks/" + id, token);
            var status = task.GetProperty("status").GetString();
            if (status == "SUCCEEDED")
                return task;
            if (status is "FAILED" or "CANCELLED")
                throw new InvalidOperationException(task.ToString());
            await Task.Delay(5000, token);
        }
        """,
        "https://api.cometapi.com/runwayml/v1/");

    [Fact]
    public Task Reasons_are_added_everywhere() => FixesAll<FailureReasonUnreadAnalyzer, FailureReasonUnreadFix>(
        """
        while (true)
        {
            var task = await GetAsync(id, token);
            var status = task.GetProperty("status").GetString();
            if (status == "SUCCEEDED")
                return task;
            if ([|status == "FAILED"|])
                throw new InvalidOperationException("No video.");
            await Task.Delay(5000, token);
        }
        """,
        """
        while (true)
        {
            var task = await GetAsync(id, token);
            var status = task.GetProperty("status").GetString();
            if (status == "SUCCEEDED")
                return task;
            if (status == "FAILED")
                throw new InvalidOperationException($"No video: {task}");
            await Task.Delay(5000, token);
        }
        """);

    /// <summary>Two loops in one file and one in another.</summary>
    private static Task FixesAll<TAnalyzer, TFix>(string before, string after, string host = "https://api.dev.runwayml.com/v1/")
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() =>
        Verify<TAnalyzer, TFix>.Fixes(
            File("First", before, before, host),
            File("First", after, after, host),
            new()
            {
                OthersMaySpeak = true,
                ConfigureFix = test =>
                {
                    test.TestState.Sources.Add(("Second.cs", Usings + File("Second", before, null, host)));
                    test.FixedState.Sources.Add(("Second.cs", Usings + File("Second", after, null, host)));
                },
            });

    private const string Usings = "using System;\nusing System.Net.Http;\nusing System.Threading;\nusing System.Threading.Tasks;\n";

    private static string File(string name, string loop, string? second, string host) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class {{name}}
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("{{host}}") };

            public async Task<JsonElement> WaitAsync(string id, CancellationToken token)
            {
        {{Indented(loop)}}
            }
        {{(second is null ? "" : $$"""

                public async Task<JsonElement> WaitAgainAsync(string id, CancellationToken token)
                {
            {{Indented(second)}}
                }

            """)}}
            private Task<JsonElement> GetAsync(string id, CancellationToken token = default) => _http.GetFromJsonAsync<JsonElement>("tasks/" + id, token);
        }
        """;

    private static string Indented(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Length == 0 ? line : "        " + line));
}
