using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.KnownApis;

/// <summary>Calls that only show or record what they are given: logging, the console, traces, metrics.</summary>
internal static class PlainSinks
{
    /// <summary>Full names of types all of whose methods are such. Sources: .NET's and the packages' own documentation.</summary>
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Console",
        "System.Diagnostics.Debug",
        "System.Diagnostics.Trace",
        "System.Diagnostics.TraceSource",
        "System.Diagnostics.Activity",
        "System.Diagnostics.ActivityEvent",
        "System.Diagnostics.ActivityTagsCollection",
        "System.Diagnostics.TagList",
        "System.Diagnostics.Metrics.Counter",
        "System.Diagnostics.Metrics.Histogram",
        "System.Diagnostics.Metrics.UpDownCounter",
        "Microsoft.Extensions.Logging.ILogger",
        "Microsoft.Extensions.Logging.LoggerExtensions",
        "Microsoft.Extensions.Logging.LoggerMessage",
        "Serilog.Log",
        "Serilog.ILogger",
        "NLog.Logger",
        "NLog.ILogger",
        "log4net.ILog",
        "Spectre.Console.AnsiConsole",
        "Xunit.Abstractions.ITestOutputHelper",
        "Xunit.ITestOutputHelper",
    };

    private static readonly HashSet<string> TypeNames = new(Types.Select(static type => type.Substring(type.LastIndexOf('.') + 1)), StringComparer.Ordinal);

    /// <summary>Whether the call is one of them. <c>Debug.Assert</c> and its kin test, but are gone in a release build: nothing is learnt from them.</summary>
    public static bool Contains(IOperation call) => call switch
    {
        IInvocationOperation { Instance: IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: var console } } } => Contains(console),
        IInvocationOperation invocation => Contains(invocation.TargetMethod.ContainingType),
        IObjectCreationOperation { Type: INamedTypeSymbol created } => Contains(created),
        _ => false,
    };

    /// <summary>Whether the call makes a text of what it is given, and looks at nothing but that.</summary>
    public static bool OnlyFormats(IOperation call) => call is IInvocationOperation
    {
        TargetMethod.ContainingType: { SpecialType: SpecialType.System_String }
            or { Name: "StringBuilder" or "AppendInterpolatedStringHandler", ContainingNamespace.Name: "Text" }
            or { Name: "TextWriter" or "StringWriter" or "StreamWriter", ContainingNamespace.Name: "IO" }
            or { Name: "Convert", ContainingNamespace.Name: "System" }
            or { Name: "DefaultInterpolatedStringHandler", ContainingNamespace.Name: "CompilerServices" },
    };

    private static bool Contains(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (TypeNames.Contains(type.Name) && Types.Contains(FullName(type)))
                return true;
        }

        return false;
    }

    /// <summary>Namespace and name of a type, without type arguments.</summary>
    public static string FullName(INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } container ? $"{container.ToDisplayString()}.{type.Name}" : type.Name;
}
