using AiApi.CodeFixes.Images;
using Verify = AiApi.Analyzers.Tests.Support.Verify<
    AiApi.Analyzers.Images.ResponseFormatRejectedAnalyzer,
    AiApi.CodeFixes.Images.ResponseFormatRejectedFix>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>The format is no longer sent; a body gets <c>output_format</c> in its place.</summary>
public class ResponseFormatRejectedFixTests
{
    private static readonly SnippetOptions Raw = new() { Packages = Packages.NewtonsoftJson, OthersMaySpeak = true };

    [Fact]
    public Task The_property_goes_from_initializers_and_statements() => Verify.Fixes("""
        using OpenAI.Images;

        class Studio(string key)
        {
            public void Draw(string prompt)
            {
                var client = new ImageClient("gpt-image-1", key);
                client.GenerateImage(prompt, new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes });
                client.GenerateImage(prompt, new() { [|ResponseFormat|] = GeneratedImageFormat.Bytes, Size = GeneratedImageSize.W1024xH1024 });
                client.GenerateImage(prompt, new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024, [|ResponseFormat|] = GeneratedImageFormat.Bytes });
                var options = new ImageGenerationOptions
                {
                    Size = GeneratedImageSize.W1024xH1024, // square

                    // Bytes, to store them.
                    [|ResponseFormat|] = GeneratedImageFormat.Bytes,
                    EndUserId = "me",
                };
                client.GenerateImage(prompt, options);
                var others = new ImageGenerationOptions();
                // As a link.
                others.[|ResponseFormat|] = GeneratedImageFormat.Uri;
                others.EndUserId = "me";

                client.GenerateImage(prompt, others);
                var last = new ImageGenerationOptions
                {
                    EndUserId = "me", // only me
                    [|ResponseFormat|] = GeneratedImageFormat.Bytes
                };
                client.GenerateImage(prompt, last);
                var only = new ImageGenerationOptions
                {
                    [|ResponseFormat|] = GeneratedImageFormat.Bytes,
                };
                client.GenerateImage(prompt, only);
            }
        }
        """, """
        using OpenAI.Images;

        class Studio(string key)
        {
            public void Draw(string prompt)
            {
                var client = new ImageClient("gpt-image-1", key);
                client.GenerateImage(prompt, new ImageGenerationOptions());
                client.GenerateImage(prompt, new() { Size = GeneratedImageSize.W1024xH1024 });
                client.GenerateImage(prompt, new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024 });
                var options = new ImageGenerationOptions
                {
                    Size = GeneratedImageSize.W1024xH1024, // square

                    // Bytes, to store them.
                    EndUserId = "me",
                };
                client.GenerateImage(prompt, options);
                var others = new ImageGenerationOptions();
                // As a link.
                others.EndUserId = "me";

                client.GenerateImage(prompt, others);
                var last = new ImageGenerationOptions
                {
                    EndUserId = "me" // only me
                };
                client.GenerateImage(prompt, last);
                var only = new ImageGenerationOptions();
                client.GenerateImage(prompt, only);
            }
        }
        """);

    [Fact]
    public Task The_options_of_a_field_lose_the_property() => Verify.Fixes("""
        using OpenAI.Images;

        class Studio(string key)
        {
            private static readonly ImageGenerationOptions s_options = new() { ResponseFormat = GeneratedImageFormat.Bytes, EndUserId = "me" };

            public void Draw(string prompt) => new ImageClient("gpt-image-1", key).GenerateImage(prompt, [|s_options|]);
        }
        """, """
        using OpenAI.Images;

        class Studio(string key)
        {
            private static readonly ImageGenerationOptions s_options = new() { EndUserId = "me" };

            public void Draw(string prompt) => new ImageClient("gpt-image-1", key).GenerateImage(prompt, s_options);
        }
        """);

    [Fact]
    public Task Options_that_another_client_is_given_too_are_left_to_people() => Verify.OffersNothing("""
        using OpenAI.Images;

        class Studio(string key)
        {
            public void Draw(string prompt)
            {
                var options = new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes };
                var client = new ImageClient("gpt-image-1", key);
                var other = new ImageClient("dall-e-3", key);
                client.GenerateImage(prompt, options);
                other.GenerateImage(prompt, options);
            }
        }
        """, new() { OthersMaySpeak = true });

