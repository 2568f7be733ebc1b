using System.Diagnostics;

namespace AiApi.Behavior.Tests.Server;

/// <summary>A scenario as it is played at one endpoint: it starts with the first request there.</summary>
public sealed class Play(Scenario scenario, Uri endpoint)
{
    private readonly List<ProviderRequest> _requests = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>The base address that a client is given, without a slash at its end.</summary>
    public Uri Endpoint => endpoint;

    /// <summary>What has been asked so far, in order.</summary>
    public IReadOnlyList<ProviderRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    internal Reply Answer(string method, string path, string body, IReadOnlyDictionary<string, string> headers)
    {
        lock (_requests)
        {
            var earlier = _requests.Count(request => request.Method == method);
            var request = new ProviderRequest(method, path, body, headers, endpoint, _requests.Count, earlier, _clock.Elapsed);
            _requests.Add(request);
            return scenario.Answer(request);
        }
    }
}
