using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>How code reads the status of a failed request.</summary>
/// <param name="Receiver">What it is read of, with <c>?.</c> or <c>.</c> after it.</param>
/// <param name="Member">The member that is read.</param>
internal sealed record StatusRead(string Receiver, string Member)
{
    public static StatusRead Of(ExpressionSyntax read) => read switch
    {
        ConditionalAccessExpressionSyntax { Expression: var receiver, WhenNotNull: MemberBindingExpressionSyntax { Name: var name } } => new($"{receiver.WithoutTrivia()}?.", name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Expression: var receiver, Name: var name } => new($"{receiver.WithoutTrivia()}.", name.Identifier.ValueText),
        _ => new("", read.ToString()),
    };

    /// <summary>A test that holds for these statuses.</summary>
    /// <param name="statuses">The statuses.</param>
    /// <param name="condition">The test that is there.</param>
    /// <param name="tests">Knows the members.</param>
    /// <param name="report">The report to be fixed.</param>
    public string Test(CaseSet statuses, ExpressionSyntax condition, FailureTests tests, Report report)
    {
        var read = condition.DescendantNodesAndSelf().OfType<ExpressionSyntax>().First(tests.IsStatus);
        var property = (IPropertySymbol)report.Model.GetSymbolInfo(read is ConditionalAccessExpressionSyntax { WhenNotNull: var binding } ? binding : read).Symbol!;
        var number = FailureTests.NumberOf(property)!;
        var isNullable = number.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || Receiver.EndsWith("?.", StringComparison.Ordinal);
        var isEnum = number.Type.SpecialType != SpecialType.System_Int32;
        // Names of the statuses are kept where the code has names; (int) where it compares numbers, or none.
        var isCast = isEnum && (number.Name != Member || condition.DescendantNodesAndSelf().OfType<CastExpressionSyntax>().Any(static cast => cast.Type is PredefinedTypeSyntax or NullableTypeSyntax));
        var type = isEnum && !isCast ? number.Type : report.Compilation.GetSpecialType(SpecialType.System_Int32);
        if (isNullable && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
            type = report.Compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type);
        var representable = tests.StatusPropertyOf(number.ContainingType) is null ? statuses - FailureTests.Zero : statuses;
        return $"{(isCast ? isNullable ? "(int?)" : "(int)" : "")}{Receiver}{number.Name} is {StatusPattern.Of(representable, type)}";
    }
}
