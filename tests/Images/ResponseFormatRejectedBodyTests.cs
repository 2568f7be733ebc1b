using Rule = AiApi.Analyzers.Tests.Support.Verify<AiApi.Analyzers.Images.ResponseFormatRejectedAnalyzer>;

namespace AiApi.Analyzers.Tests.Images;

/// <summary>AIAPI3001 in request bodies that code writes itself.</summary>
public class ResponseFormatRejectedBodyTests
{
    private static readonly SnippetOptions Raw = new() { Packages = Packages.NewtonsoftJson, OthersMaySpeak = true };

    [Theory]
    [InlineData("""var body = JsonContent.Create(new { model = "gpt-image-1", prompt, [|response_format|] = "b64_json" });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = Model, prompt, n = 1, [|response_format|] = "url" });""")]
    [InlineData("""var model = configured ?? "gpt-image-1"; var body = new { model, prompt, [|response_format|] = "url" };""")]
    [InlineData("""var response_format = "url"; var body = new { model = Model, prompt, [|response_format|] };""")]
    [InlineData("""var body = new Dictionary<string, object> { ["model"] = Model, ["prompt"] = prompt, [[|"response_format"|]] = "b64_json" };""")]
    [InlineData("""var body = new Dictionary<string, object> { { "model", Model }, { [|"response_format"|], "b64_json" } };""")]
    [InlineData("""var body = new Dictionary<string, string>(); body["model"] = Model; body[[|"response_format"|]] = "url";""")]
    [InlineData("""var body = new Dictionary<string, string> { ["model"] = Model }; body.Add([|"response_format"|], "url");""")]
    [InlineData("""var body = new Dictionary<string, string> { ["model"] = Model }; if (large) body[[|"response_format"|]] = "url";""")]
    [InlineData("""var body = new JsonObject { ["model"] = Model, [[|"response_format"|]] = "url" };""")]
    [InlineData("""var body = new JsonObject(); body["model"] = JsonValue.Create(Model); body[[|"response_format"|]] = JsonValue.Create("url");""")]
    [InlineData("""var body = new JObject { ["model"] = Model, [[|"response_format"|]] = "url" };""")]
    [InlineData("""var body = new JObject(new JProperty("model", Model), new JProperty([|"response_format"|], "url"));""")]
    [InlineData("""var body = new ImageRequest { Model = Model, Prompt = prompt, [|ResponseFormat|] = "url" };""")]
    [InlineData("""var body = new ImageRequest { Model = Model }; body.[|ResponseFormat|] = "url";""")]
    [InlineData("""var body = new EditRequest(Model, prompt, [|ResponseFormat|]: "url");""")]
    [InlineData("""var form = new MultipartFormDataContent { { new StringContent(Model), "model" }, { new StringContent("url"), [|"response_format"|] } };""")]
    [InlineData("""using var form = new MultipartFormDataContent(); form.Add(new StringContent("gpt-image-1"), "model"); form.Add(new StringContent("url"), [|"response_format"|]);""")]
    [InlineData("""using var form = new MultipartFormDataContent(); form.Add(new StringContent("gpt-image-1"), "\"model\""); form.Add(new StringContent("url"), [|"\"response_format\""|]);""")]
    public Task A_format_in_an_object_that_names_a_GPT_Image_model_is_reported(string body) => Rule.Reports(Send(body), Raw);

