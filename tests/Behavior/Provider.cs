using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AiApi.Behavior.Tests;

/// <summary>An OpenAI-compatible provider on the loopback address. The first segment of a path names the scenario it plays.</summary>
public sealed class Provider : IAsyncLifetime
{
    private WebApplication? _server;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/{scenario}/chat/completions", async (string scenario, HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body);
            return Results.Content(Scenario.Of(scenario).Chat(await body.ReadToEndAsync()), "application/json");
        });
        _server.MapPost("/{scenario}/images/generations", async (string scenario, HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body);
            return ImageScenario.Answer(scenario, await body.ReadToEndAsync(), $"{request.Scheme}://{request.Host}/files/cat.png");
        });
        _server.MapGet("/files/cat.png", () => Results.Bytes(ImageScenario.Picture, "image/png"));
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    /// <summary>The base address under which the provider plays the scenario.</summary>
    public Uri Playing(Scenario scenario) => Playing(scenario.Name);

    /// <summary>The same for a scenario by name.</summary>
    public Uri Playing(string scenario) => new($"{_server!.Urls.Single()}/{scenario}");
}
