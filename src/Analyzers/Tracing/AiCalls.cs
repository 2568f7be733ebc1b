using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>A call of an AI model: by a method of an SDK, or by an HTTP request.</summary>
/// <param name="Invocation">The call.</param>
/// <param name="Operation">What it asks for.</param>
/// <param name="Endpoint">Where the HTTP request goes; null for the method of an SDK.</param>
internal sealed record AiCall(IInvocationOperation Invocation, AiOperation Operation, Endpoint? Endpoint)
{
    public bool IsRawHttp => Endpoint is not null;
}

/// <summary>Recognises calls of AI models.</summary>
internal static class AiCalls
{
    /// <summary>What the call asks of which model; null when it is not known to be an AI call.</summary>
    /// <param name="invocation">An operation of the original tree.</param>
    /// <param name="apis">The known APIs of the compilation.</param>
    /// <param name="more">The endpoints that the user names for the file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static AiCall? Recognise(IInvocationOperation invocation, KnownApiSet apis, EndpointPatterns more, CancellationToken cancellationToken)
    {
        if (apis.Clients.OperationOf(invocation.TargetMethod) is { } operation)
            return new(invocation, operation, null);
        if (apis.Http?.IsSend(invocation.TargetMethod) != true)
            return null;
        return EndpointOf(invocation, apis, more, cancellationToken) is { } endpoint ? new(invocation, endpoint.Operation, endpoint) : null;
    }

    private static Endpoint? EndpointOf(IInvocationOperation send, KnownApiSet apis, EndpointPatterns more, CancellationToken cancellationToken)
    {
        var addresses = HttpRequests.Addresses(send, apis, cancellationToken);
        Endpoint? found = null;
        foreach (var address in addresses)
        {
            if (Endpoints.Recognise(address.Template, PartialText.Hole, more) is { } endpoint)
                found = Join(found, endpoint);
        }

        if (found is not null || addresses.Exists(static a => SaysWhere(a.Template)))
            return found;
        return HttpRequests.TypeAround(send) is { } type ? OfType(type, more, cancellationToken) : null;
    }

    /// <summary>The endpoint that the URL constants of a type name; what they disagree on is unknown.</summary>
    private static Endpoint? OfType(INamedTypeSymbol type, EndpointPatterns more, CancellationToken cancellationToken)
    {
        Endpoint? found = null;
        foreach (var text in UrlLiterals.In(type, cancellationToken))
        {
            if (Endpoints.Recognise(text, PartialText.Hole, more) is { } endpoint)
                found = Join(found, endpoint);
        }

        return found;
    }

    private static Endpoint Join(Endpoint? first, Endpoint second)
    {
        if (first is null || first == second)
            return second;
        return new(
            first.Host == second.Host ? first.Host : null,
            first.Owner == second.Owner ? first.Owner : null,
            first.Provider == second.Provider ? first.Provider : null,
            first.Operation == second.Operation ? first.Operation : AiOperation.Other);
    }

    /// <summary>Whether a constant part of the address says where it leads, so that it is not for other constants to say.</summary>
    public static bool SaysWhere(string template)
    {
        foreach (var character in template)
        {
            if (char.IsLetterOrDigit(character))
                return true;
        }

        return false;
    }
}
