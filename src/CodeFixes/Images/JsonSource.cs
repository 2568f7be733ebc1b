using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Images;

/// <summary>Edits a member of a JSON text where the source writes it: in an ordinary, verbatim or raw literal or interpolated string. Everything else stays as it is.</summary>
internal static class JsonSource
{
    // A quote, in the three ways literals write it.
    private const string Quote = @"(?<q>\\""|""""|"")";

    private const string Value = @"(?:\k<q>[^""\\]*\k<q>|\{+[^""{}]*\}+|[\w.+-]+)";

    /// <summary>The text with another member in place of one; null where that is not written in one piece.</summary>
    public static ExpressionSyntax? Replace(ExpressionSyntax text, string name, string newName, string newValue) =>
        Edited(text, new($@"{Quote}{name}\k<q>(?<colon>\s*:\s*){Value}"), $"${{q}}{newName}${{q}}${{colon}}${{q}}{newValue}${{q}}");

    /// <summary>The text without a member; null where that is not written in one piece.</summary>
    public static ExpressionSyntax? Remove(ExpressionSyntax text, string name)
    {
        var member = $@"{Quote}{name}\k<q>\s*:\s*{Value}";
        return Edited(text, new($@"{member}\s*,\s*"), "") ?? Edited(text, new($@",\s*{member}"), "");
    }

    private static ExpressionSyntax? Edited(ExpressionSyntax text, Regex member, string replacement)
    {
        var source = text.WithoutTrivia().ToString();
        var edited = member.Replace(source, replacement, 1);
        return edited == source ? null : SyntaxFactory.ParseExpression(edited).WithTriviaFrom(text);
    }
}
