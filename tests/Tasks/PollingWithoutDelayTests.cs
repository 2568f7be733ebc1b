using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

public class PollingWithoutDelayTests
{
    [Theory]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Delay(0); }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Delay(TimeSpan.Zero); }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; await Task.Yield(); }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; _ = Task.Delay(5000); }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; var pause = Task.Delay(5000); _ = pause; }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") return; if (task.Status == \"starting\") continue; await Task.Delay(5000); }")]
    [InlineData("[|for|] (var i = 0; i < 60; i++) { using var response = await _http.GetAsync(Url(id)); if (!response.IsSuccessStatusCode) continue; var task = await response.Content.ReadFromJsonAsync<Prediction>(); if (task!.Status is \"succeeded\" or \"failed\") return; if (task.Status == \"processing\") continue; await Task.Delay(5000); }")]
    [InlineData("var task = await GetAsync(id); [|while|] (task.Status is \"starting\" or \"processing\") { token.ThrowIfCancellationRequested(); task = await GetAsync(id); }")]
    public Task A_way_round_without_waiting_is_reported(string loop) => Verify<PollingWithoutDelayAnalyzer>.Reports(Replicate(loop));

    [Theory]
    [InlineData("for (var i = 0; i < 60; i++) { var pause = Task.Delay(5000); var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await pause; }")]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await Task.Delay(5000); }")]
    [InlineData("for (var i = 0; i < 60; i++) { await Task.Delay(TimeSpan.FromSeconds(i)); var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } }")]
    [InlineData("for (var i = 0; i < 60; i++) { if (i > 0) await Task.Delay(5000); var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } }")]
    [InlineData("var first = true; while (!token.IsCancellationRequested) { if (!first) await Task.Delay(5000); first = false; var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } }")]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } if (i < 59) await Task.Delay(5000); }")]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } Thread.Sleep(5000); }")]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await BackOffAsync(i); }")]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } await delay(TimeSpan.FromSeconds(5)); }")]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } switch (task.Status) { case \"starting\": await Task.Delay(1000); continue; default: await Task.Delay(5000); break; } }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5)); while (await timer.WaitForNextTickAsync(token)) { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } }")]
    [InlineData("var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } if (token.IsCancellationRequested) return; await Task.Delay(5000); await WaitAsync(id, delay, token);")]
    [InlineData("for (var i = 0; i < 60; i++) { var task = await SlowlyAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } }")]
    [InlineData("for (var i = 0; i < 60; i++) { await Task.Delay(5000); try { var task = await GetAsync(id); if (task.Status is \"succeeded\" or \"failed\") { Console.WriteLine(task); return; } } catch (HttpRequestException) { continue; } }")]
    public Task A_loop_that_waits_in_every_round_is_silent(string loop) => Verify<PollingWithoutDelayAnalyzer>.Silent(Replicate(loop));

    private static string Replicate(string loop) => $$"""
        using System.Net.Http.Json;

        class Replicate
        {
            private readonly HttpClient _http = new();

            public async Task WaitAsync(string id, Func<TimeSpan, Task> delay, CancellationToken token)
            {
                {{loop}}
            }

            private async Task<Prediction> GetAsync(string id) => (await _http.GetFromJsonAsync<Prediction>(Url(id)))!;

            private async Task<Prediction> SlowlyAsync(string id)
            {
                await Task.Delay(5000);
                return await GetAsync(id);
            }

            private static string Url(string id) => $"https://api.replicate.com/v1/predictions/{id}";

            private static Task BackOffAsync(int attempt) => Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)));
        }

        record Prediction(string? Status, string? Error);
        """;
}
