using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>Texts of messages.</summary>
internal static class MessageText
{
    /// <summary>The message with a value at its end, as code; null for a message that is no text written there.</summary>
    /// <param name="message">The message.</param>
    /// <param name="value">The value, as code.</param>
    public static string? WithEnd(ExpressionSyntax message, string value)
    {
        var text = message.WithoutTrivia().ToString();
        if (message is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } && text.StartsWith("\"", StringComparison.Ordinal) && !text.StartsWith("\"\"\"", StringComparison.Ordinal))
            return $"${Opened(text.Replace("{", "{{").Replace("}", "}}"))}: {{{value}}}\"";
        return message is InterpolatedStringExpressionSyntax && text.StartsWith("$\"", StringComparison.Ordinal) && !text.StartsWith("$\"\"\"", StringComparison.Ordinal)
            ? $"{Opened(text)}: {{{value}}}\""
            : null;
    }

    private static string Opened(string quoted) => quoted.Substring(0, quoted.Length - 1).TrimEnd('.', ' ', '!', ':');
}