    [Fact]
    public Task The_file_format_is_set_in_its_place() => Verify.Fixes("""
        using OpenAI.Images;

        class Studio(string key)
        {
            public void Draw(string prompt)
            {
                var client = new ImageClient("gpt-image-1", key);
                client.GenerateImage(prompt, new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes });
                var options = new ImageEditOptions();
                options.[|ResponseFormat|] = GeneratedImageFormat.Bytes;
                client.GenerateImageEdit("a.png", prompt, options);
            }
        }
        """, """
        using OpenAI.Images;

        class Studio(string key)
        {
            public void Draw(string prompt)
            {
                var client = new ImageClient("gpt-image-1", key);
                client.GenerateImage(prompt, new ImageGenerationOptions { OutputFileFormat = GeneratedImageFileFormat.Png });
                var options = new ImageEditOptions();
                options.OutputFileFormat = GeneratedImageFileFormat.Png;
                client.GenerateImageEdit("a.png", prompt, options);
            }
        }
        """, new() { Action = ResponseFormatRejectedFix.SetOutputFormat });

    [RoslynFact("4.14")]
    public Task Where_the_experimental_property_breaks_the_build_it_is_not_offered() => Verify.OffersNothing("""
        using OpenAI.Images;

        class Studio(string key)
        {
            public void Draw(string prompt) =>
                new ImageClient("gpt-image-1", key).GenerateImage(prompt, new ImageGenerationOptions { [|ResponseFormat|] = GeneratedImageFormat.Bytes });
        }
        """, new() { Action = ResponseFormatRejectedFix.SetOutputFormat, Configure = static test => test.DisabledDiagnostics.Clear() });

    [Fact]
    public Task Objects_ask_for_an_output_format() => Verify.Fixes("""
        using System.Net.Http.Json;
        using System.Text.Json.Nodes;
        using Newtonsoft.Json.Linq;

        class Studio(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/images/generations";

            public async Task DrawAsync(string prompt)
            {
                await http.PostAsJsonAsync(Url, new { model = "gpt-image-1", prompt, [|response_format|] = "b64_json" }); // one
                var dictionary = new Dictionary<string, object>
                {
                    ["model"] = "gpt-image-1",
                    [[|"response_format"|]] = "b64_json", // bytes
                    ["prompt"] = prompt,
                };
                var json = new JsonObject { ["model"] = "gpt-image-1" };
                json[[|"response_format"|]] = JsonValue.Create("url");
                var pairs = new Dictionary<string, string> { { "model", "gpt-image-1" }, { [|"response_format"|], "url" } };
                var old = new JObject(new JProperty("model", "gpt-image-1"), new JProperty([|"response_format"|], "url"));
                using var form = new MultipartFormDataContent();
                form.Add(new StringContent("gpt-image-1"), "model");
                form.Add(new StringContent("url"), [|"response_format"|]);
            }
        }
        """, """
        using System.Net.Http.Json;
        using System.Text.Json.Nodes;
        using Newtonsoft.Json.Linq;

        class Studio(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/images/generations";

            public async Task DrawAsync(string prompt)
            {
                await http.PostAsJsonAsync(Url, new { model = "gpt-image-1", prompt, output_format = "png" }); // one
                var dictionary = new Dictionary<string, object>
                {
                    ["model"] = "gpt-image-1",
                    ["output_format"] = "png", // bytes
                    ["prompt"] = prompt,
                };
                var json = new JsonObject { ["model"] = "gpt-image-1" };
                json["output_format"] = JsonValue.Create("png");
                var pairs = new Dictionary<string, string> { { "model", "gpt-image-1" }, { "output_format", "png" } };
                var old = new JObject(new JProperty("model", "gpt-image-1"), new JProperty("output_format", "png"));
                using var form = new MultipartFormDataContent();
                form.Add(new StringContent("gpt-image-1"), "model");
                form.Add(new StringContent("png"), "output_format");
            }
        }
        """, Raw);

