using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

public class PollingWithoutDeadlineTests
{
    [Theory]
    [InlineData("[|while|] (true) { var task = await GetAsync(id); if (task.Status == \"succeeded\") return; if (task.Status is \"failed\" or \"canceled\") throw new Exception(task.Error); await Task.Delay(5000); }")]
    [InlineData("var task = await GetAsync(id); [|while|] (task.Status is \"starting\" or \"processing\") { await Task.Delay(5000); task = await GetAsync(id); } if (task.Status != \"succeeded\") throw new Exception(task.Error);")]
    [InlineData("Prediction task; [|do|] { Thread.Sleep(1000); task = await GetAsync(id); } while (task.Status is not (\"succeeded\" or \"failed\" or \"canceled\")); Console.WriteLine(task);")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5)); [|while|] (await timer.WaitForNextTickAsync()) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; }")]
    [InlineData("[|again|]: var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Delay(5000); goto again;")]
    [InlineData("var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Delay(5000); await [|WaitAsync(id, 0, default)|];")]
    [InlineData("[|for|] (var i = 0; ; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Delay(5000, CancellationToken.None); }")]
    [InlineData("_http.Timeout = TimeSpan.FromMinutes(1); [|while|] (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Delay(5000); }")]
    [InlineData("[|while|] (true) { using var response = await _http.GetAsync(Url(id)); if (!response.IsSuccessStatusCode) throw new HttpRequestException(); var task = await response.Content.ReadFromJsonAsync<Prediction>(); if (task!.Status is \"succeeded\" or \"failed\") return; await Task.Delay(5000); }")]
    [InlineData("var (status, url) = (\"\", \"\"); [|while|] (status != \"succeeded\") { await Task.Delay(5000); var task = await GetAsync(id); status = task.Status; if (status == \"failed\") throw new Exception(task.Error); if (status == \"succeeded\") url = task.Error; } using var video = await _http.GetStreamAsync(url); video!.ReadByte();")]
    [InlineData("var done = false; [|while|] (!done) { var task = await GetAsync(id); done = task.Status is \"succeeded\" or \"failed\"; await Task.Delay(5000); }")]
    [InlineData("[|while|] (true) { using var response = await _http.GetAsync(Url(id)); switch (response.StatusCode) { case System.Net.HttpStatusCode.OK: break; default: throw new HttpRequestException(); } var task = await response.Content.ReadFromJsonAsync<Prediction>(); switch (task!.Status) { case \"succeeded\": case \"failed\": return; } await Task.Delay(5000); }")]
    [InlineData("async Task Inner() { [|while|] (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Delay(5000); } } var other = Task.Delay(1); await other.WaitAsync(TimeSpan.FromMinutes(10)); await Inner();")]
    public Task A_loop_that_only_the_status_ends_is_reported(string loop) => Verify<PollingWithoutDeadlineAnalyzer>.Reports(Replicate(loop));

    [Theory]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); } throw new TimeoutException();")]
    [InlineData("while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } if (++attempt > 60) throw new TimeoutException(); await Task.Delay(5000); }")]
    [InlineData("while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); }")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); }")]
    [InlineData("var started = Stopwatch.StartNew(); while (started.Elapsed < TimeSpan.FromMinutes(10)) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); }")]
    [InlineData("using var source = new CancellationTokenSource(TimeSpan.FromMinutes(10)); while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000, source.Token); }")]
    [InlineData("var deadline = DateTime.UtcNow.AddMinutes(10); var task = await GetAsync(id); while (task.Status is \"starting\" or \"processing\") { if (DateTime.UtcNow > deadline) throw new TimeoutException(); await Task.Delay(5000); task = await GetAsync(id); } Console.WriteLine(task);")]
    [InlineData("while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } CheckTimeout(); await Task.Delay(5000); }")]
    [InlineData("while (_running) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); }")]
    [InlineData("var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } if (attempt > 60) throw new TimeoutException(); await Task.Delay(5000); await WaitAsync(id, attempt + 1, token);")]
    [InlineData("foreach (var delay in new[] { 1, 2, 4, 8, 16, 32 }) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(delay * 1000); }")]
    [InlineData("async Task Inner() { while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); } } await Inner().WaitAsync(TimeSpan.FromMinutes(10));")]
    [InlineData("await Task.WhenAny(Task.Run(async () => { while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); } }), Task.Delay(600_000));")]
    [InlineData("while (true) { switch (++attempt) { case > 60: throw new TimeoutException(); } var task = await GetAsync(id); switch (task.Status) { case \"succeeded\": case \"failed\": Console.WriteLine(task); return; } await Task.Delay(5000); }")]
    [InlineData("async Task Inner() { while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); } } var polling = Inner(); await polling.WaitAsync(TimeSpan.FromMinutes(10));")]
    [InlineData("var polling = Task.Run(async () => { while (true) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); } }); await Task.WhenAny(polling, Task.Delay(600_000));")]
    public Task A_loop_that_something_else_can_end_is_silent(string loop) => Verify<PollingWithoutDeadlineAnalyzer>.Silent(Replicate(loop));

    [Fact]
    public Task The_consumer_of_an_iterator_ends_it_when_it_likes() => Verify<PollingWithoutDeadlineAnalyzer>.Silent("""
        using System.Net.Http.Json;

        class Replicate
        {
            public async IAsyncEnumerable<string?> StatusesAsync(HttpClient http, string id)
            {
                while (true)
                {
                    var task = await http.GetFromJsonAsync<Prediction>($"https://api.replicate.com/v1/predictions/{id}");
                    yield return task!.Status;
                    if (task.Status is "succeeded" or "failed" or "canceled")
                        yield break;
                    await Task.Delay(5000);
                }
            }
        }

        record Prediction(string? Status, string? Error);
        """);

    [Theory]
    [InlineData("JsonElement operation; [|do|] { await Task.Delay(10_000); operation = await http.GetFromJsonAsync<JsonElement>(url); } while (!(operation.TryGetProperty(\"done\", out var done) && done.GetBoolean())); return operation;")]
    [InlineData("[|while|] (true) { var operation = await http.GetFromJsonAsync<JsonElement>(url); if (operation.TryGetProperty(\"done\", out var done) && done.GetBoolean()) return operation; await Task.Delay(10_000); }")]
    [InlineData("var operation = (await http.GetFromJsonAsync<Operation>(url))!; [|while|] (!operation.Done) { await Task.Delay(10_000); operation = (await http.GetFromJsonAsync<Operation>(url))!; } return operation;")]
    public Task An_operation_that_says_when_it_is_done_is_polled_as_well(string loop) => Verify<PollingWithoutDeadlineAnalyzer>.Reports(Veo(loop));

    [Theory]
    [InlineData("for (var i = 0; i < 60; i++) { var operation = await http.GetFromJsonAsync<Operation>(url); if (operation!.Done) return operation; await Task.Delay(10_000); } throw new TimeoutException();")]
    [InlineData("var operation = (await http.GetFromJsonAsync<Operation>(url))!; while (!operation.Done) { await Task.Delay(10_000, token); operation = (await http.GetFromJsonAsync<Operation>(url))!; } return operation;")]
    public Task An_operation_that_something_else_can_end_is_silent(string loop) => Verify<PollingWithoutDeadlineAnalyzer>.Silent(Veo(loop));

    private static string Veo(string loop) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Veo
        {
            public async Task<object> WaitAsync(HttpClient http, string name, CancellationToken token)
            {
                var url = $"https://generativelanguage.googleapis.com/v1beta/{name}";
                {{loop}}
            }
        }

        record Operation(string Name, bool Done, JsonElement? Error);
        """;

    private static string Replicate(string loop) => $$"""
        using System.Diagnostics;
        using System.Net.Http.Json;

        class Replicate
        {
            private readonly HttpClient _http = new();
            private volatile bool _running = true;

            public void Stop() => _running = false;

            public async Task WaitAsync(string id, int attempt, CancellationToken token)
            {
                {{loop}}
            }

            private async Task<Prediction> GetAsync(string id) => (await _http.GetFromJsonAsync<Prediction>(Url(id)))!;

            private static string Url(string id) => $"https://api.replicate.com/v1/predictions/{id}";

            private void CheckTimeout()
            {
            }
        }

        record Prediction(string? Status, string? Error);
        """;
}
