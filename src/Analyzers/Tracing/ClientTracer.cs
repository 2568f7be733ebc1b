using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Answers how the client of an SDK was made: its model, endpoint, options.</summary>
internal static class ClientTracer
{
    /// <summary>The creations and factory calls (<c>new ImageClient(…)</c>, <c>client.GetImageClient(…)</c>) that a client can come from,
    /// looked for behind what wraps it (<c>AsIChatClient()</c>); values of another kind where it comes from out of sight.</summary>
    public static ImmutableArray<TracedValue> Constructions(IOperation client, CancellationToken cancellationToken)
    {
        var constructions = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var value in ValueTracer.ValuesOf(client, cancellationToken))
        {
            if (Wrapped(value.Origin) is { } wrapped)
                constructions.AddRange(Constructions(wrapped, cancellationToken));
            else
                constructions.Add(value);
        }

        return constructions.ToImmutable();
    }

    /// <summary>The argument that names the model (on Azure: the deployment); null when the construction takes none.</summary>
    public static IArgumentOperation? ModelArgument(IOperation construction) => ObjectTracer.Argument(construction, ClientShapes.ModelParameters);

    /// <summary>The models that a client can be made for.</summary>
    public static ImmutableArray<TracedValue> Models(IOperation client, CancellationToken cancellationToken)
    {
        var models = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var construction in Constructions(client, cancellationToken))
        {
            if (ModelArgument(construction.Origin) is { } argument)
                models.AddRange(ValueTracer.ValuesOf(argument.Value, cancellationToken));
            else
                models.Add(TracedValue.Unknown(construction.Origin));
        }

        return models.ToImmutable();
    }

    /// <summary>The creations at the start of a construction: of the client itself, or of the client whose factory method made it.</summary>
    public static ImmutableArray<TracedValue> Roots(TracedValue construction, CancellationToken cancellationToken)
    {
        if (construction.Origin is not IInvocationOperation { Instance: { } factory } call || !AiClients.IsOfSdk(call.TargetMethod))
            return ImmutableArray.Create(construction);
        var roots = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var outer in Constructions(factory, cancellationToken))
            roots.AddRange(Roots(outer, cancellationToken));
        return roots.ToImmutable();
    }

    /// <summary>The options objects that the creation of a client is given; empty when it is given none.</summary>
    public static ImmutableArray<TracedValue> Options(TracedValue root, CancellationToken cancellationToken) =>
        ObjectTracer.Argument(root.Origin, ClientShapes.OptionsParameters) is { } argument
            ? ValueTracer.ValuesOf(argument.Value, cancellationToken)
            : ImmutableArray<TracedValue>.Empty;

    /// <summary>The addresses that the creation of a client is given, by argument, property or options; empty when it uses its default.</summary>
    public static ImmutableArray<TracedValue> Endpoints(TracedValue root, CancellationToken cancellationToken)
    {
        if (ObjectTracer.Argument(root.Origin, ClientShapes.EndpointParameters) is { } argument)
            return ValueTracer.ValuesOf(argument.Value, cancellationToken);
        var endpoints = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var holder in Options(root, cancellationToken).Add(root))
        {
            foreach (var property in ClientShapes.EndpointProperties)
            {
                if (MayBeSet(holder, property))
                    endpoints.AddRange(ObjectTracer.Property(holder, property, cancellationToken));
            }

            if (holder.Creation is null)
                endpoints.Add(TracedValue.Unknown(holder.Origin));
            else if (holder != root && ObjectTracer.Argument(holder.Origin, ClientShapes.EndpointParameters) is { } nested)
                endpoints.AddRange(ValueTracer.ValuesOf(nested.Value, cancellationToken));
        }

        return endpoints.ToImmutable();
    }

    /// <summary>Whether code can set a property of the object: most clients take their address when they are made, and have none to look for in the code around them.</summary>
    private static bool MayBeSet(TracedValue holder, string property)
    {
        if (holder.Creation?.Type is not { } created)
            return true;
        for (var type = created; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(property))
            {
                if (member is IPropertySymbol { SetMethod: not null })
                    return true;
            }
        }

        return false;
    }

    /// <summary>The client that a call or creation of an SDK wraps.</summary>
    private static IOperation? Wrapped(IOperation origin) => origin switch
    {
        IInvocationOperation { TargetMethod: var method } call when ClientShapes.IsWrapping(method.Name) && AiClients.IsOfSdk(method) => Receiver(call),
        IObjectCreationOperation { Constructor: { } constructor } when AiClients.IsOfSdk(constructor) =>
            ObjectTracer.Argument(origin, ClientShapes.WrappedParameters)?.Value,
        _ => null,
    };

    private static IOperation? Receiver(IInvocationOperation call) => call.Instance ?? (call.Arguments is [{ Value: var first }, ..] ? first : null);
}
