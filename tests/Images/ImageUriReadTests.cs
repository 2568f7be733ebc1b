using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.ImageUriReadAnalyzer>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>AIAPI3005.</summary>
public class ImageUriReadTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };
    private static readonly SnippetOptions Raw = new() { Packages = Packages.NewtonsoftJson, OthersMaySpeak = true };

    [Theory]
    [InlineData("GeneratedImage image = await client.GenerateImageAsync(prompt); return image.[|ImageUri|];")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); Console.WriteLine(image.[|ImageUri|]); return null;")]
    [InlineData("var result = await client.GenerateImageAsync(prompt); return result.Value.[|ImageUri|];")]
    [InlineData("return (await client.GenerateImageAsync(prompt)).Value.[|ImageUri|];")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; return images[0].[|ImageUri|];")]
    [InlineData("foreach (var image in client.GenerateImages(prompt, 2).Value) return image.[|ImageUri|]; return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); var url = image.[|ImageUri|].ToString(); Save(image.ImageBytes); return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); return image?.[|ImageUri|];")]
    public Task The_link_of_an_image_that_has_none_is_reported(string body) => Rule.Reports(Draw("gpt-image-1", body), OnlyThis);

    [Theory]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); Save(image.ImageBytes); return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); if (image.ImageBytes is null) return image.ImageUri; Save(image.ImageBytes); return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); if (image.ImageUri != null) return image.ImageUri; Save(image.ImageBytes); return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); if (image.ImageBytes != null) Save(image.ImageBytes); else return new Uri(image.ImageUri.ToString()); return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); var url = image.ImageUri?.ToString() ?? Convert.ToBase64String(image.ImageBytes); return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); var both = (image.ImageUri, image.ImageBytes); return null;")]
    [InlineData("GeneratedImage image = client.GenerateImage(prompt); return image.ImageUri == null ? null : image.ImageUri;")]
    [InlineData("GeneratedImage image = new ImageClient(\"dall-e-3\", key).GenerateImage(prompt); return image.ImageUri;")]
    [InlineData("GeneratedImage image = new ImageClient(prompt.Length > 9 ? \"dall-e-3\" : \"gpt-image-1\", key).GenerateImage(prompt); return image.ImageUri;")]
    [InlineData("GeneratedImage image = injected.GenerateImage(prompt); return image.ImageUri;")]
    public Task A_fallback_and_the_link_of_another_model_are_silent(string body) => Rule.Silent(Draw("gpt-image-1", body), OnlyThis);

    [Fact]
    public Task The_link_of_dalle_is_silent() => Rule.Silent(Draw("dall-e-3", "GeneratedImage image = await client.GenerateImageAsync(prompt); return image.ImageUri;"), OnlyThis);

    [Theory]
    [InlineData("""using var json = JsonDocument.Parse(body); return json.RootElement.GetProperty("data")[0].GetProperty([|"url"|]).GetString();""")]
    [InlineData("""return (string?)JObject.Parse(body)["data"]![0]![[|"url"|]];""")]
    [InlineData("""var answer = JsonSerializer.Deserialize<Answer>(body)!; return answer.Data![0].[|Url|];""")]
    [InlineData("""var answer = JsonSerializer.Deserialize<Answer>(body); return answer?.Data?.FirstOrDefault()?.[|Url|];""")]
    public Task The_url_in_the_JSON_of_a_GPT_Image_model_is_reported(string read) => Rule.Reports(Post("gpt-image-1", read), Raw);

    [Theory]
    [InlineData("gpt-image-1", """using var json = JsonDocument.Parse(body); return json.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetString();""")]
    [InlineData("gpt-image-1", """using var json = JsonDocument.Parse(body); var image = json.RootElement.GetProperty("data")[0]; return image.TryGetProperty("url", out var url) ? url.GetString() : image.GetProperty("b64_json").GetString();""")]
    [InlineData("gpt-image-1", """var image = JsonSerializer.Deserialize<Answer>(body)!.Data![0]; return image.Url ?? image.Base64;""")]
    [InlineData("dall-e-3", """using var json = JsonDocument.Parse(body); return json.RootElement.GetProperty("data")[0].GetProperty("url").GetString();""")]
    public Task The_bytes_and_the_url_of_another_model_are_silent(string model, string read) => Rule.Silent(Post(model, read), Raw);

    private static string Draw(string model, string body) => $$"""
        using OpenAI.Images;

        class Studio(string key, ImageClient injected)
        {
            private readonly ImageClient client = new("{{model}}", "key");

            public async Task<Uri?> DrawAsync(string prompt)
            {
                await Task.Yield();
                {{body}}
            }

            public ImageClient Injected => injected;

            private static void Save(BinaryData bytes) => Console.WriteLine(bytes.ToArray().Length);
        }
        """;

    private static string Post(string model, string read) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json.Linq;

        class Studio(HttpClient http)
        {
            public async Task<string?> DrawAsync(string prompt)
            {
                using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/images/generations", new { model = "{{model}}", prompt });
                response.EnsureSuccessStatusCode();
                var body = await response.Content.ReadAsStringAsync();
                {{read}}
            }
        }

        class Answer
        {
            [JsonPropertyName("data")] public List<Picture>? Data { get; set; }
        }

        class Picture
        {
            [JsonPropertyName("url")] public string? Url { get; set; }

            [JsonPropertyName("b64_json")] public string? Base64 { get; set; }
        }
        """;
}
