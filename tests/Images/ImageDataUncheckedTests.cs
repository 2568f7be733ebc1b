using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.ImageDataUncheckedAnalyzer>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>AIAPI3002.</summary>
public class ImageDataUncheckedTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };
    private static readonly SnippetOptions Raw = new() { Packages = Packages.NewtonsoftJson, OthersMaySpeak = true };

    [Theory]
    [InlineData("GeneratedImageCollection images = await client.GenerateImagesAsync(prompt, 2); return images[|[0]|].ImageBytes;")]
    [InlineData("var result = await client.GenerateImagesAsync(prompt, 1); return result.Value[|[0]|].ImageBytes;")]
    [InlineData("return (await client.GenerateImagesAsync(prompt, 1)).Value.[|First|]().ImageBytes;")]
    [InlineData("var images = client.GenerateImageEdits(\"a.png\", prompt, 2).Value; return images.[|Last|]().ImageBytes;")]
    [InlineData("var images = client.GenerateImageVariations(\"a.png\", 2).Value; return images.[|ElementAt|](0).ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; if (verbose) Console.WriteLine(images.Count); return images[|[0]|].ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; var any = images.Count > 0; Console.WriteLine(any); return images[|[0]|].ImageBytes;")]
    public Task The_first_image_taken_without_a_look_at_their_number_is_reported(string body) => Rule.Reports(Draw(body));

    [Theory]
    [InlineData("GeneratedImage image = await client.GenerateImageAsync(prompt); return image.ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; if (images.Count == 0) return null; return images[0].ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; return images.Count > 0 ? images[0].ImageBytes : null;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; if (!images.Any()) throw new InvalidOperationException(); return images[0].ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; if (images is not { Count: > 0 }) return null; return images.First().ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; if (images.Count < 2) return null; return images[0].ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; var none = images.Count == 0; if (none) return null; return images[0].ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; Ensure(images); return images[0].ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; return images.FirstOrDefault()?.ImageBytes;")]
    [InlineData("foreach (var image in client.GenerateImages(prompt, 2).Value) return image.ImageBytes; return null;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; for (var i = 0; i < images.Count; i++) Console.WriteLine(images[i].RevisedPrompt); return null;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; guard.NotEmpty(images); return images[0].ImageBytes;")]
    [InlineData("var images = client.GenerateImages(prompt, 2).Value; return images.Single().ImageBytes;")]
    [InlineData("return new List<BinaryData>()[0];")]
    public Task Images_whose_number_was_looked_at_and_the_singular_call_are_silent(string body) => Rule.Silent(Draw(body), OnlyThis);

    [Theory]
    [InlineData("""using var json = JsonDocument.Parse(body); return json.RootElement.GetProperty("data")[|[0]|].GetProperty("b64_json").GetString();""")]
    [InlineData("""using var json = JsonDocument.Parse(body); var data = json.RootElement.GetProperty("data"); return data[|[0]|].GetProperty("url").GetString();""")]
    [InlineData("""using var json = JsonDocument.Parse(body); if (json.RootElement.TryGetProperty("data", out var data)) return data[|[0]|].GetProperty("url").GetString(); return null;""")]
    [InlineData("""using var json = JsonDocument.Parse(body); return json.RootElement.GetProperty("data").EnumerateArray().[|First|]().GetProperty("url").GetString();""")]
    [InlineData("""return (string?)JsonNode.Parse(body)!["data"]![|[0]|]!["url"];""")]
    [InlineData("""return (string?)JObject.Parse(body)["data"]![|[0]|]!["url"];""")]
    [InlineData("""var answer = JsonSerializer.Deserialize<Answer>(body)!; return answer.Images![|[0]|].Url;""")]
    [InlineData("""var answer = await response.Content.ReadFromJsonAsync<Answer>(); return answer!.Images!.[|First|]().Url;""")]
    [InlineData("""dynamic answer = JsonConvert.DeserializeObject(body)!; return answer.data[|[0]|].url;""")]
    public Task The_first_element_of_data_taken_without_a_look_at_their_number_is_reported(string read) => Rule.Reports(Post(read), Raw);

    [Theory]
    [InlineData("""using var json = JsonDocument.Parse(body); var data = json.RootElement.GetProperty("data"); if (data.GetArrayLength() == 0) return null; return data[0].GetProperty("url").GetString();""")]
    [InlineData("""using var json = JsonDocument.Parse(body); if (json.RootElement.TryGetProperty("data", out var data) && data.GetArrayLength() > 0) return data[0].GetProperty("url").GetString(); return null;""")]
    [InlineData("""using var json = JsonDocument.Parse(body); foreach (var image in json.RootElement.GetProperty("data").EnumerateArray()) return image.GetProperty("url").GetString(); return null;""")]
    [InlineData("""return (string?)JObject.Parse(body).SelectToken("data[0].url");""")]
    [InlineData("""var answer = JsonSerializer.Deserialize<Answer>(body); if (answer?.Images is not { Count: > 0 }) return null; return answer.Images[0].Url;""")]
    [InlineData("""var answer = JsonSerializer.Deserialize<Answer>(body); return answer?.Images?.FirstOrDefault()?.Url;""")]
    [InlineData("""var answer = JsonSerializer.Deserialize<Answer>(body); if (answer?.Images == null || answer.Images.Count == 0) return null; return answer.Images[0].Url;""")]
    [InlineData("""using var json = JsonDocument.Parse(body); return json.RootElement.GetProperty("models")[0].GetString();""")]
    [InlineData("""using var json = JsonDocument.Parse(prompt); return json.RootElement.GetProperty("data")[0].GetString();""")]
    public Task Data_whose_number_was_looked_at_and_other_JSON_are_silent(string read) => Rule.Silent(Post(read), Raw);

    [Fact]
    public Task Embeddings_have_data_too() => Rule.Silent("""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Index(HttpClient http)
        {
            public const string Pictures = "https://api.openai.com/v1/images/generations";

            public async Task<double> EmbedAsync(string text)
            {
                using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/embeddings", new { model = "text-embedding-3-small", input = text });
                using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                return json.RootElement.GetProperty("data")[0].GetProperty("embedding")[0].GetDouble();
            }
        }
        """, OnlyThis);

    [Fact]
    public Task Contents_of_an_image_generator_may_be_none() => Rule.Reports("""
        using Microsoft.Extensions.AI;

        class Studio(IImageGenerator generator)
        {
            public async Task<AIContent> DrawAsync(string prompt)
            {
                var response = await generator.GenerateImagesAsync(prompt);
                return response.Contents.OfType<DataContent>().[|First|]();
            }
        }
        """, Packages.ExtensionsAI);

    private static string Draw(string body) => $$"""
        using OpenAI.Images;

        interface IGuard
        {
            void NotEmpty<T>(IReadOnlyCollection<T> items);
        }

        class Studio(ImageClient client, IGuard guard)
        {
            public async Task<BinaryData?> DrawAsync(string prompt, bool verbose)
            {
                await Task.Yield();
                {{body}}
            }

            private static void Ensure(GeneratedImageCollection images)
            {
                if (images.Count == 0)
                    throw new InvalidOperationException("No image.");
            }

            public void Open() => guard.NotEmpty(new int[1]);
        }
        """;

    private static string Post(string read) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json;
        using Newtonsoft.Json.Linq;
        using JsonSerializer = System.Text.Json.JsonSerializer;

        class Studio(HttpClient http)
        {
            public async Task<string?> DrawAsync(string prompt)
            {
                using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/images/generations", new { model = "gpt-image-1", prompt });
                response.EnsureSuccessStatusCode();
                var body = await response.Content.ReadAsStringAsync();
                {{read}}
            }
        }

        class Answer
        {
            [JsonPropertyName("data")] public List<Picture>? Images { get; set; }
        }

        class Picture
        {
            [JsonPropertyName("url")] public string? Url { get; set; }
        }
        """;
}
