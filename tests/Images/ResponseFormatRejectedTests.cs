using AiApi.Analyzers.Images;
using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.ResponseFormatRejectedAnalyzer>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>AIAPI3001 on the options of the SDKs.</summary>
public class ResponseFormatRejectedTests
{
    private static readonly SnippetOptions OnlyThis = new() { OthersMaySpeak = true };

    [Theory]
    [InlineData("new ImageClient(\"gpt-image-1\", key)")]
    [InlineData("new ImageClient(\"GPT-Image-1.5\", new ApiKeyCredential(key), new OpenAIClientOptions())")]
    [InlineData("new ImageClient(model: \"chatgpt-image-latest\", apiKey: key)")]
    [InlineData("new ImageClient(Model, key)")]
    [InlineData("new ImageClient(Family + \"-1-mini\", key)")]
    [InlineData("new ImageClient(Environment.GetEnvironmentVariable(\"IMAGE_MODEL\") ?? Model, key)")]
    [InlineData("new ImageClient(key.Length > 50 ? \"dall-e-3\" : \"gpt-image-1\", key)")]
    [InlineData("new OpenAIClient(key).GetImageClient(\"gpt-image-1\")")]
    [InlineData("s_openAI.GetImageClient(Model)")]
    [InlineData("_client")]
    [InlineData("Client")]
    [InlineData("Create()")]
    public Task A_format_for_a_model_that_can_be_GPT_Image_is_reported(string client) => Rule.Reports(With(client, "[|ResponseFormat|]"));

    [Theory]
    [InlineData("new ImageClient(\"dall-e-3\", key)")]
    [InlineData("new ImageClient(\"flux-pro\", key)")]
    [InlineData("new ImageClient(\"imagen-4.0-generate-001\", key)")]
    [InlineData("new ImageClient(model, key)")]
    [InlineData("new ImageClient(Environment.GetEnvironmentVariable(\"IMAGE_MODEL\"), key)")]
    [InlineData("new Azure.AI.OpenAI.AzureOpenAIClient(new Uri(\"https://mine.openai.azure.com\"), new ApiKeyCredential(key)).GetImageClient(\"pictures\")")]
    [InlineData("client")]
    [InlineData("Injected")]
    public Task A_format_for_another_or_an_unknown_model_is_silent(string client) => Rule.Silent(
        With(client, "ResponseFormat"),
        new SnippetOptions { Packages = Packages.OpenAI + Packages.Stub("Azure.AI.OpenAI", Packages.OpenAI), OthersMaySpeak = true });

    [Fact]
    public Task A_deployment_that_is_named_for_the_model_is_reported() => Rule.Reports(
        With("new Azure.AI.OpenAI.AzureOpenAIClient(new Uri(\"https://mine.openai.azure.com\"), new ApiKeyCredential(key)).GetImageClient(\"gpt-image-1\")", "[|ResponseFormat|]"),
        Packages.OpenAI + Packages.Stub("Azure.AI.OpenAI", Packages.OpenAI));

    [Fact]
    public Task The_option_says_which_models_are_meant() => Rule.Reports(
        With("new ImageClient(\"pictures\", key)", "[|ResponseFormat|]"),
        new SnippetOptions { EditorConfig = "aiapi_gpt_image_models = pictures, gpt-image-*" });

