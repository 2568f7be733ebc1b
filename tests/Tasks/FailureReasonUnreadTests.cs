using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

public class FailureReasonUnreadTests
{
    [Theory]
    [InlineData("if (status == \"SUCCEEDED\") return; if ([|status == \"FAILED\"|]) throw new InvalidOperationException(\"failed\");")]
    [InlineData("if (status == \"SUCCEEDED\") return; if ([|status is \"FAILED\" or \"CANCELLED\"|]) throw new InvalidOperationException($\"Task {id} ended as {status}.\");")]
    [InlineData("switch (status) { case \"SUCCEEDED\": return; [|case \"FAILED\":|] Console.WriteLine(status); throw new Exception(); }")]
    [InlineData("if (status == \"SUCCEEDED\") { Console.WriteLine(task.GetProperty(\"output\")); return; } if ([|status == \"FAILED\"|]) { Console.WriteLine(\"failed\"); return; }")]
    [InlineData("if (status == \"SUCCEEDED\") return; if ([|IsFailure(status)|]) throw new Exception(id);")]
    [InlineData("if (status is not (\"SUCCEEDED\" or \"FAILED\")) { await Task.Delay(5000, token); continue; } if ([|status == \"FAILED\"|]) throw new Exception(); return;")]
    public Task A_failure_branch_that_does_not_ask_why_is_reported(string body) => Verify<FailureReasonUnreadAnalyzer>.Reports(Runway(body.Replace("[|IsFailure(status)|]", "IsFailure(status)"), body.Contains("IsFailure") ? "[|status == \"FAILED\"|]" : "status == \"FAILED\""));

    [Theory]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new InvalidOperationException(task.GetProperty(\"failure\").GetString());")]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new InvalidOperationException($\"Failed: {task}\");")]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new InvalidOperationException(task.ToString());")]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new InvalidOperationException(json);")]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") { Console.WriteLine(json); throw new InvalidOperationException(); }")]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw Failure(task);")]
    [InlineData("var reason = task.TryGetProperty(\"failure\", out var failure) ? failure.GetString() : null; if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new InvalidOperationException(reason);")]
    [InlineData("if (status is \"SUCCEEDED\" or \"FAILED\") { Console.WriteLine(status); return; }")]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"FAILED\") throw new InvalidOperationException(TextAt(task, \"failure\"));")]
    [InlineData("if (status == \"SUCCEEDED\") return; if (status == \"CANCELLED\") throw new OperationCanceledException(); if (status == \"FAILED\") throw new InvalidOperationException(json);")]
    public Task A_failure_branch_that_uses_the_answer_is_silent(string body) => Verify<FailureReasonUnreadAnalyzer>.Silent(Runway(body, "status == \"FAILED\""));

    [Theory]
    [InlineData("$\"Failed: {json.RootElement}\"")]
    [InlineData("json.RootElement.ToString()")]
    public Task The_root_of_a_document_is_the_whole_answer(string message) => Verify<FailureReasonUnreadAnalyzer>.Silent($$"""
        using System.Text.Json;

        class Replicate
        {
            private readonly HttpClient _http = new();

            public async Task WaitAsync(string id, CancellationToken token)
            {
                for (var attempt = 0; attempt < 60; attempt++)
                {
                    using var json = JsonDocument.Parse(await _http.GetStringAsync($"https://api.replicate.com/v1/predictions/{id}", token));
                    switch (json.RootElement.GetProperty("status").GetString())
                    {
                        case "succeeded":
                            return;
                        case "failed":
                        case "canceled":
                            throw new InvalidOperationException({{message}});
                    }

                    await Task.Delay(5000, token);
                }

                throw new TimeoutException();
            }
        }
        """);

    [Fact]
    public Task Disposing_of_the_answer_uses_no_reason() => Verify<FailureReasonUnreadAnalyzer>.Reports("""
        using System.Text.Json;

        class Replicate
        {
            private readonly HttpClient _http = new();

            public async Task WaitAsync(string id, CancellationToken token)
            {
                while (true)
                {
                    using var json = JsonDocument.Parse(await _http.GetStringAsync($"https://api.replicate.com/v1/predictions/{id}", token));
                    var status = json.RootElement.GetProperty("status").GetString();
                    if (status == "succeeded")
                        return;
                    if ([|status is "failed" or "canceled"|])
                        throw new InvalidOperationException("The prediction failed.");
                    await Task.Delay(5000, token);
                }
            }
        }
        """);

    private static string Runway(string body, string predicate) => $$"""
        using System.Text.Json;

        class Runway
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.dev.runwayml.com/v1/") };

            public async Task WaitAsync(string id, CancellationToken token)
            {
                while (true)
                {
                    var json = await _http.GetStringAsync("tasks/" + id, token);
                    var task = JsonDocument.Parse(json).RootElement;
                    var status = task.GetProperty("status").GetString();
                    {{body}}
                    await Task.Delay(5000, token);
                }
            }

            private static bool IsFailure(string? status) => {{predicate}};

            private static Exception Failure(JsonElement task) => new InvalidOperationException(task.GetProperty("failure").GetString());

            private static string? TextAt(JsonElement task, string name) => task.TryGetProperty(name, out var found) ? found.GetString() : null;
        }
        """;
}
