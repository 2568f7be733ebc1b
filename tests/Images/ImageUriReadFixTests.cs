using Verify = AiApi.Analyzers.Tests.Support.Verify<
    AiApi.Analyzers.Images.ImageUriReadAnalyzer,
    AiApi.CodeFixes.Images.ImageUriReadFix>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>The bytes take the place of a download.</summary>
public class ImageUriReadFixTests
{
    [Fact]
    public Task A_download_of_the_link_becomes_the_bytes() => Verify.Fixes("""
        using OpenAI.Images;

        class Studio(HttpClient http)
        {
            private readonly ImageClient client = new("gpt-image-1", "key");

            public async Task<byte[]> DrawAsync(string prompt)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                return await http.GetByteArrayAsync(image.[|ImageUri|]); // at once
            }

            public async Task SaveAsync(string prompt, Stream file)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                using var content = await http.GetStreamAsync(image.[|ImageUri|].ToString()).ConfigureAwait(false);
                await content.CopyToAsync(file);
            }

            public async Task<byte[]> LaterAsync(string prompt)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                Uri link = image.[|ImageUri|];
                Console.WriteLine("Drawn.");
                return await http.GetByteArrayAsync(link);
            }
        }
        """, """
        using OpenAI.Images;

        class Studio(HttpClient http)
        {
            private readonly ImageClient client = new("gpt-image-1", "key");

            public async Task<byte[]> DrawAsync(string prompt)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                return image.ImageBytes.ToArray(); // at once
            }

            public async Task SaveAsync(string prompt, Stream file)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                using var content = image.ImageBytes.ToStream();
                await content.CopyToAsync(file);
            }

            public async Task<byte[]> LaterAsync(string prompt)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                var imageBytes = image.ImageBytes;
                Console.WriteLine("Drawn.");
                return imageBytes.ToArray();
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task A_url_in_JSON_becomes_the_base64_text() => Verify.Fixes("""
        using System.Net.Http.Json;
        using System.Text.Json;

        class Studio(HttpClient http)
        {
            public async Task<byte[]> DrawAsync(string prompt)
            {
                using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/images/generations", new { model = "gpt-image-1", prompt });
                response.EnsureSuccessStatusCode();
                using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                var url = json.RootElement.GetProperty("data")[0].GetProperty([|"url"|]).GetString();
                return await http.GetByteArrayAsync(url!);
            }
        }
        """, """
        using System.Net.Http.Json;
        using System.Text.Json;

        class Studio(HttpClient http)
        {
            public async Task<byte[]> DrawAsync(string prompt)
            {
                using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/images/generations", new { model = "gpt-image-1", prompt });
                response.EnsureSuccessStatusCode();
                using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                var base64 = json.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetString();
                return Convert.FromBase64String(base64!);
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task A_link_that_is_shown_is_left_to_people() => Verify.OffersNothing("""
        using OpenAI.Images;

        class Studio
        {
            private readonly ImageClient client = new("gpt-image-1", "key");

            public async Task<string> DrawAsync(string prompt)
            {
                GeneratedImage image = await client.GenerateImageAsync(prompt);
                return $"<img src='{image.[|ImageUri|]}'>";
            }
        }
        """);
}
