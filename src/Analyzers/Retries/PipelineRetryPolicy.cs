using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>The retry policy that a client on System.ClientModel is made with.</summary>
/// <param name="Most">How often it tries again.</param>
/// <param name="IsDefault">Whether it is <c>ClientRetryPolicy.Default</c>, which clients have by themselves unless their options bring another.</param>
/// <param name="Place">What would have to change to give it another: the policy, the options, or the creation of the client.</param>
internal sealed record PipelineRetryPolicy(int Most, bool IsDefault, SyntaxNode Place)
{
    /// <summary>Whether requests go out by a transport of the program's own, which may try again, too.</summary>
    public bool HasTransport { get; init; }

    /// <summary>Whether a client of the type can be given options with a policy.</summary>
    public static bool TakesOptions(INamedTypeSymbol client)
    {
        foreach (var constructor in client.InstanceConstructors)
        {
            if (constructor.DeclaredAccessibility == Accessibility.Public && OptionsOf(constructor) is not null)
                return true;
        }

        return false;
    }

    /// <summary>The parameter by which a constructor takes the options of a client.</summary>
    public static IParameterSymbol? OptionsOf(IMethodSymbol constructor)
    {
        foreach (var parameter in constructor.Parameters)
        {
            for (var type = parameter.Type; type is not null; type = type.BaseType)
            {
                if (type is { Name: "ClientPipelineOptions", ContainingAssembly.Name: "System.ClientModel" })
                    return parameter;
            }
        }

        return null;
    }

    /// <summary>The policy of a client; null where it is not in sight.</summary>
    /// <param name="client">The creation of the client.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static PipelineRetryPolicy? Of(IObjectCreationOperation client, CancellationToken cancellationToken)
    {
        if (client.Constructor is not { } constructor || client.Type is not INamedTypeSymbol type || !TakesOptions(type))
            return null;
        var bringsPolicy = RetryDefaults.BringsPolicy(type);
        if (OptionsOf(constructor) is not { } parameter)
            return constructor.Parameters.Any(static parameter => parameter.Type.Name.EndsWith("Settings", StringComparison.Ordinal)) ? null : Unchanged(client.Syntax);
        var argument = client.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal);
        if (argument is null || argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Value.ConstantValue is { HasValue: true, Value: null })
            return Unchanged(client.Syntax);
        if (ValueTracer.ValuesOf(argument.Value, cancellationToken) is not [{ Creation: { } creation } options] || IsChangedByCalls(creation, options))
            return null;
        var writes = ObjectTracer.PropertyWrites(options, "RetryPolicy", cancellationToken);
        var policy = writes.Count switch
        {
            0 => Unchanged(creation.Syntax),
            1 when writes[0].Value is { } given => Given(given, cancellationToken),
            _ => null,
        };
        return policy is null ? null : policy with { HasTransport = ObjectTracer.PropertyWrites(options, "Transport", cancellationToken).Count > 0 };

        PipelineRetryPolicy Unchanged(SyntaxNode place) => Default(place) with { IsDefault = !bringsPolicy };
    }

    private static PipelineRetryPolicy Default(SyntaxNode place) => new(RetryDefaults.ClientModelRetries, IsDefault: true, place);

    private static PipelineRetryPolicy? Given(IOperation policy, CancellationToken cancellationToken)
    {
        if (References.Unwrap(policy) is IPropertyReferenceOperation { Property: { Name: "Default", ContainingType.Name: "ClientRetryPolicy" } } standard)
            return Default(standard.Syntax);
        if (ValueTracer.ValuesOf(policy, cancellationToken) is not [{ Creation: { Type: { Name: "ClientRetryPolicy", ContainingAssembly.Name: "System.ClientModel" } } creation }])
            return null;
        if (creation.Arguments.FirstOrDefault() is not { } count || count.ArgumentKind == ArgumentKind.DefaultValue)
            return new(RetryDefaults.ClientModelRetries, IsDefault: false, policy.Syntax);
        return count.Value.ConstantValue is { HasValue: true, Value: int most } ? new(most, IsDefault: false, policy.Syntax) : null;
    }

    /// <summary>Whether a policy of another kind is put into the pipeline (<c>options.AddPolicy(…)</c>), which may try again, too.</summary>
    private static bool IsChangedByCalls(IObjectCreationOperation creation, TracedValue options)
    {
        foreach (var holder in options.Path)
        {
            if (BodyWrites.Around(creation).CallsOn(holder).Any(static call => call.TargetMethod.Name == "AddPolicy"))
                return true;
        }

        return false;
    }
}
