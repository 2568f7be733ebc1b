using System.Globalization;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>One surface's types in one compilation.</summary>
internal sealed class ResultTypes
{
    private readonly ITypeSymbol _result;
    private readonly string _reasonRead;

    private ResultTypes(ResultSurface surface, ITypeSymbol result, INamedTypeSymbol reasonType)
    {
        Surface = surface;
        _result = result;
        _reasonRead = surface.ReasonRead ?? "{0}." + surface.ReasonName;
        ReasonType = reasonType;
        VariableName = LastWordOf(result.Name);
    }

    private ResultTypes(ResultSurface surface, WireHolder holder, INamedTypeSymbol reasonType)
    {
        Surface = surface;
        Holder = holder.Expression;
        HolderType = holder.Type;
        _result = holder.Type;
        _reasonRead = holder.ReasonRead;
        ReasonType = reasonType;
        VariableName = holder.Name;
    }

    public ResultSurface Surface { get; }

    /// <summary>The type of the finish reason.</summary>
    public INamedTypeSymbol ReasonType { get; }

    /// <summary>The expression that stands for the result, where its type does not tell it; null where it does.</summary>
    public ExpressionSyntax? Holder { get; }

    /// <summary>The type of <see cref="Holder"/>.</summary>
    public ITypeSymbol? HolderType { get; }

    public bool ReasonsAreTexts => ReasonType.SpecialType == SpecialType.System_String;

    /// <summary>Whether reasons can stand after <c>case</c> and <c>is</c>.</summary>
    public bool ReasonsAreConstants => ReasonsAreTexts || (ReasonType.TypeKind == TypeKind.Enum && !Surface.IsReasonOpen);

    /// <summary>What a local that holds a result is called: the last word of its type, <c>completion</c> for a <c>ChatCompletion</c>.</summary>
    public string VariableName { get; }

    /// <summary>The types of the surface that a diagnostic names; null when the compilation lacks them.</summary>
    public static ResultTypes? Of(Report report)
    {
        report.Diagnostic.Properties.TryGetValue("surface", out var id);
        if (WireSurfaces.Find(id) is { } wire)
            return WireHolder.Of(report, wire) is { ReasonRead.Length: > 0 } holder ? new(wire, holder, report.Compilation.GetSpecialType(SpecialType.System_String)) : null;
        return ResultSurfaces.All.FirstOrDefault(s => s.Id == id) is { } surface
            && TypeResolver.Find(report.Compilation, surface.Result, surface.Assembly) is { } result
            && ReasonTypeOf(surface, report.Compilation) is { } reasonType
                ? new(surface, result, reasonType)
                : null;
    }

    /// <summary>The types of a streaming surface, whose updates are asked for the reason in place of results.</summary>
    public static ResultTypes? Of(Report report, StreamSurface stream) =>
        stream.Answer is { } answer && TypeResolver.Find(report.Compilation, stream.Update, stream.Assembly) is { } update && ReasonTypeOf(answer, report.Compilation) is { } reasonType
            ? new(answer with { ReasonRead = stream.ReasonRead ?? answer.ReasonRead }, update, reasonType)
            : null;

    /// <summary>The code that reads the finish reason from a result.</summary>
    public string ReasonOf(string result) => string.Format(CultureInfo.InvariantCulture, _reasonRead, result);

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

    private static INamedTypeSymbol? ReasonTypeOf(ResultSurface surface, Compilation compilation) => surface.ReasonType == ResultSurfaces.TextType
        ? compilation.GetSpecialType(SpecialType.System_String)
        : TypeResolver.Find(compilation, surface.ReasonType, surface.Assembly);

    private static string LastWordOf(string type)
    {
        var word = type.Substring(Array.FindLastIndex(type.ToCharArray(), char.IsUpper));
        return char.ToLowerInvariant(word[0]) + word.Substring(1);
    }

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