    [Theory]
    [InlineData("client.GenerateImages(prompt, 2, new() { [|ResponseFormat|] = GeneratedImageFormat.Uri });")]
    [InlineData("client.GenerateImageEdit(\"a.png\", prompt, new ImageEditOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes });")]
    [InlineData("client.GenerateImageVariation(\"a.png\", new ImageVariationOptions { [|ResponseFormat|] = \"url\" });")]
    [InlineData("var options = new ImageGenerationOptions(); options.[|ResponseFormat|] = GeneratedImageFormat.Bytes; client.GenerateImage(prompt, options);")]
    [InlineData("ImageGenerationOptions options = new() { Size = GeneratedImageSize.W1024xH1024, [|ResponseFormat|] = GeneratedImageFormat.Bytes }; client.GenerateImage(prompt, options: options);")]
    [InlineData("var options = new ImageGenerationOptions(); if (bytes) options.[|ResponseFormat|] = GeneratedImageFormat.Bytes; client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions { [|ResponseFormat|] = bytes ? GeneratedImageFormat.Bytes : GeneratedImageFormat.Uri }; client.GenerateImage(prompt, options);")]
    [InlineData("if (bytes) { client.GenerateImage(prompt, new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes }); }")]
    [InlineData("client.GenerateImage(prompt, [|s_options|]);")]
    [InlineData("client.GenerateImage(prompt, [|Options()|]);")]
    public Task A_format_is_reported_where_it_is_set_or_where_the_options_meet_the_model(string body) => Rule.Reports(Generate(body));

    [Theory]
    [InlineData("var options = new ImageGenerationOptions { ResponseFormat = null }; client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions { ResponseFormat = format }; client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions { ResponseFormat = bytes ? GeneratedImageFormat.Bytes : null }; client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes }; options.ResponseFormat = null; client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions(); client.GenerateImage(prompt, options); options.ResponseFormat = GeneratedImageFormat.Bytes; other.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes }; other.GenerateImage(prompt, options); client.GenerateImage(prompt);")]
    [InlineData("var options = new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes }; Adapt(options); client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions(); if (!isGptImage) options.ResponseFormat = GeneratedImageFormat.Bytes; client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions(); if (Model.StartsWith(\"dall-e\")) options.ResponseFormat = GeneratedImageFormat.Bytes; client.GenerateImage(prompt, options);")]
    [InlineData("var options = new ImageGenerationOptions(); if (NeedsFormat()) options.ResponseFormat = GeneratedImageFormat.Bytes; client.GenerateImage(prompt, options);")]
    [InlineData("var plain = bytes && !isGptImage; var options = new ImageGenerationOptions(); if (plain) options.ResponseFormat = GeneratedImageFormat.Bytes; client.GenerateImage(prompt, options);")]
    [InlineData("client.GenerateImage(prompt, given);")]
    public Task A_format_that_is_not_or_perhaps_not_sent_is_silent(string body) => Rule.Silent(Generate(body), OnlyThis);

    [Theory]
    [InlineData("if (model.StartsWith(\"gpt-image\"))")]
    [InlineData("var knowsFormats = !model.StartsWith(\"gpt-image\"); if (!knowsFormats)")]
    public Task Code_that_tests_the_model_knows_what_it_does(string test) => Rule.Silent($$"""
        using OpenAI.Images;

        class Studio
        {
            public GeneratedImage Draw(string prompt, string key)
            {
                var model = Environment.GetEnvironmentVariable("IMAGE_MODEL") ?? "gpt-image-1";
                var client = new ImageClient(model, key);
                {{test}}
                    return client.GenerateImage(prompt);

                return client.GenerateImage(prompt, new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes });
            }
        }
        """);

    [Fact]
    public Task A_test_for_a_missing_model_is_none_of_its_kind() => Rule.Reports("""
        using OpenAI.Images;

        class Studio
        {
            public GeneratedImage Draw(string prompt, string key)
            {
                var model = Environment.GetEnvironmentVariable("IMAGE_MODEL");
                if (string.IsNullOrEmpty(model))
                    model = "gpt-image-1";
                var client = new ImageClient(model, key);
                return client.GenerateImage(prompt, new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes });
            }
        }
        """);

    [Fact]
    public Task The_format_of_a_chat_is_another_thing() => Rule.Silent("""
        using OpenAI;
        using OpenAI.Chat;
        using OpenAI.Images;

        class Studio(OpenAIClient openAI)
        {
            public GeneratedImage Draw(string prompt)
            {
                var options = new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonObjectFormat() };
                var chat = openAI.GetChatClient("gpt-5.4").CompleteChat(new[] { new UserChatMessage(prompt) }, options);
                return openAI.GetImageClient("gpt-image-1").GenerateImage(prompt, new ImageGenerationOptions { Quality = GeneratedImageQuality.High });
            }
        }
        """, OnlyThis);

