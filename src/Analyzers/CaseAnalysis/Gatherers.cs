using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Variables that texts are gathered in, piece by piece: what is added to one is in it like what is assigned to one.</summary>
internal static class Gatherers
{
    public static bool IsGatherer(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String }
        or { Name: "StringBuilder", ContainingNamespace.Name: "Text" }
        or INamedTypeSymbol { Name: "List", TypeArguments: [{ SpecialType: SpecialType.System_String }] };

    /// <summary>What a call adds to, such as <c>answer.Append(text)</c>; null where it adds to nothing that gathers texts.</summary>
    public static IOperation? FilledBy(IInvocationOperation call) =>
        call is { TargetMethod.Name: "Append" or "AppendLine" or "Add", Instance: { } gatherer, Arguments.IsEmpty: false } && IsGatherer(gatherer.Type) ? gatherer : null;
}
