using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiApi.Behavior.Tests.Server;

/// <summary>How a provider answers requests for images: as OpenAI's API reference says of each model.</summary>
public sealed record Drawing(string Name) : Scenario(Name)
{
    /// <summary>The bytes of every image.</summary>
    public static readonly byte[] Picture = [137, 80, 78, 71, 13, 10, 26, 10];

    /// <summary>Every image asked for is returned: bytes from GPT Image models, else a link, or bytes on request.</summary>
    public static readonly Drawing Drawn = new("drawn");

    /// <summary>The request succeeds, and no image is returned.</summary>
    public static readonly Drawing Blocked = new("blocked");

    /// <summary>The link that is returned is no longer good.</summary>
    public static readonly Drawing Expired = new("expired-link");

    private const string File = "files/cat.png";

    public override Reply Answer(ProviderRequest request)
    {
        if (request.Path == File)
            return this == Expired ? Failure.Forbidden.Answer(request) : new(200, Picture, "image/png");
        if (request.Body.StartsWith("--", StringComparison.Ordinal))
            return request.Body.Contains("name=response_format") ? Rejection("Unknown parameter: 'response_format'.") : Images(this == Blocked ? 0 : 1, InBytes());
        var body = JsonDocument.Parse(request.Body).RootElement;
        var model = body.GetProperty("model").GetString()!;
        var isGptImage = model.StartsWith("gpt-image", StringComparison.Ordinal);
        var count = body.TryGetProperty("n", out var number) ? number.GetInt32() : 1;
        var format = body.TryGetProperty("response_format", out var given) ? given.GetString() : null;
        if (isGptImage && format is not null)
            return Rejection("Unknown parameter: 'response_format'.");
        if (!isGptImage && body.TryGetProperty("output_format", out _))
            return Rejection("Unknown parameter: 'output_format'.");
        if (!isGptImage && count > 1)
            return Rejection("You must provide n=1 for this model.");
        return Images(this == Blocked ? 0 : count, isGptImage || format == "b64_json" ? InBytes() : new() { ["url"] = $"{request.Endpoint}/{File}" });
    }

    private static JsonObject InBytes() => new() { ["b64_json"] = Convert.ToBase64String(Picture) };

    private static Reply Images(int count, JsonObject image)
    {
        var images = new JsonArray([.. Enumerable.Range(0, count).Select(_ => image.DeepClone())]);
        return new(200, new JsonObject { ["created"] = 1763800000, ["data"] = images }.ToJsonString());
    }

    private static Reply Rejection(string message) =>
        new(400, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error" } }.ToJsonString());
}
