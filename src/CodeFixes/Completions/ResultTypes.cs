using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes.Completions;

/// <summary>One surface's types in one compilation.</summary>
internal sealed class ResultTypes
{
    private readonly INamedTypeSymbol _result;

    private ResultTypes(ResultSurface surface, INamedTypeSymbol result, INamedTypeSymbol reasonType)
    {
        Surface = surface;
        _result = result;
        ReasonType = reasonType;
    }

    public ResultSurface Surface { get; }

    /// <summary>The type of the finish reason.</summary>
    public INamedTypeSymbol ReasonType { get; }

    /// <summary>How the finish reason is read from a result.</summary>
    public string ReasonCode => Surface.ReasonPath.Replace("/[]", "[0]").Replace('/', '.');

    /// <summary>Whether reasons can stand after <c>case</c> and <c>is</c>.</summary>
    public bool ReasonsAreConstants => ReasonType.TypeKind == TypeKind.Enum && !Surface.IsReasonOpen;

    /// <summary>What a local that holds a result is called: the last word of its type, <c>completion</c> for a <c>ChatCompletion</c>.</summary>
    public string VariableName
    {
        get
        {
            var word = _result.Name.Substring(Array.FindLastIndex(_result.Name.ToCharArray(), char.IsUpper));
            return char.ToLowerInvariant(word[0]) + word.Substring(1);
        }
    }

    /// <summary>The types of the surface that a diagnostic names; null when the compilation lacks them.</summary>
    public static ResultTypes? Of(Report report) =>
        report.Diagnostic.Properties.TryGetValue("surface", out var id)
        && ResultSurfaces.All.FirstOrDefault(s => s.Id == id) is { } surface
        && TypeResolver.Find(report.Compilation, surface.Result, surface.Assembly) is { } result
        && TypeResolver.Find(report.Compilation, surface.ReasonType, surface.Assembly) is { } reasonType
            ? new ResultTypes(surface, result, reasonType)
            : null;

    /// <summary>Whether a value of that type is a result.</summary>
    public bool IsResult(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, _result))
                return true;
        }

        return false;
    }

    /// <summary>What leads from a value of that type to the result: nothing or <c>.Value</c>; null when it holds no result.</summary>
    public string? PathFrom(ITypeSymbol? type)
    {
        if (IsResult(type))
            return "";
        var step = Surface.Transparent.FirstOrDefault(name => IsResult(PropertyOf(type, name)?.Type));
        return step is null ? null : $".{step}";
    }

    /// <summary>Whether a value of that type is a finish reason or none.</summary>
    public bool IsReason(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(
        type is INamedTypeSymbol { ConstructedFrom.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var reason] } ? reason : type, ReasonType);

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
