using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>Where the address comes from elsewhere, the model that the code asks for says whose API answers.</summary>
public class NamedModelTests
{
    private const string Body = "new { model = \"$\", prompt }";

    [Theory]
    [InlineData("sora-2", "/v1/videos", "succeeded", "completed")]
    [InlineData("sora-2-pro", "/openai/v1/videos", "succeeded", "completed")]
    [InlineData("kling-v2-master", "/v1/videos/{kind}", "succeeded", "succeed")]
    [InlineData("kling-v2-5-turbo", "", "succeeded", "succeed")]
    [InlineData("gen4_turbo", "/v1/tasks", "succeeded", "SUCCEEDED")]
    [InlineData("gen3a_turbo", "/tasks", "Succeeded", "SUCCEEDED")]
    [InlineData("wan2.5-t2v-preview", "/api/v1/tasks", "succeeded", "SUCCEEDED")]
    [InlineData("wanx2.1-i2v-turbo", "/tasks", "SUCCEED", "SUCCEEDED")]
    [InlineData("doubao-seedance-1-0-pro-250528", "/api/v3/tasks", "success", "succeeded")]
    [InlineData("seedance-1-5-pro-251215", "/tasks", "SUCCEEDED", "succeeded")]
    [InlineData("viduq1", "/tasks", "succeeded", "success")]
    [InlineData("ray-2", "/generations", "succeeded", "completed")]
    [InlineData("grok-imagine-video", "/v1/videos", "succeeded", "done")]
    [InlineData("cogvideox-3", "/async-result", "SUCCEED", "SUCCESS")]
    [InlineData("MiniMax-Hailuo-02", "/v1/query/video_generation", "success", "Success")]
    public async Task The_model_says_whose_words_come(string model, string path, string word, string right)
    {
        var code = Loop(Body.Replace("$", model), path);
        await Verify<SuccessStatusMissedAnalyzer>.Reports(code.Replace("IS_SUCCESS", $"[|status == \"{word}\"|]"));
        await Verify<SuccessStatusMissedAnalyzer>.Silent(code.Replace("IS_SUCCESS", $"status == \"{right}\""), OnItsOwn);
    }

    [Theory]
    [InlineData("new Dictionary<string, object> { [\"model\"] = \"gen4_turbo\" }")]
    [InlineData("new Dictionary<string, string> { { \"model\", Model } }")]
    [InlineData("new Create { Model = \"gen4_turbo\" }")]
    [InlineData("new Named(\"gen4_turbo\", prompt)")]
    [InlineData("new { model = Models.Turbo }")]
    [InlineData("new { model = fast ? \"gen4_turbo\" : \"gen3a_turbo\" }")]
    [InlineData("new { model = chosen ?? Model }")]
    [InlineData("new { model = byDefault }")]
    [InlineData("new { model = Model, prompt }")]
    [InlineData("new JsonObject { [\"model\"] = \"gen4_turbo\" }")]
    [InlineData("JsonDocument.Parse($\"{{\\\"model\\\":\\\"gen4_turbo\\\",\\\"promptText\\\":\\\"{prompt}\\\"}}\")")]
    public Task The_model_is_traced(string body) => Verify<SuccessStatusMissedAnalyzer>.Reports(Loop(body, "/v1/tasks").Replace("IS_SUCCESS", "[|status == \"succeeded\"|]"));

    [Theory]
    [InlineData("new { model = \"gen4_turbo\" }", "https://api.example.com/v1/tasks", "succeeded")]
    [InlineData("new { model = \"wan2.5-t2v-preview\" }", "/v1/tasks", "completed")]
    [InlineData("new { model = \"sora-2\" }", "/v1/tasks", "succeeded")]
    [InlineData("new { model = \"sora-2-text-to-video\" }", "/api/v1/jobs/recordInfo", "success")]
    [InlineData("new { model = \"gen4_turbo\", fallback = new { model = \"kling-v2\" } }", "/v1/tasks", "succeeded")]
    [InlineData("new { model = chosen }", "/v1/tasks", "succeeded")]
    [InlineData("new { model = \"gpt-5.4\" }", "/v1/tasks", "succeeded")]
    [InlineData("new { prompt = \"gen4_turbo\" }", "/v1/tasks", "succeeded")]
    [InlineData("new { model = \"kling-v2\" }", "/v1/videos", "completed")]
    [InlineData("new { model = \"MiniMax-Hailuo-02\" }", "", "succeeded")]
    public Task A_model_that_does_not_say_whose_words_come_is_silent(string body, string path, string word) =>
        Verify<SuccessStatusMissedAnalyzer>.Silent(Loop(body, path).Replace("IS_SUCCESS", $"status == \"{word}\""), OnItsOwn);

