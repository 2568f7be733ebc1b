using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Tells clients of Microsoft.Extensions.AI that leave the calls of tools to the program from those that run them.</summary>
internal static class FunctionInvocation
{
    private const int DeepestClient = 8;

    /// <summary>Whether the client of a call is built in sight, and nothing that it is built of runs tools.</summary>
    public static bool IsOff(IInvocationOperation call, CancellationToken cancellationToken) =>
        (call.Instance ?? (call.Arguments is [{ Value: var first }, ..] ? first : null)) is { } client && IsOff(client, 0, cancellationToken);

    private static bool IsOff(IOperation client, int depth, CancellationToken cancellationToken) =>
        depth < DeepestClient && ValueTracer.ValuesOf(client, cancellationToken).All(value => IsPlain(value, depth, cancellationToken));

    private static bool IsPlain(TracedValue client, int depth, CancellationToken cancellationToken)
    {
        switch (client.Origin)
        {
            case IInvocationOperation { TargetMethod: { Name: "AsIChatClient" or "AsChatClient" } adapter }:
                return AiClients.IsOfSdk(adapter);
            // What is done to a builder that a variable holds is not followed.
            case IInvocationOperation { TargetMethod: { Name: "Build" or "AsBuilder" or "UseLogging" or "UseOpenTelemetry" or "UseDistributedCache" } step } call:
                return AiClients.IsOfSdk(step) && (step.Name == "Build" || client.Path.IsEmpty)
                    && (call.Instance ?? (call.Arguments is [{ Value: var first }, ..] ? first : null)) is { } inner && IsOff(inner, depth + 1, cancellationToken);
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                if (!AiClients.IsOfSdk(constructor) || constructor.ContainingType.Name == "FunctionInvokingChatClient")
                    return false;
                if (ObjectTracer.Argument(creation, ClientShapes.WrappedParameters) is not { Value: var wrapped })
                    return constructor.ContainingType.Name != "ChatClientBuilder";
                return (client.Path.IsEmpty || constructor.ContainingType.Name != "ChatClientBuilder") && IsOff(wrapped, depth + 1, cancellationToken);
            default:
                return false;
        }
    }
}