    [Theory]
    [InlineData(""""var body = """{ "model": "gpt-image-1", "prompt": "a cat", "[|response_format|]": "url" }""";"""")]
    [InlineData(""""var body = $$"""{ "model": "{{Model}}", "prompt": {{JsonSerializer.Serialize(prompt)}}, "[|response_format|]": "url", "n": {{count}} }""";"""")]
    [InlineData(""""var body = $$"""{ "model": {{JsonSerializer.Serialize(Model)}}, "[|response_format|]": "url" }""";"""")]
    [InlineData(""""var body = """{ "model": "gpt-image-1", "[|response_format|]": "url" }"""u8.ToArray();"""")]
    [InlineData("""var body = "{\"model\":\"gpt-image-1\",\"prompt\":\"" + prompt + "\",\"[|response_format|]\":\"url\"}";""")]
    [InlineData("""var body = $"{{\"model\":\"{Model}\",\"[|response_format|]\":\"url\"}}";""")]
    [InlineData("""var body = @"{""model"":""gpt-image-1"",""[|response_format|]"":""url""}";""")]
    public Task A_format_in_a_JSON_text_that_names_a_GPT_Image_model_is_reported(string body) => Rule.Reports(Send(body), Raw);

    [Theory]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = "dall-e-3", prompt, response_format = "url" });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = configured, prompt, response_format = "url" });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = "gpt-5.4", response_format = new { type = "json_object" } });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = Model, prompt, output_format = "png" });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = Model, prompt, response_format = (string?)null });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { model = Model, prompt, response_format = configured });""")]
    [InlineData("""await http.PostAsJsonAsync(Url, new { prompt, response_format = "url" });""")]
    [InlineData("""var model = configured ?? "gpt-image-1"; await http.PostAsJsonAsync(Url, new { model, prompt, response_format = model.StartsWith("gpt-image") ? null : "url" });""")]
    [InlineData("""var body = new JsonObject { ["model"] = Model }; if (!isGptImage) body["response_format"] = "url";""")]
    [InlineData("""var body = new JsonObject { ["model"] = configured ?? Model }; if (large) body["response_format"] = "url";""")]
    [InlineData("""var model = configured ?? Model; var body = new JsonObject { ["model"] = model }; if (model is "dall-e-2" or "dall-e-3") body["response_format"] = "url";""")]
    [InlineData("""var body = new JsonObject(); if (large) { body["model"] = Model; } else { body["model"] = "dall-e-3"; body["response_format"] = "url"; }""")]
    [InlineData("""var gpt = new { model = Model, prompt }; var dalle = new { model = "dall-e-3", prompt, response_format = "url" };""")]
    [InlineData(""""var body = """{ "model": "dall-e-3", "prompt": "a cat", "response_format": "url" }""";"""")]
    [InlineData(""""var body = """{ "model": "gpt-5.4", "tools": [{ "model": "gpt-image-1" }], "response_format": { "type": "json_object" } }""";"""")]
    [InlineData("""var text = "The \"model\" gpt-image-1 knows no \"response_format\": it is refused.";""")]
    [InlineData("""var body = new ImageSettings { Model = Model, ResponseFormat = "url" };""")]
    [InlineData("""var supported = new[] { "model", "response_format" };""")]
    public Task A_format_for_another_or_an_unknown_model_is_silent(string body) => Rule.Silent(Send(body), Raw);

    [Fact]
    public Task A_body_for_the_protocol_method_is_a_body() => Rule.Reports(""""
        using System.ClientModel;
        using OpenAI.Images;

        class Studio(ImageClient client)
        {
            public ClientResult Draw() => client.GenerateImages(BinaryContent.Create(BinaryData.FromString("""
                {
                    "model": "gpt-image-1",
                    "[|response_format|]": "b64_json",
                    "prompt": "a cat"
                }
                """)));
        }
        """");

    private static string Send(string body) => $$"""
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using Newtonsoft.Json.Linq;

        class Studio(HttpClient http)
        {
            private const string Model = "gpt-image-1";
            private const string Url = "https://api.openai.com/v1/images/generations";

            public async Task DrawAsync(string prompt, string? configured, bool large, bool isGptImage, int count)
            {
                {{body}}
                await Task.Yield();
            }
        }

        class ImageRequest
        {
            [JsonPropertyName("model")] public string Model { get; set; } = "";

            [JsonPropertyName("prompt")] public string Prompt { get; set; } = "";

            [JsonPropertyName("response_format")] public string? ResponseFormat { get; set; }
        }

        record EditRequest(
            [property: JsonPropertyName("model")] string Model,
            [property: JsonPropertyName("prompt")] string Prompt,
            [property: JsonPropertyName("response_format")] string? ResponseFormat = null);

        class ImageSettings
        {
            public string Model { get; set; } = "";

            public string? ResponseFormat { get; set; }
        }
        """;
}
