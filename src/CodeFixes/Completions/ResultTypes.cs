using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes.Completions;

/// <summary>The types of one surface's results in one compilation.</summary>
internal sealed class ResultTypes
{
    private ResultTypes(SurfaceWording wording, INamedTypeSymbol reasonType)
    {
        Wording = wording;
        ReasonType = reasonType;
    }

    public SurfaceWording Wording { get; }

    /// <summary>The type of the finish reason.</summary>
    public INamedTypeSymbol ReasonType { get; }

    /// <summary>The types for the surface that a diagnostic names; null when there are none in the compilation.</summary>
    public static ResultTypes? Of(Report report) =>
        SurfaceWording.Of(report.Diagnostic) is { } wording && TypeResolver.Find(report.Compilation, wording.ReasonType, wording.Assembly) is { } reasonType
            ? new ResultTypes(wording, reasonType)
            : null;

    /// <summary>Whether a value of that type is a result.</summary>
    public bool IsResult(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(PropertyOf(type, Wording.ReasonMember)?.Type, ReasonType);

    /// <summary>What leads from a value of that type to the result: nothing or <c>.Value</c>; null when it holds no result.</summary>
    public string? PathFrom(ITypeSymbol? type) => IsResult(type) ? "" : IsResult(PropertyOf(type, "Value")?.Type) ? ".Value" : null;

    private static IPropertySymbol? PropertyOf(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is IPropertySymbol property)
                    return property;
            }
        }

        return null;
    }
}
