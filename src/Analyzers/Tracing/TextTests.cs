using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Tells tests of whether there is any text from uses of the text.</summary>
internal static class TextTests
{
    /// <summary>Whether a value of the un-lowered tree is only compared with null or the empty text, or counted.</summary>
    public static bool IsOnlyTested(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IArgumentOperation or IConditionalAccessOperation)
            parent = parent.Parent;
        return parent switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => IsEmpty(comparison.LeftOperand) || IsEmpty(comparison.RightOperand),
            IIsPatternOperation isPattern => IsEmptyPattern(isPattern.Pattern),
            IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String } } => true,
            IInvocationOperation { TargetMethod: { Name: "Any" or "Count", ContainingType.Name: "Enumerable" }, Arguments.Length: 1 } => true,
            IPropertyReferenceOperation { Property.Name: "Length" or "Count" } => true,
            _ => false,
        };
    }

    /// <summary>Whether a pattern only asks for null, for the empty text, or for a length.</summary>
    public static bool IsEmptyPattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => IsEmpty(constant.Value),
        INegatedPatternOperation negated => IsEmptyPattern(negated.Pattern),
        IBinaryPatternOperation binary => IsEmptyPattern(binary.LeftPattern) && IsEmptyPattern(binary.RightPattern),
        IRecursivePatternOperation { PropertySubpatterns: [], DeconstructionSubpatterns: [], DeclaredSymbol: null } => true,
        IRecursivePatternOperation { PropertySubpatterns: [{ Member: IPropertyReferenceOperation { Property.Name: "Length" or "Count" } }], DeclaredSymbol: null } => true,
        _ => false,
    };

    private static bool IsEmpty(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: null or "" };
}
