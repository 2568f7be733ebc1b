using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>The text of a model's output, for the message of an exception: as it stands in the code where it can be read once more, else in a variable.</summary>
internal sealed class OutputTexts
{
    private readonly Report _report;

    /// <summary>Reads what a report says of the text.</summary>
    /// <param name="report">A report whose second related node is the text.</param>
    /// <param name="exceptions">Exceptions that the fix names, beside <see cref="InvalidOperationException"/>.</param>
    public OutputTexts(Report report, params ITypeSymbol[] exceptions)
    {
        _report = report;
        Names = new UniqueNames(report.Node);
        Extraction = new Extraction(report, static _ => false, Names);
        Template = Template.For(report, [.. exceptions, .. Template.Found(report, typeof(InvalidOperationException).FullName)]);
    }

    public UniqueNames Names { get; }

    public Extraction Extraction { get; }

    public Template Template { get; }

    /// <summary>The expression that gives the text again without doing anything; null where there is none in the expression.</summary>
    public static ExpressionSyntax? Repeatable(ExpressionSyntax text) => text switch
    {
        _ when IsRepeatable(text) => text,
        // What is cut or lowered is in the whole text.
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var whole } } => Repeatable(whole),
        ParenthesizedExpressionSyntax { Expression: var inner } => Repeatable(inner),
        _ => null,
    };

    /// <summary>Gives a text that cannot be read once more a variable: the declaration, null where none is needed, and the text's name. Null where the text is of no type that shows it.</summary>
    public (StatementSyntax? Declaration, string Name)? Hold(ExpressionSyntax text)
    {
        if (_report.Model.GetTypeInfo(text).Type is not { } type || type is not ({ SpecialType: SpecialType.System_String } or { Name: "BinaryData" }))
            return null;
        if (IsRepeatable(text))
            return (null, text.ToString());
        var flow = _report.Model.GetTypeInfo(text).Nullability.FlowState;
        var name = Names.Take("output");
        return (Extraction.Declaration(type.WithNullableAnnotation(flow == NullableFlowState.MaybeNull ? NullableAnnotation.Annotated : NullableAnnotation.None), name, text), name);
    }

    private static bool IsRepeatable(ExpressionSyntax text) => text switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Expression: var holder } => IsRepeatable(holder),
        ElementAccessExpressionSyntax { Expression: var holder, ArgumentList.Arguments: [{ Expression.RawKind: (int)SyntaxKind.NumericLiteralExpression }] } => IsRepeatable(holder),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var operand } => IsRepeatable(operand),
        _ => false,
    };
}
