using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Credentials;

/// <summary>Edits the start of a text that an expression builds: of a literal, an interpolated string or the leftmost part of a sum.</summary>
internal static class LeadingText
{
    /// <summary>Puts a text before that of the expression; null where its layout is in the way.</summary>
    public static ExpressionSyntax? Insert(ExpressionSyntax expression, string text)
    {
        if (expression is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            return Edited(expression, content => text + content);
        var isPlain = expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            or PostfixUnaryExpressionSyntax;
        var source = expression.WithoutTrivia().ToString();
        return isPlain && source.IndexOf('\n') < 0
            ? SyntaxFactory.ParseExpression($"$\"{text}{{{source}}}\"")
            : SyntaxFactory.ParseExpression($"\"{text}\" + ({source})");
    }

    /// <summary>Puts a blank after the word that the text starts with; null where the word is not written in the expression.</summary>
    public static ExpressionSyntax? InsertBlankAfter(ExpressionSyntax expression, string word) => EditStart(
        expression, content => content.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? content.Insert(word.Length, " ") : null);

    /// <summary>Takes away the first word of the text, or puts another in its place; null where the word is not written in the expression.</summary>
    public static ExpressionSyntax? RemoveWord(ExpressionSyntax expression, SemanticModel model, string? replacement = null)
    {
        var edited = EditStart(expression, content =>
        {
            content = content.TrimStart();
            var blank = content.IndexOf(' ');
            if (blank <= 0)
                return null;
            return replacement is null ? content.Substring(blank).TrimStart() : replacement + content.Substring(blank);
        });
        return edited is null || replacement is not null ? edited : WithoutEmptyStart(expression, edited, model)?.WithTriviaFrom(expression);
    }

    /// <summary>Drops what is left of a sum or an interpolated string when nothing but its key is left.</summary>
    private static ExpressionSyntax? WithoutEmptyStart(ExpressionSyntax original, ExpressionSyntax edited, SemanticModel model)
    {
        switch (edited)
        {
            case InterpolatedStringExpressionSyntax { Contents: [InterpolationSyntax { AlignmentClause: null, FormatClause: null } only] }
                when original is InterpolatedStringExpressionSyntax before && before.Contents[before.Contents.Count - 1] is InterpolationSyntax key:
                return model.GetTypeInfo(key.Expression).Type?.SpecialType == SpecialType.System_String ? only.Expression : edited;
            case BinaryExpressionSyntax { Left: LiteralExpressionSyntax { Token.ValueText: "" } } sum when original is BinaryExpressionSyntax before:
                return model.GetTypeInfo(before.Right).Type?.SpecialType == SpecialType.System_String ? sum.Right : edited;
            case BinaryExpressionSyntax { Left: BinaryExpressionSyntax left } sum
                when original is BinaryExpressionSyntax { Left: BinaryExpressionSyntax before }:
                return WithoutEmptyStart(before, left, model) is { } shorter ? sum.WithLeft(shorter) : edited;
            case LiteralExpressionSyntax { Token.ValueText: "" }:
                return null;
            default:
                return edited;
        }
    }

    private static ExpressionSyntax? EditStart(ExpressionSyntax expression, Func<string, string?> edit) => expression switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => EditStart(sum.Left, edit) is { } left ? sum.WithLeft(left) : null,
        ParenthesizedExpressionSyntax parenthesized => EditStart(parenthesized.Expression, edit) is { } inner ? parenthesized.WithExpression(inner) : null,
        LiteralExpressionSyntax or InterpolatedStringExpressionSyntax => Edited(expression, edit),
        _ => null,
    };

    /// <summary>Edits what stands between the quotes, keeping these and everything after the edit; null for a text of several lines.</summary>
    private static ExpressionSyntax? Edited(ExpressionSyntax literal, Func<string, string?> edit)
    {
        var source = literal.WithoutTrivia().ToString();
        var start = source.IndexOf('"');
        var quotes = 0;
        while (start >= 0 && start + quotes < source.Length && source[start + quotes] == '"')
            quotes++;
        if (start < 0 || source.IndexOf('\n') >= 0)
            return null;
        if (quotes == 2)
            quotes = 1;
        var end = source.Length - quotes;
        return edit(source.Substring(start + quotes, end - start - quotes)) is { } content
            ? SyntaxFactory.ParseExpression(source.Substring(0, start + quotes) + content + source.Substring(end)).WithTriviaFrom(literal)
            : null;
    }
}
