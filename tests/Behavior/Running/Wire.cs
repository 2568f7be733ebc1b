using System.Globalization;
using AiApi.Behavior.Tests.Server;

namespace AiApi.Behavior.Tests.Running;

/// <summary>Sends what a program sends to any host to the provider on the loopback address, which all runs share.</summary>
public static class Wire
{
    /// <summary>The header that tells the provider how much time has passed for the program, in seconds.</summary>
    public const string Time = "x-program-time";

    private static readonly Lazy<Task<Provider>> Started = new(StartAsync);

    /// <summary>For clients of programs. A connection serves one request, so that one that is cut is not tried again behind the program's back.</summary>
    public static HttpMessageHandler Handler { get; } = new Redirection(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false });

    /// <summary>Starts a run of a program that is answered so.</summary>
    internal static async Task<Exchange> PlayAsync(Scenario scenario) => new((await Started.Value).Play(scenario));

    private static async Task<Provider> StartAsync()
    {
        var provider = new Provider();
        await provider.InitializeAsync();
        return provider;
    }

    private sealed class Redirection(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Exchange.Current.SendAsync();
            Redirect(request);
            return await base.SendAsync(request, cancellationToken);
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Exchange.Current.SendAsync().Wait(CancellationToken.None);
            Redirect(request);
            return base.Send(request, cancellationToken);
        }

        private static void Redirect(HttpRequestMessage request)
        {
            var endpoint = Exchange.Current.Endpoint;
            request.Headers.Remove(Time);
            request.Headers.Add(Time, Exchange.Current.Now.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            // A client may send the same message again.
            if (request.RequestUri!.Authority == endpoint.Authority)
                return;
            request.Headers.Add(ProviderRequest.HostHeader, request.RequestUri.Host);
            request.RequestUri = new(endpoint + request.RequestUri.PathAndQuery);
        }
    }
}
