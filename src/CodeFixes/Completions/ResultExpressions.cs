using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Finds the expression for a result around the call that obtains it, or under a read of its content.</summary>
internal sealed class ResultExpressions(SemanticModel model, ResultTypes results)
{
    /// <summary>The largest expression around a call whose value still is the result; null when there is none.</summary>
    public ExpressionSyntax? Around(ExpressionSyntax call)
    {
        if (results.Holder is not null)
            return call;
        ExpressionSyntax? result = null;
        for (var expression = call; ; expression = (ExpressionSyntax)expression.Parent!)
        {
            if (IsResult(expression))
                result = expression;
            else if (result is not null)
                return result;
            if (!LeadsOn(expression, towardsResult: result is null))
                return result;
        }
    }

    /// <summary>The result in <c>result.Content</c>, <c>result?.Value.Content</c> or <c>Helper(result)</c>; the read is marked at <c>Content</c> or
    /// as a whole.</summary>
    public ExpressionSyntax? Under(SyntaxNode read)
    {
        if (results.Holder is { } holder)
            return holder;
        var expression = (IsMemberName(read) ? read.Parent : read) as ExpressionSyntax;
        while (expression is not null && !IsResult(expression))
            expression = ReceiverOf(expression);
        return expression;
    }

    /// <summary>The variable in <c>result</c>, <c>result.Value</c>, <c>(result!)</c>; null when it is none.</summary>
    public IdentifierNameSyntax? VariableIn(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name,
        ParenthesizedExpressionSyntax parenthesized => VariableIn(parenthesized.Expression),
        PostfixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.SuppressNullableWarningExpression) => VariableIn(unary.Operand),
        MemberAccessExpressionSyntax access when results.Holder is null && IsResult(access.Expression) => VariableIn(access.Expression),
        MemberBindingExpressionSyntax binding when ReceiverOf(binding) is { } receiver && IsResult(receiver) => VariableIn(receiver),
        _ => null,
    };

    public static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? WithoutParentheses(parenthesized.Expression) : expression;

    /// <summary>The expression without parentheses and without what only suppresses a warning: neither is an operation.</summary>
    public static ExpressionSyntax Plain(ExpressionSyntax expression) => WithoutParentheses(expression) switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => Plain(suppressed.Operand),
        var plain => plain,
    };

    public static ExpressionSyntax WithParentheses(ExpressionSyntax expression) =>
        expression.Parent is ParenthesizedExpressionSyntax parenthesized ? WithParentheses(parenthesized) : expression;

    private bool IsResult(ExpressionSyntax expression) => results.PathFrom(model.GetTypeInfo(expression).Type) is not null;

    private static bool LeadsOn(ExpressionSyntax expression, bool towardsResult) => expression.Parent switch
    {
        ParenthesizedExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax => true,
        PostfixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        ConditionalExpressionSyntax conditional => conditional.Condition != expression,
        BinaryExpressionSyntax binary => binary.IsKind(SyntaxKind.CoalesceExpression),
        AwaitExpressionSyntax => towardsResult,
        // From a task to its result: ConfigureAwait(false), WaitAsync(token), GetAwaiter().GetResult().
        InvocationExpressionSyntax invocation => towardsResult && invocation.Expression == expression,
        _ => false,
    };

    private static bool IsMemberName(SyntaxNode node) =>
        node.Parent is MemberBindingExpressionSyntax || (node.Parent is MemberAccessExpressionSyntax access && access.Name == node);

    private static ExpressionSyntax? ReceiverOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        ElementAccessExpressionSyntax element => element.Expression,
        InvocationExpressionSyntax invocation => invocation.Expression,
        ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
        PostfixUnaryExpressionSyntax unary => unary.Operand,
        MemberBindingExpressionSyntax or ElementBindingExpressionSyntax =>
            expression.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Contains(expression))?.Expression,
        _ => null,
    };
}
