using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Credentials;

/// <summary>Finds out for whose service a key in the source is.</summary>
internal static class KeyUse
{
    /// <summary>The hosts that the client around the key is told, else those that the type's URL constants name.</summary>
    public static List<string> Hosts(IOperation key, CancellationToken cancellationToken)
    {
        var hosts = new List<string>();
        for (var node = key; node is not null; node = node.Parent)
        {
            if (node is not (IObjectCreationOperation or IInvocationOperation) || !AiClients.IsOfSdk(Method(node)!))
                continue;
            foreach (var endpoint in ClientTracer.Endpoints(TracedValue.Unknown(node), cancellationToken))
                Add(endpoint.TextOrHole.Template, hosts);
        }

        if (hosts.Count == 0 && HttpRequests.TypeAround(key) is { } type)
        {
            foreach (var literal in UrlLiterals.In(type, cancellationToken))
                Add(literal, hosts);
        }

        return hosts;
    }

    /// <summary>The vendor to name the environment variable for.</summary>
    /// <param name="shape">Whose key it is by its form; null when the form does not tell.</param>
    /// <param name="key">The key.</param>
    /// <param name="hosts">The hosts it is for.</param>
    /// <param name="fallback">The vendor of the SDK that takes the key.</param>
    public static Provider ProviderOf(Provider? shape, string key, List<string> hosts, Provider? fallback)
    {
        if (shape is not null && !KeyShapes.IsShared(key))
            return shape;
        Provider? ofHosts = null;
        foreach (var host in hosts)
        {
            if (KnownApis.Hosts.ProviderOf(host) is not { } provider)
                continue;
            if (ofHosts is not null && ofHosts != provider)
                return shape ?? fallback ?? Providers.OpenAI;
            ofHosts = provider;
        }

        return ofHosts ?? fallback ?? shape ?? Providers.OpenAI;
    }

    private static IMethodSymbol? Method(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => creation.Constructor,
        IInvocationOperation call => call.TargetMethod,
        _ => null,
    };

    private static void Add(string address, List<string> hosts)
    {
        if (Endpoints.Split(address, PartialText.Hole).Host is { } host)
            hosts.Add(host);
    }
}