    [Fact]
    public Task A_body_that_names_the_output_format_only_loses_the_other() => Verify.Fixes("""
        using System.Net.Http.Json;
        using System.Text.Json.Nodes;

        class Studio(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/images/generations";

            public async Task DrawAsync(string prompt)
            {
                await http.PostAsJsonAsync(Url, new { model = "gpt-image-1", [|response_format|] = "b64_json", prompt, output_format = "webp" });
                var json = new JsonObject
                {
                    ["model"] = "gpt-image-1",
                    [[|"response_format"|]] = "b64_json",
                    ["output_format"] = "webp",
                };
                var other = new JsonObject { ["model"] = "gpt-image-1" };
                other[[|"response_format"|]] = "url";
                other["output_format"] = "webp";
            }
        }
        """, """
        using System.Net.Http.Json;
        using System.Text.Json.Nodes;

        class Studio(HttpClient http)
        {
            private const string Url = "https://api.openai.com/v1/images/generations";

            public async Task DrawAsync(string prompt)
            {
                await http.PostAsJsonAsync(Url, new { model = "gpt-image-1", prompt, output_format = "webp" });
                var json = new JsonObject
                {
                    ["model"] = "gpt-image-1",
                    ["output_format"] = "webp",
                };
                var other = new JsonObject { ["model"] = "gpt-image-1" };
                other["output_format"] = "webp";
            }
        }
        """, Raw);

    [Fact]
    public Task A_mapped_object_gets_the_property_it_has_for_that() => Verify.Fixes("""
        using System.Text.Json.Serialization;

        class Studio
        {
            public object[] Bodies() => new object[]
            {
                new Full { Model = "gpt-image-1", [|ResponseFormat|] = "b64_json" },
                new Plain { Model = "gpt-image-1", [|ResponseFormat|] = "b64_json" },
            };
        }

        class Plain
        {
            [JsonPropertyName("model")] public string? Model { get; set; }

            [JsonPropertyName("response_format")] public string? ResponseFormat { get; set; }
        }

        class Full : Plain
        {
            [JsonPropertyName("output_format")] public string? OutputFormat { get; set; }
        }
        """, """
        using System.Text.Json.Serialization;

        class Studio
        {
            public object[] Bodies() => new object[]
            {
                new Full { Model = "gpt-image-1", OutputFormat = "png" },
                new Plain { Model = "gpt-image-1" },
            };
        }

        class Plain
        {
            [JsonPropertyName("model")] public string? Model { get; set; }

            [JsonPropertyName("response_format")] public string? ResponseFormat { get; set; }
        }

        class Full : Plain
        {
            [JsonPropertyName("output_format")] public string? OutputFormat { get; set; }
        }
        """, Raw);

    [Fact]
    public Task JSON_in_texts_keeps_its_order_its_indentation_and_its_holes() => Verify.Fixes(""""
        class Studio
        {
            private const string Model = "gpt-image-1";

            public string[] Bodies(string prompt, string format, int count) => new[]
            {
                "{\"model\":\"gpt-image-1\",\"[|response_format|]\":\"url\",\"n\":1}", // escaped
                @"{""model"": ""gpt-image-1"", ""[|response_format|]"": ""url""}",
                $"{{\"model\":\"{Model}\",\"[|response_format|]\":\"{format}\",\"n\":{count}}}",
                """{ "model": "gpt-image-1", "[|response_format|]": "url" }""",
                $$"""
                {
                    "prompt": "{{prompt}}",
                    "[|response_format|]" : "b64_json",
                    "model": "{{Model}}",
                    "n": {{count}}
                }
                """,
                "{\"model\":\"gpt-image-1\",\"prompt\":\"" + prompt + "\",\"[|response_format|]\":\"url\"}",
                "{\"model\":\"gpt-image-1\",\"[|response_format|]\":\"url\",\"output_format\":\"webp\"}",
                """
                {
                    "model": "gpt-image-1",
                    "output_format": "webp",
                    "[|response_format|]": "url"
                }
                """,
            };
        }
        """", """"
        class Studio
        {
            private const string Model = "gpt-image-1";

            public string[] Bodies(string prompt, string format, int count) => new[]
            {
                "{\"model\":\"gpt-image-1\",\"output_format\":\"png\",\"n\":1}", // escaped
                @"{""model"": ""gpt-image-1"", ""output_format"": ""png""}",
                $"{{\"model\":\"{Model}\",\"output_format\":\"png\",\"n\":{count}}}",
                """{ "model": "gpt-image-1", "output_format": "png" }""",
                $$"""
                {
                    "prompt": "{{prompt}}",
                    "output_format" : "png",
                    "model": "{{Model}}",
                    "n": {{count}}
                }
                """,
                "{\"model\":\"gpt-image-1\",\"prompt\":\"" + prompt + "\",\"output_format\":\"png\"}",
                "{\"model\":\"gpt-image-1\",\"output_format\":\"webp\"}",
                """
                {
                    "model": "gpt-image-1",
                    "output_format": "webp"
                }
                """,
            };
        }
        """", Raw);
}
