using AiApi.Analyzers.Images;
using AiApi.Behavior.Tests.Server;
using AiApi.CodeFixes.Images;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Behavior.Tests.Images;

/// <summary>AIAPI3001 to AIAPI3005: what programs get before and after the fixes from a provider that answers as each model does.</summary>
public class ImageFixBehaviorTests(Provider provider) : IClassFixture<Provider>
{
    private const string Client = "new OpenAI.Images.ImageClient(\"{0}\", new System.ClientModel.ApiKeyCredential(\"test\"), new OpenAI.OpenAIClientOptions {{ Endpoint = endpoint, RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) }})";

    /// <summary>Sends a body and gives the text of the reply.</summary>
    private const string Post = """
        private static async Task<string> PostAsync(Uri endpoint, string body)
        {
            using var http = new HttpClient();
            using var response = await http.PostAsync($"{endpoint}/images/generations", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync();
        }
        """;

    private static readonly Dictionary<string, (Scenario Scenario, string Before, string After, string Body)> Programs = new()
    {
        ["3001 in an initializer"] = (Drawing.Drawn, "ClientResultException", "8", """
            OpenAI.Images.GeneratedImage image = await GPT.GenerateImageAsync("a cat", new OpenAI.Images.ImageGenerationOptions { ResponseFormat = OpenAI.Images.GeneratedImageFormat.Bytes });
            return image.ImageBytes.ToArray().Length.ToString();
            """),
        ["3001 in a statement"] = (Drawing.Drawn, "ClientResultException", "8", """
            var options = new OpenAI.Images.ImageGenerationOptions { Size = OpenAI.Images.GeneratedImageSize.W1024xH1024 };
            options.ResponseFormat = OpenAI.Images.GeneratedImageFormat.Bytes;
            OpenAI.Images.GeneratedImage image = await GPT.GenerateImageAsync("a cat", options);
            return image.ImageBytes.ToArray().Length.ToString();
            """),
        ["3001 in an object"] = (Drawing.Drawn, "HttpRequestException", "8", """
            var reply = await PostAsync(endpoint, System.Text.Json.JsonSerializer.Serialize(new { model = "gpt-image-1", prompt = "a cat", response_format = "b64_json" }));
            using var json = System.Text.Json.JsonDocument.Parse(reply);
            return json.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
            """),
        ["3001 in a text"] = (Drawing.Drawn, "HttpRequestException", "8", """"
            var prompt = "a cat";
            var reply = await PostAsync(endpoint, $$"""
                {
                    "model": "gpt-image-1",
                    "response_format": "b64_json",
                    "prompt": "{{prompt}}"
                }
                """);
            using var json = System.Text.Json.JsonDocument.Parse(reply);
            return json.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
            """"),
        ["3002 on a variable"] = (Drawing.Blocked, "ArgumentOutOfRangeException", "InvalidOperationException", """
            OpenAI.Images.GeneratedImageCollection images = await GPT.GenerateImagesAsync("a cat", 2);
            return images[0].ImageBytes.ToArray().Length.ToString();
            """),
        ["3002 in an expression"] = (Drawing.Blocked, "ArgumentOutOfRangeException", "InvalidOperationException", """
            return (await GPT.GenerateImagesAsync("a cat", 2)).Value[0].ImageBytes.ToArray().Length.ToString();
            """),
        ["3002 in JSON"] = (Drawing.Blocked, "IndexOutOfRangeException", "InvalidOperationException", """
            var reply = await PostAsync(endpoint, System.Text.Json.JsonSerializer.Serialize(new { model = "gpt-image-1", prompt = "a cat" }));
            using var json = System.Text.Json.JsonDocument.Parse(reply);
            return json.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length.ToString();
            """),
        ["3002 where all is well"] = (Drawing.Drawn, "8", "8", """
            OpenAI.Images.GeneratedImageCollection images = await GPT.GenerateImagesAsync("a cat", 2);
            return images[0].ImageBytes.ToArray().Length.ToString();
            """),
        ["3003 counted"] = (Drawing.Drawn, "ClientResultException", "3", """
            OpenAI.Images.GeneratedImageCollection images = await DALLE.GenerateImagesAsync("a cat", 3);
            return images.Count.ToString();
            """),
        ["3003 with options, through the result"] = (Drawing.Drawn, "ClientResultException", "2", """
            var options = new OpenAI.Images.ImageGenerationOptions { Size = OpenAI.Images.GeneratedImageSize.W1024xH1024 };
            var result = await DALLE.GenerateImagesAsync("a cat", 2, options);
            return result.Value.Count.ToString();
            """),
        ["3003 looped over"] = (Drawing.Drawn, "ClientResultException", "2", """
            var images = DALLE.GenerateImages("a cat", imageCount: 2);
            var links = 0;
            foreach (var image in images.Value)
                links += image.ImageUri is null ? 0 : 1;
            return links.ToString();
            """),
        ["3004 returned"] = (Drawing.Drawn, "LINK", "DATA", """
            OpenAI.Images.GeneratedImage image = await DALLE.GenerateImageAsync("a cat");
            return image.ImageUri.ToString();
            """),
        ["3004 through a variable"] = (Drawing.Drawn, "LINK", "DATA", """
            OpenAI.Images.GeneratedImage image = await DALLE.GenerateImageAsync("a cat");
            var link = image.ImageUri.AbsoluteUri;
            return link;
            """),
        ["3004 stored"] = (Drawing.Drawn, "LINK", "DATA", """
            var image = (await DALLE.GenerateImageAsync("a cat")).Value;
            s_last = image.ImageUri.ToString();
            return Last();
            """),
        ["3005 downloaded"] = (Drawing.Drawn, "InvalidOperationException", "8", """
            using var http = new HttpClient();
            OpenAI.Images.GeneratedImage image = await GPT.GenerateImageAsync("a cat");
            return (await http.GetByteArrayAsync(image.ImageUri)).Length.ToString();
            """),
        ["3005 downloaded later"] = (Drawing.Drawn, "NullReferenceException", "8", """
            using var http = new HttpClient();
            OpenAI.Images.GeneratedImage image = await GPT.GenerateImageAsync("a cat");
            var link = image.ImageUri.ToString();
            var bytes = await http.GetByteArrayAsync(link);
            return bytes.Length.ToString();
            """),
        ["3005 in JSON"] = (Drawing.Drawn, "KeyNotFoundException", "8", """
            using var http = new HttpClient();
            var reply = await PostAsync(endpoint, System.Text.Json.JsonSerializer.Serialize(new { model = "gpt-image-1", prompt = "a cat" }));
            using var json = System.Text.Json.JsonDocument.Parse(reply);
            var link = json.RootElement.GetProperty("data")[0].GetProperty("url").GetString();
            return (await http.GetByteArrayAsync(link)).Length.ToString();
            """),
    };

    public static TheoryData<string> Names => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fixed_program_gets_what_it_asks_for_or_says_why_not(string name)
    {
        var (scenario, before, after, body) = Programs[name];
        var (analyzer, fix, key) = RuleOf(name);
        var program = BotProgram.Of($$"""
            private static string? s_last;

            private static string? Last() => s_last;

            public static async Task<string?> DrawAsync(Uri endpoint)
            {
                {{body.Replace("GPT.", "(" + string.Format(Client, "gpt-image-1") + ").").Replace("DALLE.", "(" + string.Format(Client, "dall-e-3") + ").")}}
            }

            {{Post}}
            """);
        var repaired = await program.FixedAsync(analyzer, fix, key);

        Assert.Equal(before, Said(await program.RunAsync(provider.Play(scenario))));
        Assert.Equal(after, Said(await repaired.RunAsync(provider.Play(scenario))));
    }

    private static (DiagnosticAnalyzer Analyzer, CodeFixProvider Fix, string Key) RuleOf(string name) => name[..4] switch
    {
        "3001" => (new ResponseFormatRejectedAnalyzer(), new ResponseFormatRejectedFix(), ResponseFormatRejectedFix.SendNone),
        "3002" => (new ImageDataUncheckedAnalyzer(), new ImageDataUncheckedFix(), ImageDataUncheckedFix.ThrowIfNone),
        "3003" => (new SeveralImagesRequestedAnalyzer(), new SeveralImagesRequestedFix(), SeveralImagesRequestedFix.RequestSingly),
        "3004" => (new MediaUrlKeptAnalyzer(), new MediaUrlKeptFix(), MediaUrlKeptFix.KeepBytes),
        _ => (new ImageUriReadAnalyzer(), new ImageUriReadFix(), ImageUriReadFix.TakeBytes),
    };

    private static string? Said(Outcome outcome)
    {
        if (outcome.Answer == $"data:image/png;base64,{Convert.ToBase64String(Drawing.Picture)}")
            return "DATA";
        return outcome.Exception ?? (outcome.Answer?.EndsWith("/files/cat.png", StringComparison.Ordinal) == true ? "LINK" : outcome.Answer);
    }
}
