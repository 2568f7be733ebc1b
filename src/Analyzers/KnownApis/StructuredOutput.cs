using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The result of Microsoft.Extensions.AI that parses its text where it is read. Source: dotnet/extensions, src/Libraries/Microsoft.Extensions.AI/ChatCompletion/ChatResponse{T}.cs.</summary>
internal static class StructuredOutput
{
    /// <summary>The method that says whether there is a result instead of throwing.</summary>
    public const string TryMethod = "TryGetResult";

    public static bool IsResult(IPropertySymbol property) =>
        property is { Name: "Result", ContainingType: { Name: "ChatResponse", Arity: 1, ContainingAssembly.Name: "Microsoft.Extensions.AI" } };
}
