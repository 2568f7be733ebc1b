using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Small questions about cancellation tokens.</summary>
internal static class Tokens
{
    /// <summary>Whether the operation hands a token to a call that can be cancelled: not <c>default</c>, not <c>CancellationToken.None</c>.</summary>
    public static bool IsHandedOn(IOperation operation) =>
        operation is IArgumentOperation { ArgumentKind: not ArgumentKind.DefaultValue, Value: { Type.Name: "CancellationToken" } token }
        && token is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } } or IConversionOperation { Operand: IDefaultValueOperation });
}
