using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>The registration of an HTTP client for injection (<c>services.AddHttpClient&lt;T&gt;(…)</c>).</summary>
/// <param name="Call">The call that registers it.</param>
internal sealed record HttpClientRegistration(IInvocationOperation Call)
{
    /// <summary>The type whose requests go through the client; null for a client that is asked for by its name.</summary>
    public INamedTypeSymbol? Client => Call.TargetMethod.TypeArguments is { Length: > 0 } types ? types[types.Length - 1] as INamedTypeSymbol : null;

    /// <summary>The registration that a builder's chain of calls begins with; null where it is out of sight.</summary>
    public static HttpClientRegistration? Of(IOperation builder, CancellationToken cancellationToken)
    {
        var current = builder;
        while (true)
        {
            switch (References.Unwrap(current))
            {
                case IInvocationOperation { TargetMethod.Name: "AddHttpClient" } call:
                    return new(call);
                case IInvocationOperation call when (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } receiver:
                    current = receiver;
                    break;
                case ILocalReferenceOperation local when ValueTracer.ValuesOf(local, cancellationToken) is [{ Origin: IInvocationOperation origin }]:
                    current = origin;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>Whether the registration itself gives the address of an AI API.</summary>
    public bool NamesAiEndpoint(EndpointPatterns more)
    {
        foreach (var operation in Call.Descendants())
        {
            if (operation.ConstantValue is { HasValue: true, Value: string text } && Endpoints.Recognise(text, PartialText.Hole, more) is not null)
                return true;
        }

        return false;
    }
}
