using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What carries a text on, whole or in part: methods of strings, encodings, searches, an interpolated string around it.</summary>
internal static class TextCarriers
{
    /// <summary>The step to the same text, from what an operation cuts, joins, encodes or searches; null where it does none of that.</summary>
    public static PathStep? StepFrom(IOperation operation) => CarriedBy(operation) is { } text ? new PathStep(text, "") : null;

    private static IOperation? CarriedBy(IOperation operation) => operation switch
    {
        IInvocationOperation call => CarriedBy(call),
        IPropertyReferenceOperation { Instance: { } match, Property: { ContainingType.Name: "Capture" or "Group" or "Match" or "GroupCollection", ContainingNamespace.Name: "RegularExpressions" } } => match,
        IInterpolatedStringOperation text => OnlyHole(text),
        IImplicitIndexerReferenceOperation { Instance: { Type.SpecialType: SpecialType.System_String } text, Argument.Type.Name: "Range" } => text,
        _ => null,
    };

    private static IOperation? CarriedBy(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is not { Name: "String" or "Encoding" or "MemoryExtensions" or "BinaryData" or "Regex" } type)
            return null;
        var first = call.Arguments is [{ Value: var value }, ..] ? value : null;
        switch (PlainSinks.FullName(type), method.Name)
        {
            case ("System.String", "Concat") when call.Arguments.Length == 1:
                return first;
            case ("System.String", "Join") when call.Arguments.Length == 2:
                return call.Arguments[1].Value;
            case ("System.String", _):
                return method.ReturnType.SpecialType == SpecialType.System_String ? call.Instance : null;
            case ("System.Text.Encoding", "GetBytes" or "GetString"):
            case ("System.MemoryExtensions", "AsSpan" or "AsMemory"):
            case ("System.BinaryData", "FromString" or "FromBytes"):
            case ("System.Text.RegularExpressions.Regex", "Match" or "Replace"):
                return first;
            case ("System.BinaryData", "ToString" or "ToArray" or "ToMemory" or "ToStream"):
                return call.Instance;
            default:
                return null;
        }
    }

    private static IOperation? OnlyHole(IInterpolatedStringOperation text)
    {
        IOperation? hole = null;
        foreach (var part in text.Parts)
        {
            if (part is not IInterpolationOperation { Expression: var expression })
                continue;
            if (hole is not null)
                return null;
            hole = expression;
        }

        return hole;
    }
}
