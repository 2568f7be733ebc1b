using AiApi.Analyzers.Images;
using AiApi.Behavior.Tests.Running;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Images;
using static AiApi.CodeFixes.Images.ResponseFormatRejectedFix;

namespace AiApi.Behavior.Tests.Images;

/// <summary>AIAPI3001 to AIAPI3005: what programs get before and after the fixes from a provider that answers as each model does.</summary>
public class ImageBehaviorTests
{
    private static readonly string[] OpenAI = ["OpenAI", "OpenAI.Images", "System.ClientModel", "System.ClientModel.Primitives"];

    private static readonly Trial[] Trials =
    [
        new("OpenAI images, response_format", new ResponseFormatRejectedAnalyzer(), new ResponseFormatRejectedFix(), SendNone, SetOutputFormat)
        {
            Usings = OpenAI,
            Frame = body => Sdk("gpt-image-1", body),
            Ends = [Drawing.Drawn],
            Keeps = [Failure.Unauthorized, Failure.TooManyRequests],
            IsRight = IsWholePicture,
            Programs =
            {
                ["in an initializer"] =
                    """
                    GeneratedImage image = await client.GenerateImageAsync("a cat", new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes });
                    return image.ImageBytes.ToArray().Length.ToString();
                    """,
                ["in a statement"] =
                    """
                    var options = new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024 };
                    options.ResponseFormat = GeneratedImageFormat.Bytes;
                    GeneratedImage image = await client.GenerateImageAsync("a cat", options);
                    return image.ImageBytes.ToArray().Length.ToString();
                    """,
                ["for several images"] =
                    """
                    var options = new ImageGenerationOptions
                    {
                        Quality = GeneratedImageQuality.Auto,
                        ResponseFormat = GeneratedImageFormat.Bytes,
                    };
                    GeneratedImageCollection images = await client.GenerateImagesAsync("a cat", 2, options);
                    return images.Last().ImageBytes.ToMemory().Length.ToString();
                    """,
            },
        },
        new("HTTP, response_format", new ResponseFormatRejectedAnalyzer(), new ResponseFormatRejectedFix(), SendNone)
        {
            Usings = ["System.Net.Http.Json", "System.Text.Json.Nodes"],
            Frame = Http,
            Ends = [Drawing.Drawn],
            Keeps = [Failure.Unauthorized, Failure.TooManyRequests],
            IsRight = IsWholePicture,
            Programs =
            {
                ["in an object"] =
                    """
                    using var reply = await SentAsync(http.PostAsJsonAsync(Url, new { model = "gpt-image-1", prompt = "a cat", response_format = "b64_json" }));
                    return reply.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
                    """,
                ["in a text"] =
                    """"
                    var prompt = "a cat";
                    var body = $$"""
                        {
                            "model": "gpt-image-1",
                            "response_format": "b64_json",
                            "prompt": "{{prompt}}"
                        }
                        """;
                    using var reply = await SentAsync(http.PostAsync(Url, new StringContent(body)));
                    return reply.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
                    """",
                ["in a node"] =
                    """
                    var body = new JsonObject { ["model"] = "gpt-image-1", ["prompt"] = "a cat" };
                    body["response_format"] = "b64_json";
                    using var reply = await SentAsync(http.PostAsync(Url, new StringContent(body.ToJsonString())));
                    return reply.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
                    """,
                ["in a form"] =
                    """
                    using var form = new MultipartFormDataContent();
                    form.Add(new StringContent("gpt-image-1"), "model");
                    form.Add(new StringContent("b64_json"), "response_format");
                    form.Add(new StringContent("a cat"), "prompt");
                    using var reply = await SentAsync(http.PostAsync("https://api.openai.com/v1/images/edits", form));
                    return reply.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
                    """,
            },
        },
        new("OpenAI images, none returned", new ImageDataUncheckedAnalyzer(), new ImageDataUncheckedFix(), ImageDataUncheckedFix.ThrowIfNone)
        {
            Usings = OpenAI,
            Frame = body => Sdk("gpt-image-1", body),
            Ends = [Drawing.Blocked],
            Keeps = [Drawing.Drawn, Failure.Unauthorized],
            IsRight = SaysThatThereIsNone,
            Programs =
            {
                ["on a variable"] =
                    """
                    GeneratedImageCollection images = await client.GenerateImagesAsync("a cat", 2);
                    return images[0].ImageBytes.ToArray().Length.ToString();
                    """,
                ["in an expression"] = """return (await client.GenerateImagesAsync("a cat", 2)).Value[0].ImageBytes.ToArray().Length.ToString();""",
                ["the first"] =
                    """
                    var result = await client.GenerateImagesAsync("a cat", 2);
                    var image = result.Value.First();
                    return image.ImageBytes.ToArray().Length.ToString();
                    """,
            },
        },
        new("HTTP, none returned", new ImageDataUncheckedAnalyzer(), new ImageDataUncheckedFix(), ImageDataUncheckedFix.ThrowIfNone)
        {
            Usings = ["System.Net.Http.Json", "System.Text.Json.Nodes"],
            Frame = Http,
            Ends = [Drawing.Blocked],
            Keeps = [Drawing.Drawn, Failure.Unauthorized],
            IsRight = SaysThatThereIsNone,
            Programs =
            {
                ["in JSON"] =
                    """
                    using var reply = JsonDocument.Parse(await PostAsync(http, JsonSerializer.Serialize(new { model = "gpt-image-1", prompt = "a cat" })));
                    return reply.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
                    """,
                ["in a variable"] =
                    """
                    using var reply = JsonDocument.Parse(await PostAsync(http, JsonSerializer.Serialize(new { model = "gpt-image-1", prompt = "a cat" })));
                    var data = reply.RootElement.GetProperty("data");
                    return Convert.FromBase64String(data[0].GetProperty("b64_json").GetString()!).Length.ToString();
                    """,
                ["in a node"] =
                    """
                    var reply = JsonNode.Parse(await PostAsync(http, JsonSerializer.Serialize(new { model = "gpt-image-1", prompt = "a cat" })))!;
                    var data = reply["data"]!;
                    return Convert.FromBase64String((string)data[0]!["b64_json"]!).Length.ToString();
                    """,
            },
        },
        new("OpenAI images, several at once", new SeveralImagesRequestedAnalyzer(), new SeveralImagesRequestedFix(), SeveralImagesRequestedFix.RequestSingly)
        {
            Usings = OpenAI,
            Frame = body => Sdk("dall-e-3", body),
            Ends = [Drawing.Drawn],
            Keeps = [Failure.Unauthorized, Failure.TooManyRequests],
            IsRight = static (_, seen) => seen is { Answer: "3", Requests.Length: 3 },
            Programs =
            {
                ["counted"] =
                    """
                    GeneratedImageCollection images = await client.GenerateImagesAsync("a cat", 3);
                    return images.Count.ToString();
                    """,
                ["with options, through the result"] =
                    """
                    var options = new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024 };
                    var result = await client.GenerateImagesAsync("a cat", 3, options);
                    return result.Value.Count.ToString();
                    """,
                ["looped over"] =
                    """
                    var images = client.GenerateImages("a cat", imageCount: 3);
                    var links = 0;
                    foreach (var image in images.Value)
                        links += image.ImageUri is null ? 0 : 1;
                    return links.ToString();
                    """,
            },
        },
        new("OpenAI images, links", new MediaUrlKeptAnalyzer(), new MediaUrlKeptFix(), MediaUrlKeptFix.KeepBytes)
        {
            Usings = OpenAI,
            Frame = body => Sdk("dall-e-3", body) + "\nprivate static string? s_last;\nprivate static string? Last() => s_last;",
            Ends = [Drawing.Drawn, Drawing.Expired],
            Keeps = [Failure.Unauthorized, Failure.TooManyRequests],
            IsRight = static (scenario, seen) => scenario == Drawing.Expired
                ? seen.Exception == nameof(HttpRequestException)
                : seen.Answer == $"data:image/png;base64,{Convert.ToBase64String(Drawing.Picture)}",
            Programs =
            {
                ["returned"] =
                    """
                    GeneratedImage image = await client.GenerateImageAsync("a cat");
                    return image.ImageUri.ToString();
                    """,
                ["through a variable"] =
                    """
                    GeneratedImage image = await client.GenerateImageAsync("a cat");
                    var link = image.ImageUri.AbsoluteUri;
                    return link;
                    """,
                ["stored"] =
                    """
                    var image = (await client.GenerateImageAsync("a cat")).Value;
                    s_last = image.ImageUri.ToString();
                    return Last();
                    """,
            },
        },
        new("OpenAI images, no link", new ImageUriReadAnalyzer(), new ImageUriReadFix(), ImageUriReadFix.TakeBytes)
        {
            Usings = OpenAI,
            Frame = body => Sdk("gpt-image-1", body),
            Ends = [Drawing.Drawn],
            Keeps = [Failure.Unauthorized, Failure.TooManyRequests],
            IsRight = IsWholePicture,
            Programs =
            {
                ["downloaded"] =
                    """
                    using var http = new HttpClient();
                    GeneratedImage image = await client.GenerateImageAsync("a cat");
                    return (await http.GetByteArrayAsync(image.ImageUri)).Length.ToString();
                    """,
                ["downloaded later"] =
                    """
                    using var http = new HttpClient();
                    GeneratedImage image = await client.GenerateImageAsync("a cat");
                    var link = image.ImageUri.ToString();
                    var bytes = await http.GetByteArrayAsync(link);
                    return bytes.Length.ToString();
                    """,
                ["downloaded as a stream"] =
                    """
                    using var http = new HttpClient();
                    GeneratedImage image = await client.GenerateImageAsync("a cat");
                    using var stream = await http.GetStreamAsync(image.ImageUri);
                    using var copy = new System.IO.MemoryStream();
                    await stream.CopyToAsync(copy);
                    return copy.Length.ToString();
                    """,
            },
        },
        new("HTTP, no link", new ImageUriReadAnalyzer(), new ImageUriReadFix(), ImageUriReadFix.TakeBytes)
        {
            Usings = ["System.Net.Http.Json"],
            Frame = Http,
            Ends = [Drawing.Drawn],
            Keeps = [Failure.Unauthorized, Failure.TooManyRequests],
            IsRight = IsWholePicture,
            Programs =
            {
                ["in JSON"] =
                    """
                    using var reply = JsonDocument.Parse(await PostAsync(http, JsonSerializer.Serialize(new { model = "gpt-image-1", prompt = "a cat" })));
                    var link = reply.RootElement.GetProperty("data")[0].GetProperty("url").GetString();
                    return (await http.GetByteArrayAsync(link)).Length.ToString();
                    """,
            },
        },
    ];

