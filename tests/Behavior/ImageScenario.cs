using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AiApi.Behavior.Tests;

/// <summary>How a provider answers requests for images: as OpenAI's API reference says of each model.</summary>
internal static class ImageScenario
{
    /// <summary>Every image asked for is returned.</summary>
    public const string Drawn = "drawn";

    /// <summary>The request succeeds, and no image is returned.</summary>
    public const string Blocked = "blocked";

    /// <summary>The bytes of every image.</summary>
    public static readonly byte[] Picture = [137, 80, 78, 71, 13, 10, 26, 10];

    public static IResult Answer(string scenario, string request, string link)
    {
        var body = JsonDocument.Parse(request).RootElement;
        var isGptImage = body.GetProperty("model").GetString()!.StartsWith("gpt-image", StringComparison.Ordinal);
        var count = body.TryGetProperty("n", out var number) ? number.GetInt32() : 1;
        var format = body.TryGetProperty("response_format", out var given) ? given.GetString() : null;
        if (isGptImage && format is not null)
            return Refusal("Unknown parameter: 'response_format'.");
        if (!isGptImage && body.TryGetProperty("output_format", out _))
            return Refusal("Unknown parameter: 'output_format'.");
        if (!isGptImage && count > 1)
            return Refusal("You must provide n=1 for this model.");
        var image = isGptImage || format == "b64_json" ? new JsonObject { ["b64_json"] = Convert.ToBase64String(Picture) } : new JsonObject { ["url"] = link };
        var images = new JsonArray([.. Enumerable.Range(0, scenario == Blocked ? 0 : count).Select(_ => image.DeepClone())]);
        return Results.Content(new JsonObject { ["created"] = 1763800000, ["data"] = images }.ToJsonString(), "application/json");
    }

    private static IResult Refusal(string message) => Results.Content(
        new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error" } }.ToJsonString(), "application/json", statusCode: 400);
}
