using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Makes the engine's subject from a surface: where the data about an SDK and the engine meet.</summary>
internal static class SurfaceSubjects
{
    /// <summary>The finish reason of the results that come from these origins.</summary>
    /// <param name="surface">What the results look like.</param>
    /// <param name="origins">Where they come from.</param>
    /// <param name="checks">Full names of the methods that the user says check a result.</param>
    public static Subject SubjectOf(this KnownSurface surface, IReadOnlyCollection<ResultOrigin> origins, ImmutableHashSet<string> checks)
    {
        var data = surface.Data;
        var calls = new Dictionary<SyntaxNode, Checked?>();
        var variables = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var origin in origins)
        {
            if (origin.Variable is { } variable)
                variables.Add(variable);
            else
                calls[origin.Syntax] = origin.Checked;
        }

        return new Subject(surface.Domain, [data.ReasonPath], data.ContentPaths.Concat(data.ContentCollections).Concat(data.ToolCallPaths))
        {
            IsOrigin = operation => operation is IInvocationOperation && calls.ContainsKey(operation.Syntax),
            CheckedAt = operation => calls.TryGetValue(operation.Syntax, out var known) ? known : null,
            OriginSymbols = variables.ToImmutable(),
            Transparent = data.Transparent.ToImmutableHashSet(),
            IsCheckingCall = call => call is IInvocationOperation { TargetMethod: var method } && checks.Contains($"{PlainSinks.FullName(method.ContainingType)}.{method.Name}"),
            IsIgnoredCall = call => PlainSinks.Contains(call) || IsHistory(call, data) || IsErrorText(call),
        };
    }

    private static bool IsHistory(IOperation call, ResultSurface data)
    {
        var method = call switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (method is null)
            return false;
        var type = PlainSinks.FullName(method.ContainingType);
        return data.History.Contains(type) || data.History.Contains($"{type}.{method.Name}");
    }

    /// <summary>An exception made from texts: a reason that is only put into the message was not looked at.</summary>
    private static bool IsErrorText(IOperation call)
    {
        if (call is not IObjectCreationOperation { Type: { } type } creation)
            return false;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return creation.Arguments.All(static argument => argument.Parameter?.Type is { SpecialType: SpecialType.System_String } or { Name: "Exception" });
        }

        return false;
    }
}
