using AiApi.Analyzers.Tasks;

namespace AiApi.Analyzers.Tests.Tasks;

/// <summary>The client of the SDK answers with the raw task, which programs read in every way.</summary>
public class VideoClientPollingTests
{
    [Theory]
    [InlineData("using var video = JsonDocument.Parse(result.GetRawResponse().Content); var status = video.RootElement.GetProperty(\"status\").GetString();")]
    [InlineData("using var video = JsonDocument.Parse(result.GetRawResponse().Content.ToStream()); var status = video.RootElement.GetProperty(\"status\").GetString();")]
    [InlineData("var video = JsonSerializer.Deserialize<Video>(result.GetRawResponse().Content)!; var status = video.Status;")]
    [InlineData("var video = result.GetRawResponse().Content.ToObjectFromJson<Video>()!; var status = video.Status;")]
    [InlineData("var video = JsonSerializer.Deserialize<Video>(result.GetRawResponse().Content.ToString())!; var status = video.Status;")]
    [InlineData("var video = JsonNode.Parse(result.GetRawResponse().Content)!; var status = (string?)video[\"status\"];")]
    [InlineData("var video = JsonNode.Parse(result.GetRawResponse().Content.ToString())!; var status = video[\"status\"]!.GetValue<string>();")]
    [InlineData("var video = JObject.Parse(result.GetRawResponse().Content.ToString()); var status = (string?)video[\"status\"];")]
    [InlineData("dynamic video = JObject.Parse(result.GetRawResponse().Content.ToString()); string status = video.status;")]
    [InlineData("var video = Newtonsoft.Json.JsonConvert.DeserializeObject<Video>(result.GetRawResponse().Content.ToString())!; var status = video.Status;")]
    public async Task A_word_that_is_not_the_clients_is_reported(string read)
    {
        await Verify<SuccessStatusMissedAnalyzer>.Reports(Sora(read, "[|status == \"succeeded\"|]", "await client.GetVideoAsync(id)"), Options);
        await Verify<SuccessStatusMissedAnalyzer>.Reports(Sora(read, "[|status == \"succeeded\"|]", "client.GetVideo(id)"), Options);
        await Verify<SuccessStatusMissedAnalyzer>.Silent(Sora(read, "status == \"completed\"", "await client.GetVideoAsync(id)"), Options);
    }

    private static SnippetOptions Options => new() { Packages = Packages.OpenAI + Packages.NewtonsoftJson, OthersMaySpeak = true };

    private static string Sora(string read, string comparison, string get) => $$"""
        #pragma warning disable OPENAI001
        using System.ClientModel;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json.Linq;
        using OpenAI.Videos;

        class Sora
        {
            public async Task<string?> WaitAsync(VideoClient client, string id, CancellationToken token)
            {
                while (true)
                {
                    ClientResult result = {{get}};
                    {{read}}
                    if ({{comparison}})
                        return id;
                    if (status is "failed" or "cancelled")
                        throw new InvalidOperationException(result.GetRawResponse().Content.ToString());
                    await Task.Delay(TimeSpan.FromSeconds(10), token);
                }
            }
        }

        class Video
        {
            [JsonPropertyName("status"), Newtonsoft.Json.JsonProperty("status")]
            public string? Status { get; set; }
        }
        """;
}
