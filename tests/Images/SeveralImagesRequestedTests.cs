using AiApi.CodeFixes.Images;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.SeveralImagesRequestedAnalyzer>;
using Fix = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.SeveralImagesRequestedAnalyzer, AiApi.CodeFixes.Images.SeveralImagesRequestedFix>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>AIAPI3003.</summary>
public class SeveralImagesRequestedTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };
    private static readonly SnippetOptions Raw = new() { Packages = Packages.NewtonsoftJson, OthersMaySpeak = true };

    [Theory]
    [InlineData("new ImageClient(\"dall-e-3\", key).GenerateImages(prompt, [|4|]);")]
    [InlineData("new OpenAIClient(key).GetImageClient(\"dall-e-3\").GenerateImages(prompt, imageCount: [|Count|]);")]
    [InlineData("var number = large ? 2 : 4; new ImageClient(\"qwen-image-plus\", key).GenerateImageEdits(\"a.png\", prompt, [|number|]);")]
    public Task A_count_above_one_is_reported(string call) => Rule.Reports(Draw(call), OnlyThis);

    [Theory]
    [InlineData("new ImageClient(\"dall-e-3\", key).GenerateImages(prompt, 1);")]
    [InlineData("new ImageClient(\"dall-e-3\", key).GenerateImages(prompt, count);")]
    [InlineData("new ImageClient(\"dall-e-3\", key).GenerateImages(prompt, large ? 4 : 1);")]
    [InlineData("new ImageClient(\"gpt-image-1\", key).GenerateImages(prompt, 4);")]
    [InlineData("new ImageClient(\"dall-e-2\", key).GenerateImages(prompt, 4);")]
    [InlineData("injected.GenerateImages(prompt, 4);")]
    public Task One_image_an_unknown_count_and_other_models_are_silent(string call) => Rule.Silent(Draw(call), OnlyThis);

    [Theory]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = "dall-e-3", prompt, [|n|] = 2 });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = "qwen-image", input = new { prompt }, parameters = new { [|n|] = 4 } });""")]
    [InlineData(""""var body = """{ "model": "dall-e-3", "[|n|]": 4 }""";"""")]
    [InlineData(""""var body = """{ "model": "qwen-image", "input": { "prompt": "a cat" }, "parameters": { "[|n|]": 4 } }""";"""")]
    [InlineData("""var body = new JsonObject { ["model"] = "dall-e-3", [[|"n"|]] = 2 };""")]
    [InlineData("""using var form = new MultipartFormDataContent(); form.Add(new StringContent("dall-e-3"), "model"); form.Add(new StringContent("2"), [|"n"|]);""")]
    public Task A_count_above_one_in_a_body_is_reported(string body) => Rule.Reports(Post(body), Raw);

    [Theory]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = "dall-e-3", prompt, n = 1 });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = "gpt-image-1", prompt, n = 4 });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = "gpt-5.4", messages = prompt, n = 4 });""")]
    [InlineData("""var model = large ? "dall-e-3" : "dall-e-2"; await http.PostAsJsonAsync(Url, new { model, prompt, n = model == "dall-e-2" ? 4 : 1 });""")]
    public Task A_body_for_one_image_or_another_model_is_silent(string body) => Rule.Silent(Post(body), Raw);

    [Fact]
    public Task The_option_says_which_models_are_meant() => Rule.Reports(
        Draw("new ImageClient(\"flux-pro\", key).GenerateImages(prompt, [|4|]);"),
        new SnippetOptions { EditorConfig = "aiapi_single_image_models = flux-*", OthersMaySpeak = true });

    [Fact]
    public Task Single_requests_fill_a_list() => Fix.Fixes("""
        using OpenAI.Images;

        class Studio(string key)
        {
            public async Task DrawAsync(string prompt, ImageGenerationOptions options)
            {
                var client = new ImageClient("dall-e-3", key);
                // Four to choose from.
                GeneratedImageCollection images = await client.GenerateImagesAsync(prompt, [|4|], options);
                foreach (var image in images)
                    Console.WriteLine(image.RevisedPrompt);
            }

            public int Draw(string prompt)
            {
                var client = new ImageClient("dall-e-3", key);
                var result = client.GenerateImages(prompt, [|2|]);
                return result.Value.Count;
            }
        }
        """, """
        using OpenAI.Images;

        class Studio(string key)
        {
            public async Task DrawAsync(string prompt, ImageGenerationOptions options)
            {
                var client = new ImageClient("dall-e-3", key);
                // Four to choose from.
                var images = new List<GeneratedImage>();
                for (var i = 0; i < 4; i++)
                {
                    images.Add(await client.GenerateImageAsync(prompt, options));
                }

                foreach (var image in images)
                    Console.WriteLine(image.RevisedPrompt);
            }

            public int Draw(string prompt)
            {
                var client = new ImageClient("dall-e-3", key);
                var result = new List<GeneratedImage>();
                for (var i = 0; i < 2; i++)
                {
                    result.Add(client.GenerateImage(prompt));
                }

                return result.Count;
            }
        }
        """);

    [Fact]
    public Task Images_that_are_handed_on_as_they_come_are_left_to_people() => Fix.OffersNothing("""
        using OpenAI.Images;

        class Studio(string key)
        {
            public GeneratedImageCollection Draw(string prompt)
            {
                var client = new ImageClient("dall-e-3", key);
                GeneratedImageCollection images = client.GenerateImages(prompt, [|4|]);
                return images;
            }
        }
        """, new() { Action = SeveralImagesRequestedFix.RequestSingly });

    private static string Draw(string call) => $$"""
        using OpenAI;
        using OpenAI.Images;

        class Studio(string key)
        {
            private const int Count = 3;

            public void Draw(string prompt, bool large, int count, ImageClient injected)
            {
                {{call}}
            }

            public string Key => key;
        }
        """;

    private static string Post(string body) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json.Nodes;

        class Studio(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/images/generations";

            public async Task DrawAsync(string prompt, bool large)
            {
                {{body}}
                await Task.Yield();
            }

            public HttpClient Http => http;
        }
        """;
}
