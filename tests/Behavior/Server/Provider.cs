using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AiApi.Behavior.Tests.Server;

/// <summary>A provider of AI APIs on the loopback address. It gives every play of a scenario an endpoint of its own, and keeps what was asked there.</summary>
public sealed class Provider : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Play> _plays = new();
    private WebApplication? _server;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Map("/{play}/{**path}", AnswerAsync);
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    /// <summary>Starts to play a scenario.</summary>
    public Play Play(Scenario scenario)
    {
        var name = $"{scenario.Name}-{_plays.Count}-{Guid.NewGuid():N}";
        return _plays[name] = new Play(scenario, new Uri($"{_server!.Urls.Single()}/{name}"));
    }

    private async Task AnswerAsync(HttpContext context, string play, string? path)
    {
        using var body = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var reply = _plays[play].Answer(context.Request.Method, path ?? "", await body.ReadToEndAsync(), headers);
        await Task.Delay(reply.Delay, context.RequestAborted);
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        if (reply.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (reply.IsCut && reply.Content.Length == 0)
        {
            context.Abort();
            return;
        }

        // Fewer bytes than are announced: the server closes the connection once these are out, so that the client always has them.
        if (reply.IsCut)
            response.ContentLength = reply.Content.Length + 1;
        if (reply.Content.Length > 0)
            await response.Body.WriteAsync(reply.Content);
    }
}
