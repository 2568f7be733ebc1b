using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>The parts of a condition.</summary>
internal static class Conjuncts
{
    /// <summary>The operands of <c>&amp;&amp;</c> (or <c>||</c>), from the left, without the parentheses around the whole.</summary>
    public static List<ExpressionSyntax> Of(ExpressionSyntax condition, SyntaxKind operation)
    {
        var parts = new List<ExpressionSyntax>();
        Collect(condition, operation, parts);
        return parts;
    }

    /// <summary>The part as an operand: in parentheses where it binds less tightly.</summary>
    public static string Operand(ExpressionSyntax part, SyntaxKind operation)
    {
        var text = part.WithoutTrivia().ToString();
        var binds = part is not (BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or ConditionalExpressionSyntax or AssignmentExpressionSyntax)
            || (operation == SyntaxKind.LogicalOrExpression && part is BinaryExpressionSyntax);
        return binds ? text : $"({text})";
    }

    /// <summary>Whether the expression tests the value and nothing else: by comparisons and patterns of constants.</summary>
    /// <param name="part">The expression.</param>
    /// <param name="isValue">Whether an expression is the value.</param>
    /// <param name="model">The meaning of the names.</param>
    public static bool Tests(ExpressionSyntax part, Func<ExpressionSyntax, bool> isValue, SemanticModel model)
    {
        var found = false;
        return IsTest(part) && found;

        bool IsTest(ExpressionSyntax expression)
        {
            if (isValue(expression))
                return found = true;
            if (model.GetConstantValue(expression).HasValue)
                return true;
            return expression switch
            {
                ParenthesizedExpressionSyntax parenthesized => IsTest(parenthesized.Expression),
                CastExpressionSyntax cast => IsTest(cast.Expression),
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => IsTest(not.Operand),
                BinaryExpressionSyntax binary => IsTest(binary.Left) && IsTest(binary.Right),
                IsPatternExpressionSyntax isPattern => IsTest(isPattern.Expression) && isPattern.Pattern.DescendantNodesAndSelf().All(static node => node is not (VariableDesignationSyntax or SubpatternSyntax)),
                _ => false,
            };
        }
    }

    /// <summary>The operands of <c>&amp;&amp;</c> with a test in place of the ones that are there, or after what else is there.</summary>
    /// <param name="parts">The operands.</param>
    /// <param name="isTest">Whether an operand is such a test.</param>
    /// <param name="test">The test.</param>
    public static string WithTest(IReadOnlyList<ExpressionSyntax> parts, Func<ExpressionSyntax, bool> isTest, string test)
    {
        var texts = new List<string>();
        var isPlaced = false;
        foreach (var part in parts)
        {
            if (!isTest(part))
                texts.Add(Operand(part, SyntaxKind.LogicalAndExpression));
            else if (!isPlaced)
                isPlaced = AddTest();
        }

        if (!isPlaced)
            AddTest();
        return string.Join(" && ", texts);

        bool AddTest()
        {
            var isOneOfSeveral = parts.Any(part => !isTest(part));
            texts.Add(isOneOfSeveral && test.Contains(" || ") && !test.StartsWith("(", StringComparison.Ordinal) ? $"({test})" : test);
            return true;
        }
    }

    private static void Collect(ExpressionSyntax condition, SyntaxKind operation, List<ExpressionSyntax> parts)
    {
        if (condition is ParenthesizedExpressionSyntax parenthesized && parenthesized.Expression.IsKind(operation))
            condition = parenthesized.Expression;
        if (condition is BinaryExpressionSyntax binary && binary.IsKind(operation))
        {
            Collect(binary.Left, operation, parts);
            Collect(binary.Right, operation, parts);
        }
        else
        {
            parts.Add(condition);
        }
    }
}
