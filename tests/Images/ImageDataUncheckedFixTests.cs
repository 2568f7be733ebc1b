using Verify = AiApi.Analyzers.Tests.Support.Verify<
    AiApi.Analyzers.Images.ImageDataUncheckedAnalyzer,
    AiApi.CodeFixes.Images.ImageDataUncheckedFix>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>A guard throws where no image was returned.</summary>
public class ImageDataUncheckedFixTests
{
    private const string Guard = "throw new InvalidOperationException(\"No image was returned: the prompt may have been blocked. Rephrase it; revised_prompt tells what the model made of it.\");";

    [Fact]
    public Task The_guard_goes_before_the_read() => Verify.Fixes("""
        using OpenAI.Images;

        class Studio(ImageClient client)
        {
            public async Task<BinaryData> DrawAsync(string prompt)
            {
                GeneratedImageCollection images = await client.GenerateImagesAsync(prompt, 2);
                // The first is good enough.
                return images[|[0]|].ImageBytes;
            }

            public BinaryData Draw(string prompt)
            {
                var result = client.GenerateImages(prompt, 2);
                var bytes = result.Value.[|First|]().ImageBytes; // one
                return bytes;
            }
        }
        """, $$"""
        using OpenAI.Images;

        class Studio(ImageClient client)
        {
            public async Task<BinaryData> DrawAsync(string prompt)
            {
                GeneratedImageCollection images = await client.GenerateImagesAsync(prompt, 2);
                // The first is good enough.
                if (images.Count == 0)
                {
                    {{Guard}}
                }

                return images[0].ImageBytes;
            }

            public BinaryData Draw(string prompt)
            {
                var result = client.GenerateImages(prompt, 2);
                if (result.Value.Count == 0)
                {
                    {{Guard}}
                }

                var bytes = result.Value.First().ImageBytes; // one
                return bytes;
            }
        }
        """);

    [Fact]
    public Task What_is_not_in_a_variable_gets_one() => Verify.Fixes("""
        using System.Net.Http.Json;
        using System.Text.Json;
        using OpenAI.Images;

        class Studio(ImageClient client, HttpClient http)
        {
            public BinaryData Draw(string prompt) => client.GenerateImages(prompt, 2).Value[|[0]|].ImageBytes;

            public async Task<string?> PostAsync(string prompt)
            {
                using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/images/generations", new { model = "gpt-image-1", prompt });
                response.EnsureSuccessStatusCode();
                using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                return json.RootElement.GetProperty("data")[|[0]|].GetProperty("b64_json").GetString();
            }
        }
        """, $$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using OpenAI.Images;

        class Studio(ImageClient client, HttpClient http)
        {
            public BinaryData Draw(string prompt)
            {
                var images = client.GenerateImages(prompt, 2).Value;
                if (images.Count == 0)
                {
                    {{Guard}}
                }

                return images[0].ImageBytes;
            }

            public async Task<string?> PostAsync(string prompt)
            {
                using var response = await http.PostAsJsonAsync("https://api.openai.com/v1/images/generations", new { model = "gpt-image-1", prompt });
                response.EnsureSuccessStatusCode();
                using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                var data = json.RootElement.GetProperty("data");
                if (data.GetArrayLength() == 0)
                {
                    {{Guard}}
                }

                return data[0].GetProperty("b64_json").GetString();
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task A_read_that_happens_only_sometimes_is_left_to_people() => Verify.OffersNothing("""
        using OpenAI.Images;

        class Studio(ImageClient client)
        {
            public BinaryData? Draw(string prompt, bool wanted)
            {
                var images = client.GenerateImages(prompt, 2).Value;
                return wanted ? images[|[0]|].ImageBytes : null;
            }
        }
        """);
}
