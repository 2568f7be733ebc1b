using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

public class SuccessStatusMissedTests
{
    private const string CometApiVideos = """
        using System.Diagnostics;
        using System.Net.Http.Json;
        using System.Text.Json;

        class Videos
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.cometapi.com") };

            public async Task<string?> WaitAsync(string id, TimeSpan max, CancellationToken token)
            {
                var elapsed = Stopwatch.StartNew();
                while (elapsed.Elapsed < max)
                {
                    var task = await _http.GetFromJsonAsync<JsonElement>($"/v1/videos/{id}", token);
                    var status = task.GetProperty("status").GetString();
                    if ([|status == "succeeded"|])
                        return task.GetProperty("outputs")[0].GetString();
                    if (status == "failed" || status == "cancelled")
                        throw new InvalidOperationException(task.GetProperty("error").ToString());
                    await Task.Delay(TimeSpan.FromSeconds(10), token);
                }

                throw new TimeoutException();
            }
        }
        """;

    [Fact]
    public async Task A_gateway_that_may_say_completed_or_succeed_is_waited_for_with_succeeded_alone()
    {
        await Verify<SuccessStatusMissedAnalyzer>.Reports(CometApiVideos);

        var unmarked = CometApiVideos.Replace("[|", "").Replace("|]", "");
        var onItsOwn = new SnippetOptions { OthersMaySpeak = true };
        await Verify<FailureStatusUnhandledAnalyzer>.Silent(unmarked, onItsOwn);
        await Verify<PollingWithoutDeadlineAnalyzer>.Silent(unmarked, onItsOwn);
        await Verify<PollingWithoutDelayAnalyzer>.Silent(unmarked, onItsOwn);
        await Verify<FailureReasonUnreadAnalyzer>.Silent(unmarked, onItsOwn);
    }

    [Theory]
    [InlineData("[|status == \"succeeded\"|]", "https://api.klingai.com/v1/videos/text2video/")]
    [InlineData("[|status is \"succeeded\" or \"completed\"|]", "https://api.klingai.com/v1/videos/text2video/")]
    [InlineData("[|status == \"succeeded\"|]", "https://api.dev.runwayml.com/v1/tasks/")]
    [InlineData("[|status == \"Succeeded\"|]", "https://dashscope.aliyuncs.com/api/v1/tasks/")]
    [InlineData("[|status == \"success\"|]", "https://api.minimax.io/v1/query/video_generation?task_id=")]
    [InlineData("[|status == \"Success\"|]", "https://api.minimax.io/v2/query/video_generation?task_id=")]
    [InlineData("[|string.Equals(status, \"succeed\", StringComparison.OrdinalIgnoreCase)|]", "https://api.replicate.com/v1/predictions/")]
    [InlineData("[|status!.ToUpperInvariant() == \"COMPLETED\"|]", "https://api.dev.runwayml.com/v1/tasks/")]
    [InlineData("[|status == \"completed\"|]", "https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks/")]
    [InlineData("[|status!.Equals(\"succeeded\")|]", "https://api.lumalabs.ai/dream-machine/v1/generations/")]
    [InlineData("[|status == \"succeeded\"|]", "https://api.cometapi.com/kling/v1/videos/text2video/")]
    [InlineData("[|status == \"succeed\"|]", "https://api.cometapi.com/runwayml/v1/tasks/")]
    [InlineData("[|status == \"succeeded\"|]", "https://my-sora.openai.azure.com/openai/v1/videos/")]
    [InlineData("[|status == \"completed\"|]", "https://my-sora.openai.azure.com/openai/v1/video/generations/jobs/")]
    [InlineData("[|status == \"Done\"|]", "https://api.bfl.ai/v1/get_result?id=")]
    [InlineData("[|status == \"completed\"|]", "https://queue.fal.run/fal-ai/wan/requests/x/status?id=")]
    [InlineData("[|status == \"completed\"|]", "https://api.x.ai/v1/videos/")]
    [InlineData("[|status == \"succeeded\"|]", "https://videos.example.com/v1/videos/")]
    [InlineData("[|status == \"succeed\"|]", "/v1/videos/")]
    [InlineData("[|status is \"succeed\" or \"succeeded\"|]", "https://api.apiyi.com/v1/videos/")]
    public Task A_provider_that_says_another_word_is_reported(string comparison, string address) => Verify<SuccessStatusMissedAnalyzer>.Reports(Loop(comparison, address));

