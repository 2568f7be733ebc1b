using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

public class FirstPollUntoleratedTests
{
    [Theory]
    [InlineData("using var created = await _http.PostAsJsonAsync(\"runwayml/v1/image_to_video\", body); var id = await IdAsync(created);", "using var response = await _http.[|GetAsync|]($\"runwayml/v1/tasks/{id}\", token); response.EnsureSuccessStatusCode(); var task = await response.Content.ReadFromJsonAsync<JsonElement>(); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "var task = await _http.[|GetFromJsonAsync|]<JsonElement>($\"runwayml/v1/tasks/{id}\", token); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "using var response = await _http.[|GetAsync|]($\"runwayml/v1/tasks/{id}\", token); if (!response.IsSuccessStatusCode) throw new HttpRequestException(await response.Content.ReadAsStringAsync()); var task = await response.Content.ReadFromJsonAsync<JsonElement>(); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "var task = await [|GetAsync|](id); var status = task.GetProperty(\"status\").GetString();")]
    public Task A_new_task_that_is_asked_for_at_once_is_reported(string create, string poll) => Verify<FirstPollUntoleratedAnalyzer>.Reports(CometApi(create, poll, "await Task.Delay(5000, token);"));

    [Theory]
    [InlineData("var id = await CreateAsync(body); await Task.Delay(5000, token);", "var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "await Task.Delay(5000, token); var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = body.ToString();", "var task = await GetAsync(id!); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "using var response = await _http.GetAsync($\"runwayml/v1/tasks/{id}\", token); if (!response.IsSuccessStatusCode) { await Task.Delay(5000, token); continue; } var task = await response.Content.ReadFromJsonAsync<JsonElement>(); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "JsonElement task; try { task = await GetAsync(id); } catch (HttpRequestException) { await Task.Delay(5000, token); continue; } var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "using var response = await _http.GetAsync($\"runwayml/v1/tasks/{id}\", token); var task = await response.Content.ReadFromJsonAsync<JsonElement>(); if (task.GetProperty(\"code\").GetString() == \"task_not_exist\") { await Task.Delay(5000, token); continue; } response.EnsureSuccessStatusCode(); var status = task.GetProperty(\"status\").GetString();")]
    [InlineData("var id = await CreateAsync(body);", "using var response = await _http.GetAsync($\"runwayml/v1/tasks/{id}\", token); var task = await response.Content.ReadFromJsonAsync<JsonElement>(); var status = task.TryGetProperty(\"status\", out var text) ? text.GetString() : null;")]
    public Task A_first_poll_that_waits_or_tolerates_is_silent(string create, string poll) => Verify<FirstPollUntoleratedAnalyzer>.Silent(CometApi(create, poll, "await Task.Delay(5000, token);"));

    [Fact]
    public Task A_provider_of_its_own_knows_its_tasks() => Verify<FirstPollUntoleratedAnalyzer>.Silent(
        CometApi("var id = await CreateAsync(body);", "var task = await GetAsync(id); var status = task.GetProperty(\"status\").GetString();", "await Task.Delay(5000, token);")
            .Replace("https://api.cometapi.com/", "https://api.dev.runwayml.com/"));

    private static string CometApi(string create, string poll, string wait) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Videos
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.cometapi.com/") };

            public async Task<JsonElement> MakeAsync(object body, CancellationToken token)
            {
                {{create}}
                for (var i = 0; i < 60; i++)
                {
                    {{poll}}
                    if (status == "SUCCEEDED")
                        return task;
                    if (status is "FAILED" or "CANCELLED")
                        throw new InvalidOperationException(task.ToString());
                    {{wait}}
                }

                throw new TimeoutException();
            }

            private async Task<string> CreateAsync(object body)
            {
                using var response = await _http.PostAsJsonAsync("runwayml/v1/image_to_video", body);
                return await IdAsync(response);
            }

            private static async Task<string> IdAsync(HttpResponseMessage response) =>
                (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

            private Task<JsonElement> GetAsync(string id) => _http.GetFromJsonAsync<JsonElement>($"runwayml/v1/tasks/{id}");
        }
        """;
}