    [Theory]
    [InlineData("ImageGenerationResponseFormat.Data")]
    [InlineData("ImageGenerationResponseFormat.Uri")]
    public Task A_format_behind_the_image_generator_of_an_OpenAI_client_is_reported(string format) => Rule.Reports($$"""
        using Microsoft.Extensions.AI;

        class Studio(OpenAI.OpenAIClient openAI)
        {
            public async Task<ImageGenerationResponse> DrawAsync(string prompt)
            {
                IImageGenerator generator = openAI.GetImageClient("gpt-image-1").AsIImageGenerator();
                return await generator.GenerateImagesAsync(prompt, new ImageGenerationOptions { Count = 1, [|ResponseFormat|] = {{format}} });
            }
        }
        """, ExtensionsAI);

    [Theory]
    [InlineData("openAI.GetImageClient(\"gpt-image-1\").AsIImageGenerator()", "ResponseFormat = ImageGenerationResponseFormat.Hosted")]
    [InlineData("openAI.GetImageClient(\"gpt-image-1\").AsIImageGenerator()", "ResponseFormat = ImageGenerationResponseFormat.Data, ModelId = \"dall-e-3\"")]
    [InlineData("openAI.GetImageClient(\"dall-e-3\").AsIImageGenerator()", "ResponseFormat = ImageGenerationResponseFormat.Data")]
    [InlineData("injected", "ResponseFormat = ImageGenerationResponseFormat.Data")]
    public Task A_format_behind_another_image_generator_is_silent(string generator, string set) => Rule.Silent($$"""
        using Microsoft.Extensions.AI;

        class Studio(OpenAI.OpenAIClient openAI, IImageGenerator injected)
        {
            public async Task<ImageGenerationResponse> DrawAsync(string prompt)
            {
                var client = openAI;
                IImageGenerator generator = {{generator}};
                return await generator.GenerateImagesAsync(prompt, new ImageGenerationOptions { {{set}} });
            }
        }
        """, ExtensionsAI);

    private static SnippetOptions ExtensionsAI => new()
    {
        Packages = Packages.OpenAI + Packages.Stub("Microsoft.Extensions.AI.OpenAI", Packages.ExtensionsAI + Packages.OpenAI),
        OthersMaySpeak = true,
    };

    private static string With(string client, string property) => $$"""
        using System.ClientModel;
        using OpenAI;
        using OpenAI.Images;

        class Studio
        {
            private const string Family = "gpt-image";
            private const string Model = "gpt-image-1";
            private static readonly OpenAIClient s_openAI = new("key");
            private readonly ImageClient _client;

            public Studio(string key) => _client = new ImageClient(Model, key);

            public ImageClient Injected { get; set; } = new(Model, "key");

            private ImageClient Client => _client;

            private static ImageClient Create() => s_openAI.GetImageClient(Model);

            public async Task<GeneratedImage> DrawAsync(string prompt, string key, string model, ImageClient client) =>
                await ({{client}}).GenerateImageAsync(prompt, new ImageGenerationOptions { {{property}} = GeneratedImageFormat.Bytes });
        }
        """;

    private static string Generate(string body) => $$"""
        using OpenAI;
        using OpenAI.Images;

        class Studio(string key)
        {
            private const string Model = "gpt-image-1";
            private static readonly ImageGenerationOptions s_options = new() { ResponseFormat = GeneratedImageFormat.Bytes };

            public void Draw(string prompt, bool bytes, bool isGptImage, GeneratedImageFormat? format, ImageGenerationOptions given)
            {
                var client = new ImageClient(Model, key);
                var other = new ImageClient("dall-e-3", key);
                {{body}}
            }

            private static bool NeedsFormat() => false;

            private static void Adapt(ImageGenerationOptions options) => options.ResponseFormat = null;

            private static ImageGenerationOptions Options() => new() { ResponseFormat = GeneratedImageFormat.Bytes };
        }
        """;
}