    [Theory]
    [InlineData("status == \"succeed\"", "https://api.klingai.com/v1/videos/text2video/")]
    [InlineData("status == \"SUCCEEDED\"", "https://api.dev.runwayml.com/v1/tasks/")]
    [InlineData("status!.ToLower() == \"succeeded\"", "https://api.dev.runwayml.com/v1/tasks/")]
    [InlineData("status == \"SUCCEEDED\"", "https://dashscope.aliyuncs.com/api/v1/tasks/")]
    [InlineData("status == \"Success\"", "https://api.minimax.io/v1/query/video_generation?task_id=")]
    [InlineData("status == \"succeeded\"", "https://api.minimax.io/v2/query/video_generation?task_id=")]
    [InlineData("status == \"succeeded\"", "https://api.replicate.com/v1/predictions/")]
    [InlineData("status == \"succeeded\"", "https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks/")]
    [InlineData("status == \"completed\"", "https://api.lumalabs.ai/dream-machine/v1/generations/")]
    [InlineData("status == \"success\"", "https://api.vidu.com/ent/v2/tasks/")]
    [InlineData("status == \"COMPLETED\"", "https://queue.fal.run/fal-ai/wan/requests/x/status?id=")]
    [InlineData("status == \"Ready\"", "https://api.bfl.ai/v1/get_result?id=")]
    [InlineData("status == \"done\"", "https://api.x.ai/v1/videos/")]
    [InlineData("status == \"completed\"", "https://openrouter.ai/api/v1/videos/")]
    [InlineData("status == \"completed\"", "https://api.openai.com/v1/videos/")]
    [InlineData("status == \"completed\"", "https://api.cometapi.com/v1/videos/")]
    [InlineData("status == \"succeed\"", "https://api.cometapi.com/kling/v1/videos/text2video/")]
    [InlineData("status is \"succeed\" or \"succeeded\" or \"completed\"", "https://api.cometapi.com/v1/videos/")]
    [InlineData("status is \"succeed\" or \"succeeded\"", "https://videos.example.com/v1/videos/")]
    [InlineData("status!.StartsWith(\"succe\")", "https://videos.example.com/v1/videos/")]
    [InlineData("status == \"completed\" && url != null", "https://videos.example.com/v1/videos/")]
    public Task A_providers_own_word_is_silent(string comparison, string address) => Verify<SuccessStatusMissedAnalyzer>.Silent(Loop(comparison, address));

    [Theory]
    [InlineData("https://management.azure.com/subscriptions/x/deployments/")]
    [InlineData("https://api.github.com/repos/o/r/actions/runs/")]
    [InlineData("https://api.stripe.com/v1/payment_intents/")]
    [InlineData("https://api.openai.com/v1/batches/")]
    [InlineData("https://api.openai.com/v1/fine_tuning/jobs/")]
    [InlineData("https://api.cometapi.com/v1/batches/")]
    [InlineData("https://example.com/api/orders/")]
    [InlineData("https://api.vimeo.com/v1/videos/")]
    public Task Jobs_of_another_kind_are_silent(string address) => Verify<SuccessStatusMissedAnalyzer>.Silent(Loop("status == \"succeeded\"", address));

    private static string Loop(string comparison, string address) => $$"""
        using System.Text.Json;

        class Videos
        {
            public async Task<string?> WaitAsync(HttpClient http, string id, CancellationToken token)
            {
                for (var attempt = 0; attempt < 60; attempt++)
                {
                    using var response = await http.GetAsync($"{{address}}{id}", token);
                    response.EnsureSuccessStatusCode();
                    var json = await response.Content.ReadAsStringAsync(token);
                    using var document = JsonDocument.Parse(json);
                    var status = document.RootElement.GetProperty("status").GetString();
                    var url = document.RootElement.TryGetProperty("url", out var text) ? text.GetString() : null;
                    if ({{comparison}})
                        return url;
                    if (status!.ToLower() is "failed" or "fail" or "canceled" or "cancelled" or "error" or "expired")
                        throw new InvalidOperationException(json);
                    await Task.Delay(5000, token);
                }

                throw new TimeoutException();
            }
        }
        """;
}
