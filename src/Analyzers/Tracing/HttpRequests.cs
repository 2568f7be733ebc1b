using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Finds the addresses that HTTP requests go to.</summary>
internal static class HttpRequests
{
    private static readonly string[] AddressParameters = ["requestUri", "uri"];

    /// <summary>The addresses that a send can go to, each absolute where the base address is in sight.</summary>
    public static List<PartialText> Addresses(IInvocationOperation send, KnownApiSet apis, CancellationToken cancellationToken)
    {
        var paths = new List<PartialText>();
        if (ObjectTracer.Argument(send, AddressParameters) is { } address)
            AddTexts(ValueTracer.ValuesOf(address.Value, cancellationToken), paths);
        else if (ObjectTracer.Argument(send, "request") is { } request)
            AddTexts(MessageAddresses(request.Value, cancellationToken), paths);

        var receiver = send.Instance ?? (send.Arguments is [{ Value: var first }, ..] ? first : null);
        if (receiver is null || !paths.Exists(IsRelative))
            return paths;
        var bases = new List<PartialText>();
        AddTexts(BaseAddresses(receiver, apis, cancellationToken), bases);
        return bases.Count == 0 ? paths : paths.SelectMany(path => IsRelative(path) ? bases.Select(b => UriText.Combine(b, path)) : [path]).ToList();
    }

    /// <summary>The addresses that an <c>HttpRequestMessage</c> is given.</summary>
    public static ImmutableArray<TracedValue> MessageAddresses(IOperation message, CancellationToken cancellationToken)
    {
        var addresses = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var value in ValueTracer.ValuesOf(message, cancellationToken))
        {
            if (value.Creation is { } creation && ObjectTracer.Argument(creation, AddressParameters) is { } argument)
                addresses.AddRange(ValueTracer.ValuesOf(argument.Value, cancellationToken));
            addresses.AddRange(ObjectTracer.Property(value, "RequestUri", cancellationToken));
        }

        return addresses.ToImmutable();
    }

    /// <summary>What the client's <c>BaseAddress</c> is set to: through what holds it, or, for a client that comes from elsewhere,
    /// anywhere in the type.</summary>
    public static ImmutableArray<TracedValue> BaseAddresses(IOperation client, KnownApiSet apis, CancellationToken cancellationToken)
    {
        const string property = "BaseAddress";
        var addresses = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var value in ValueTracer.ValuesOf(client, cancellationToken))
            addresses.AddRange(ObjectTracer.Property(value, property, cancellationToken));
        if (addresses.Count > 0 || TypeAround(client) is not { } type)
            return addresses.ToImmutable();
        foreach (var write in TypeWrites.Of(type, apis.Compilation).At(property, cancellationToken))
        {
            if (write is { Target: IPropertyReferenceOperation { Property.ContainingType: var owner }, Value: { } value }
                && HttpApis.IsClient(owner))
            {
                addresses.AddRange(ValueTracer.ValuesOf(value, cancellationToken));
            }
        }

        return addresses.ToImmutable();
    }

    /// <summary>The type whose code the operation stands in.</summary>
    public static INamedTypeSymbol? TypeAround(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) switch
        {
            INamedTypeSymbol type => type,
            { ContainingType: var type } => type,
            _ => null,
        };

    /// <summary>Whether the path is known to need a base address: what starts with a hole may bring its own.</summary>
    private static bool IsRelative(PartialText path) => path.LeadingHole is null && !UriText.IsAbsolute(path.Template);

    private static void AddTexts(ImmutableArray<TracedValue> values, List<PartialText> texts)
    {
        foreach (var value in values)
        {
            if (value.Constant is not { HasValue: true, Value: null })
                texts.Add(value.TextOrHole);
        }
    }
}
