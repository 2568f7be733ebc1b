using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>The retries that a client of an SDK makes by itself.</summary>
/// <param name="Client">The creation of the client.</param>
/// <param name="Most">How often it tries again.</param>
/// <param name="Statuses">After which failures.</param>
/// <param name="Place">What would have to change to switch them off.</param>
internal sealed record ClientRetries(IObjectCreationOperation Client, int Most, CaseSet Statuses, SyntaxNode Place)
{
    /// <summary>The retries of the client that a call is made on; null where they are not in sight.</summary>
    public static ClientRetries? Of(IInvocationOperation call, CancellationToken cancellationToken)
    {
        if (!AiClients.IsOfSdk(call.TargetMethod) || (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is not { } receiver)
            return null;
        // Anthropic's clients hand out their services by properties.
        while (References.Unwrap(receiver) is IPropertyReferenceOperation { Instance: { } owner } part && AiClients.IsOfSdk(part.Property))
            receiver = owner;
        ClientRetries? found = null;
        foreach (var construction in ClientTracer.Constructions(receiver, cancellationToken))
        {
            foreach (var root in ClientTracer.Roots(construction, cancellationToken))
            {
                if (root.Creation is not { } client || (found is not null && found.Client != client) || OfClient(root, client, cancellationToken) is not { } own)
                    return null;
                found = own;
            }
        }

        return found;
    }

    /// <summary>The retries of a client that go round inside a retry of the program; null where none are known to.</summary>
    public static ClientRetries? Inside(Retry retry, CancellationToken cancellationToken)
    {
        var statuses = CaseSet.Empty;
        foreach (var path in retry.Paths)
        {
            if (!path.IsUncertain)
                statuses |= path.Statuses;
        }

        foreach (var call in retry.Calls)
        {
            if (Of(call, cancellationToken) is { Most: > 0 } own && own.Statuses.Overlaps(statuses))
                return own;
        }

        return null;
    }

    /// <summary>Whether the type that makes the client sends requests by it that the retry does not repeat.</summary>
    public bool IsAskedOutside(Retry retry, RetryContext context)
    {
        var (apis, bodies) = (KnownApiSet.Of(context.Compilation), MethodBodies.Of(context.Compilation));
        foreach (var member in HttpRequests.TypeAround(Client)?.GetMembers() ?? ImmutableArray<ISymbol>.Empty)
        {
            if (member is not IMethodSymbol method || bodies.BodyOf(method, context.CancellationToken) is not { } body)
                continue;
            foreach (var operation in body.Descendants())
            {
                if (operation is IInvocationOperation call && apis.Clients.OperationOf(call.TargetMethod) is not null
                    && !retry.Calls.Any(repeated => repeated.Syntax == call.Syntax) && Of(call, context.CancellationToken)?.Client.Syntax == Client.Syntax)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ClientRetries? OfClient(TracedValue root, IObjectCreationOperation client, CancellationToken cancellationToken)
    {
        if (client.Type is not INamedTypeSymbol type || !AiClients.IsOfSdk(type))
            return null;
        if (type.Name == "AnthropicClient")
            return OfAnthropic(root, client, cancellationToken);
        if (PipelineRetryPolicy.Of(client, cancellationToken) is { } policy)
            return new(client, policy.Most, RetryDefaults.ClientModel, policy.Place);
        return OfAzure(client, cancellationToken);
    }

    private static ClientRetries? OfAnthropic(TracedValue root, IObjectCreationOperation client, CancellationToken cancellationToken)
    {
        if (client.Arguments.Any(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue))
            return null;
        var writes = ObjectTracer.PropertyWrites(root, "MaxRetries", cancellationToken);
        return writes.Count switch
        {
            0 => new(client, RetryDefaults.AnthropicRetries, RetryDefaults.Anthropic, client.Syntax),
            1 when writes[0].Value is { } value && References.Unwrap(value).ConstantValue is { HasValue: true, Value: int most } => new(client, most, RetryDefaults.Anthropic, value.Syntax),
            _ => null,
        };
    }

    /// <summary>Azure.Core's retries are set on a part of the options: only where nothing of theirs is mentioned are they known.</summary>
    private static ClientRetries? OfAzure(IObjectCreationOperation client, CancellationToken cancellationToken)
    {
        if (client.Constructor is not { } constructor || !constructor.ContainingType.InstanceConstructors.Any(TakesClientOptions))
            return null;
        var given = client.Arguments.FirstOrDefault(static argument => argument.Parameter is { Type: var type } && DerivesFromClientOptions(type));
        var own = new ClientRetries(client, RetryDefaults.ClientModelRetries, RetryDefaults.AzureCore, client.Syntax);
        if (given is null || given.ArgumentKind == ArgumentKind.DefaultValue)
            return own;
        if (ValueTracer.ValuesOf(given.Value, cancellationToken) is not [{ Creation: { } options }])
            return null;
        var surroundings = options.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? options.Syntax.SyntaxTree.GetRoot(cancellationToken);
        var mentionsRetries = surroundings.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name => name.Identifier.ValueText is "Retry" or "RetryPolicy");
        return mentionsRetries ? null : own with { Place = options.Syntax };
    }

    private static bool TakesClientOptions(IMethodSymbol constructor) => constructor.Parameters.Any(static parameter => DerivesFromClientOptions(parameter.Type));

    private static bool DerivesFromClientOptions(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "ClientOptions", ContainingAssembly.Name: "Azure.Core" })
                return true;
        }

        return false;
    }
}
