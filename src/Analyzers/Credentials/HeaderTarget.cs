using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Credentials;

/// <summary>Finds out whom a header is sent to.</summary>
internal static class HeaderTarget
{
    /// <summary>The one vendor whose hosts the header goes to; null when a host is unknown or wants its key in another way.
    /// The web site of a vendor beside its API (a link to its documentation) says nothing.</summary>
    /// <param name="headers">The header collection, or the value that is assigned to one of its properties.</param>
    /// <param name="apis">The known APIs of the compilation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static Provider? Find(IOperation headers, KnownApiSet apis, CancellationToken cancellationToken)
    {
        var hosts = Owner(headers) is { } owner ? HostsOf(owner, apis, cancellationToken) : [];
        if (hosts.Count == 0 && HttpRequests.TypeAround(headers) is { } type)
            hosts = HostsIn(UrlLiterals.In(type, cancellationToken));
        Provider? found = null;
        foreach (var host in hosts)
        {
            if (Hosts.ProviderOf(host) is not { } provider)
            {
                if (hosts.Exists(other => Hosts.ProviderOf(other) is not null && Hosts.AreOfOneOwner(host, other)))
                    continue;
                return null;
            }

            if (found is not null && found.Scheme != provider.Scheme)
                return null;
            found ??= provider;
        }

        return found;
    }

    /// <summary>The client or request whose headers these are.</summary>
    private static IOperation? Owner(IOperation headers)
    {
        for (var node = headers; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case IPropertyReferenceOperation { Property.Name: "DefaultRequestHeaders" or "Headers", Instance: { } owner } when owner is not IInstanceReferenceOperation:
                    return owner;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Authorization", Instance: { } collection } }
                    when collection is not IInstanceReferenceOperation:
                    return Owner(collection);
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "DefaultRequestHeaders" or "Headers" } } initializer:
                    return initializer.Parent?.Parent;
                case IConversionOperation or IParenthesizedOperation or ISimpleAssignmentOperation or IObjectCreationOperation or IObjectOrCollectionInitializerOperation:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static List<string> HostsOf(IOperation owner, KnownApiSet apis, CancellationToken cancellationToken)
    {
        var addresses = HttpApis.IsRequestMessage(owner.Type)
            ? HttpRequests.MessageAddresses(owner, cancellationToken)
            : HttpRequests.BaseAddresses(owner, apis, cancellationToken);
        var hosts = HostsIn(addresses.Select(static a => a.TextOrHole.Template));
        if (hosts.Count > 0 || References.Held(owner) is not { } holder)
            return hosts;
        foreach (var send in BodyWrites.Around(owner).CallsOn(holder))
        {
            if (apis.Http?.IsSend(send.TargetMethod) == true)
                hosts.AddRange(HostsIn(HttpRequests.Addresses(send, apis, cancellationToken).Select(static a => a.Template)));
        }

        return hosts;
    }

    private static List<string> HostsIn(IEnumerable<string> addresses)
    {
        var hosts = new List<string>();
        foreach (var address in addresses)
        {
            if (Endpoints.Split(address, PartialText.Hole).Host is { } host)
                hosts.Add(host);
        }

        return hosts;
    }
}
