using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AiApi.Behavior.Tests.Running;

/// <summary>The server that stands for every provider: <c>/run/host/path</c> is a request to that host in that run.</summary>
public static class Loopback
{
    private static readonly ConcurrentDictionary<string, Exchange> Runs = new();
    private static readonly Lazy<Uri> Address = new(Start);

    /// <summary>Sends what a program sends to any host to the loopback address instead. A connection serves one request, so that one that is cut
    /// is not tried again behind the program's back.</summary>
    public static HttpMessageHandler Wire { get; } = new Redirection(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false });

    private static Uri Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(AnswerAsync);
        server.StartAsync().Wait();
        return new(server.Urls.Single());
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var segments = context.Request.Path.Value!.Split('/', 4);
        using var body = new StreamReader(context.Request.Body);
        var path = $"/{segments[3]}{context.Request.QueryString}";
        var reply = Runs[segments[1]].Receive(new(context.Request.Method, segments[2], path, await body.ReadToEndAsync()));
        if (reply.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.Body.StartsWith('<') ? "text/html" : "application/json";
        if (reply.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = $"{seconds}";
        // What the SDK of Anthropic waits by itself is not under test.
        else if (reply.Status >= 400)
            context.Response.Headers["retry-after-ms"] = "1";
        await context.Response.WriteAsync(reply.Body);
    }

    private sealed class Redirection(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Exchange.Current.PassFuseAsync();
            Redirect(request);
            return await base.SendAsync(request, cancellationToken);
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Exchange.Current.PassFuseAsync().Wait(CancellationToken.None);
            Redirect(request);
            return base.Send(request, cancellationToken);
        }

        private static void Redirect(HttpRequestMessage request)
        {
            var run = Exchange.Current;
            Runs.TryAdd(run.Id, run);
            // A client may send the same message again.
            if (request.RequestUri!.Host != Address.Value.Host)
                request.RequestUri = new(Address.Value, $"/{run.Id}/{request.RequestUri.Host}{request.RequestUri.PathAndQuery}");
        }
    }
}
