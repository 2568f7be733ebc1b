using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Evaluates tests of a status that consist of comparisons and patterns of constants, by trying every status.</summary>
internal static class StatusTruth
{
    private static readonly object Unknown = new();

    /// <summary>The statuses for which a condition holds; null where it has something else in it.</summary>
    public static CaseSet? Of(ExpressionSyntax condition, FailureTests tests, SemanticModel model) =>
        Where(status => Value(condition, status, tests, model));

    /// <summary>The statuses for which a property of them matches a pattern; null where the pattern has something else in it.</summary>
    public static CaseSet? Of(PatternSyntax pattern, IPropertySymbol property, SemanticModel model) =>
        Where(status => Matches(pattern, status is long number ? OfMember(property.Name, number) : null, model));

    private static CaseSet? Where(Func<long?, object?> truth)
    {
        var set = new CaseSet.Builder(ApiExceptions.Statuses.Cases.Length);
        for (var index = 0; index < ApiExceptions.Statuses.Cases.Length; index++)
        {
            switch (truth(ApiExceptions.Statuses.Cases[index].Value as long?))
            {
                case true:
                    set.Add(index);
                    break;
                case false or null:
                    break;
                default:
                    return null;
            }
        }

        return set.ToSet();
    }

    private static object OfMember(string member, long status) => member switch
    {
        "IsSuccessStatusCode" => status is >= 200 and < 300,
        "IsError" => status >= 400,
        _ => status,
    };

    private static object? Value(ExpressionSyntax expression, long? status, FailureTests tests, SemanticModel model)
    {
        if (tests.IsStatus(expression))
            return status is { } number ? OfMember(StatusRead.Of(expression).Member, number) : null;
        if (model.GetConstantValue(expression) is { HasValue: true, Value: var constant })
            return Constant(constant);
        return expression switch
        {
            ParenthesizedExpressionSyntax parenthesized => Value(parenthesized.Expression, status, tests, model),
            CastExpressionSyntax cast => Value(cast.Expression, status, tests, model),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Value(not.Operand, status, tests, model) is bool truth ? !truth : Unknown,
            BinaryExpressionSyntax binary => Binary(binary.Kind(), Value(binary.Left, status, tests, model), Value(binary.Right, status, tests, model)),
            IsPatternExpressionSyntax test => Matches(test.Pattern, Value(test.Expression, status, tests, model), model),
            _ => Unknown,
        };
    }

    private static object Binary(SyntaxKind kind, object? left, object? right) => (kind, left, right) switch
    {
        (_, _, _) when left == Unknown || right == Unknown => Unknown,
        (SyntaxKind.LogicalAndExpression, bool one, bool other) => one && other,
        (SyntaxKind.LogicalOrExpression, bool one, bool other) => one || other,
        (SyntaxKind.EqualsExpression, _, _) => Equals(left, right),
        (SyntaxKind.NotEqualsExpression, _, _) => !Equals(left, right),
        (SyntaxKind.LessThanExpression, long one, long other) => one < other,
        (SyntaxKind.LessThanOrEqualExpression, long one, long other) => one <= other,
        (SyntaxKind.GreaterThanExpression, long one, long other) => one > other,
        (SyntaxKind.GreaterThanOrEqualExpression, long one, long other) => one >= other,
        (SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression, _, _) => false,
        _ => Unknown,
    };

    private static object Matches(PatternSyntax pattern, object? value, SemanticModel model)
    {
        switch (pattern)
        {
            case ParenthesizedPatternSyntax parenthesized:
                return Matches(parenthesized.Pattern, value, model);
            case ConstantPatternSyntax { Expression: var constant } when model.GetConstantValue(constant) is { HasValue: true, Value: var known }:
                return value == Unknown ? Unknown : Equals(value, Constant(known));
            case RelationalPatternSyntax { Expression: var bound } relation when model.GetConstantValue(bound) is { HasValue: true, Value: var known }:
                return value == Unknown ? Unknown : Binary(Relation(relation.OperatorToken.Kind()), value, Constant(known));
            case UnaryPatternSyntax { Pattern: var inner }:
                return Matches(inner, value, model) is bool matches ? !matches : Unknown;
            case BinaryPatternSyntax binary:
                return Binary(
                    binary.IsKind(SyntaxKind.OrPattern) ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression, Matches(binary.Left, value, model), Matches(binary.Right, value, model));
            default:
                return Unknown;
        }
    }

    private static SyntaxKind Relation(SyntaxKind token) => token switch
    {
        SyntaxKind.LessThanToken => SyntaxKind.LessThanExpression,
        SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanExpression,
        _ => SyntaxKind.GreaterThanOrEqualExpression,
    };

    private static object? Constant(object? value) => value switch
    {
        null or bool => value,
        int number => (long)number,
        long number => number,
        _ => Unknown,
    };
}
