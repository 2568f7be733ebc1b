using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Recognises reads of environment variables and of configuration, and the names they read.</summary>
internal static class OutsideValues
{
    public static OutsideValue? Name(IOperation expression, ValueTracer tracer) => expression switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable" } method, Arguments: [var name, ..] }
            when References.IsSystemType(method.ContainingType, "Environment") =>
            Named(OutsideSource.EnvironmentVariable, name.Value, tracer),
        IInvocationOperation { TargetMethod.Name: "GetValue", Arguments: [var section, var key, ..] } when IsConfiguration(section.Value.Type) =>
            Named(OutsideSource.Configuration, key.Value, tracer, section.Value),
        IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_String, Arguments: [var key], Instance: { } section } when IsConfiguration(section.Type) =>
            Named(OutsideSource.Configuration, key.Value, tracer, section),
        IPropertyReferenceOperation { Property.Name: "Value", Instance: IInvocationOperation { TargetMethod.Name: "GetSection" } section }
            when IsConfiguration(section.Type) => Section(section, tracer) is { } path ? new(OutsideSource.Configuration, path) : null,
        _ => null,
    };

    private static OutsideValue? Named(OutsideSource source, IOperation name, ValueTracer tracer, IOperation? section = null)
    {
        if (Text(tracer.Trace(name)) is not { } text)
            return null;
        return new(source, section is not null && Section(section, tracer) is { } path ? $"{path}:{text}" : text);
    }

    private static string? Section(IOperation configuration, ValueTracer tracer) =>
        References.Unwrap(configuration) is IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } call
            && Text(tracer.Trace(call.Arguments[call.Arguments.Length - 1].Value)) is { } name
                ? (call.Instance ?? call.Arguments[0].Value) is var parent && Section(parent, tracer) is { } path ? $"{path}:{name}" : name
                : null;

    private static string? Text(ImmutableArray<TracedValue> values) => values is [{ ConstantText: { } text }] ? text : null;

    private static bool IsConfiguration(ITypeSymbol? type) => IsConfigurationItself(type) || type?.AllInterfaces.Any(IsConfigurationItself) == true;

    private static bool IsConfigurationItself(ITypeSymbol? type) => TypeNames.IsNamed(type, "Microsoft.Extensions.Configuration", "IConfiguration");
}