    [Theory]
    [InlineData("https://api.cometapi.com", "succeed\" or \"succeeded\" or \"completed")]
    [InlineData("https://openrouter.ai/api", "completed")]
    public Task A_known_gateway_has_words_of_its_own(string host, string words) =>
        Verify<SuccessStatusMissedAnalyzer>.Silent(Loop("new { model = \"kling-v2\" }", host + "/v1/videos").Replace("IS_SUCCESS", $"status is \"{words}\""), OnItsOwn);

    [Fact]
    public Task The_model_of_another_type_says_nothing() => Verify<SuccessStatusMissedAnalyzer>.Silent(
        Loop("new { prompt }", "/v1/tasks").Replace("IS_SUCCESS", "status == \"succeeded\"") + "\nclass Other { object Body => new { model = \"gen4_turbo\" }; }", OnItsOwn);

    [Fact]
    public Task The_failure_word_of_the_model_is_due() => Verify<FailureStatusUnhandledAnalyzer>.Reports("""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Videos
        {
            private readonly HttpClient _http;

            public Videos(HttpClient http) => _http = http;

            public async Task<JsonElement> MakeAsync(string prompt, CancellationToken token)
            {
                using var created = await _http.PostAsJsonAsync("image_to_video", new { model = "gen4_turbo", promptText = prompt }, token);
                var id = (await created.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("id").GetString();
                [|while|] (true)
                {
                    await Task.Delay(5000, token);
                    var task = await _http.GetFromJsonAsync<JsonElement>($"tasks/{id}", token);
                    if (task.GetProperty("status").GetString() == "SUCCEEDED")
                        return task;
                }
            }
        }
        """);

    [Theory]
    [InlineData("sora-2", "[|status == \"succeeded\"|]")]
    public Task The_model_of_a_client_whose_endpoint_is_configured_counts(string model, string comparison) => Verify<SuccessStatusMissedAnalyzer>.Reports($$"""
        #pragma warning disable OPENAI001
        using System.ClientModel;
        using System.Text.Json;
        using OpenAI;
        using OpenAI.Videos;

        class Sora
        {
            private readonly VideoClient _client;

            public Sora(string key, Uri endpoint) => _client = new VideoClient(new ApiKeyCredential(key), new VideoClientOptions { Endpoint = endpoint });

            public async Task<string?> MakeAsync(string prompt, CancellationToken token)
            {
                using var content = BinaryContent.Create(BinaryData.FromObjectAsJson(new { model = "{{model}}", prompt }));
                var created = await _client.CreateVideoAsync(content, "application/json");
                var id = JsonDocument.Parse(created.GetRawResponse().Content).RootElement.GetProperty("id").GetString()!;
                while (true)
                {
                    await Task.Delay(TimeSpan.FromSeconds(10), token);
                    var result = await _client.GetVideoAsync(id);
                    using var video = JsonDocument.Parse(result.GetRawResponse().Content);
                    var status = video.RootElement.GetProperty("status").GetString();
                    if ({{comparison}})
                        return id;
                    if (status == "failed")
                        throw new InvalidOperationException(video.RootElement.GetProperty("error").ToString());
                }
            }
        }
        """, new() { Packages = Packages.OpenAI, OthersMaySpeak = true });

    private static SnippetOptions OnItsOwn => new() { OthersMaySpeak = true };

    private static string Loop(string body, string path) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;

        class Videos
        {
            private const string Model = "gen4_turbo";
            private readonly HttpClient _http;
            private readonly string _baseUrl;

            public Videos(HttpClient http, string baseUrl) => (_http, _baseUrl) = (http, baseUrl);

            public async Task<string?> CreateAsync(string prompt, bool fast, string? chosen, string kind, string byDefault = "gen4_turbo")
            {
                using var created = await _http.PostAsJsonAsync($"{_baseUrl}/create", {{body}});
                return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            }

            public async Task<string?> WaitAsync(string id, string kind, CancellationToken token)
            {
                for (var attempt = 0; attempt < 60; attempt++)
                {
                    var task = await _http.GetFromJsonAsync<JsonElement>($"{{(path.StartsWith("http") ? path : "{_baseUrl}" + path)}}/{id}", token);
                    var status = task.GetProperty("status").GetString();
                    if (IS_SUCCESS)
                        return task.GetProperty("url").GetString();
                    if (status!.ToLower() is "failed" or "fail" or "canceled" or "cancelled" or "error" or "expired")
                        throw new InvalidOperationException(task.ToString());
                    await Task.Delay(5000, token);
                }

                throw new TimeoutException();
            }
        }

        static class Models
        {
            public const string Turbo = "gen4_turbo";
        }

        record Named(string Model, string Prompt);

        class Create
        {
            public string? Model { get; set; }
        }
        """;
}
