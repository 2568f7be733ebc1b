using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Judges a message handler of the program that sends requests again, where it is put into an HTTP client for an AI API:
/// <c>services.AddHttpClient&lt;Assistant&gt;().AddHttpMessageHandler&lt;RetryHandler&gt;()</c>, <c>new HttpClient(new RetryHandler())</c>.</summary>
internal sealed class HandlerRetries(Attempts attempts, Failures failures, MethodBodies bodies, Waits waits, CancellationToken cancellationToken)
{
    /// <summary>The retry that a registration adds to a client; null where it adds none, or none to a client for AI.</summary>
    public Retry? Of(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "AddHttpMessageHandler" || HandlerIn(call) is not { } handler || SendOf(handler) is not { } send)
            return null;
        var node = call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;
        return HttpClientRegistration.Of(call, cancellationToken) is { } client && attempts.FirstRawCallBy(client) is not null ? RetryIn(send)?.SeenAt(node) : null;
    }

    /// <summary>The retry that the handler of a new client makes; null where it makes none, or the client is not known to be for AI.</summary>
    public Retry? Of(IObjectCreationOperation client)
    {
        if (client is not { Type.Name: "HttpClient", Arguments: [{ Value: var given }, ..] }
            || ValueTracer.ValuesOf(given, cancellationToken) is not [{ Creation.Type: INamedTypeSymbol handler }] || SendOf(handler) is not { } send || !IsForAi(client))
        {
            return null;
        }

        return RetryIn(send)?.SeenAt(given.Syntax);
    }

    private bool IsForAi(IObjectCreationOperation client)
    {
        for (var around = client.Parent; around is not null; around = around.Parent)
        {
            if (around is IObjectCreationOperation { Type.Name: "HttpClientPipelineTransport" or "HttpClientTransport" })
                return true;
        }

        return HttpRequests.TypeAround(client) is { } type && attempts.FirstRawCallIn(type) is not null;
    }

    private static INamedTypeSymbol? HandlerIn(IInvocationOperation call)
    {
        if (call.TargetMethod.TypeArguments is [INamedTypeSymbol named])
            return named;
        return call.Descendants().OfType<IObjectCreationOperation>().Select(static creation => creation.Type).OfType<INamedTypeSymbol>().FirstOrDefault(static type => SendOf(type) is not null);
    }

    /// <summary>The method by which a handler of the program passes requests on.</summary>
    private static IMethodSymbol? SendOf(INamedTypeSymbol handler) =>
        handler.DeclaringSyntaxReferences.IsEmpty ? null : handler.GetMembers("SendAsync").OfType<IMethodSymbol>().FirstOrDefault(static method => method is { IsOverride: true, Parameters.Length: 2 });

    private Retry? RetryIn(IMethodSymbol send)
    {
        if (bodies.BodyOf(send, cancellationToken) is not { } body || bodies.GraphOf(send, cancellationToken) is not { } graph)
            return null;
        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "SendAsync", Instance.Syntax: BaseExpressionSyntax } call
                && new LoopRetries(graph, send, failures, bodies, waits, cancellationToken).Of(attempts.OfHandler(call)) is { } retry)
            {
                return retry;
            }
        }

        return null;
    }
}