    public static IEnumerable<object[]> Rows => Trial.Rows(Trials);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_fix_ends_the_failure_and_nothing_else(string surface, string program, string action) => Trial.AssertAsync(Trials, surface, program, action);

    private static bool IsWholePicture(Scenario scenario, Seen seen) => seen is { Answer: "8" };

    private static bool SaysThatThereIsNone(Scenario scenario, Seen seen) =>
        seen.Exception == nameof(InvalidOperationException) && seen.Message!.StartsWith("No image was returned", StringComparison.Ordinal);

    private static string Sdk(string model, string body) =>
        $$"""
        public static async Task<string?> DrawAsync(Uri endpoint)
        {
            var client = new ImageClient("{{model}}", new ApiKeyCredential("test"), new OpenAIClientOptions { Endpoint = endpoint, RetryPolicy = new ClientRetryPolicy(0) });
            {{body}}
        }
        """;

    private static string Http(string body) =>
        $$"""
        private const string Url = "https://api.openai.com/v1/images/generations";

        public static async Task<string?> DrawAsync(HttpClient http)
        {
            {{body}}
        }

        private static async Task<string> PostAsync(HttpClient http, string body)
        {
            using var response = await http.PostAsync(Url, new StringContent(body));
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync();
        }

        private static async Task<JsonDocument> SentAsync(Task<HttpResponseMessage> sending)
        {
            using var response = await sending;
            response.EnsureSuccessStatusCode();
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        }
        """;
}
