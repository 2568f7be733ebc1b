using System.Collections.Immutable;
using AiApi.Analyzers.Credentials;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Credentials;

/// <summary>AIAPI5001: puts <c>Bearer</c> before the key, in place of another scheme where there is one, or takes away one that is too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AuthorizationSchemeFix))]
internal sealed class AuthorizationSchemeFix : DocumentFix
{
    public const string AddBearer = nameof(AddBearer);
    public const string RemoveBearer = nameof(RemoveBearer);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI5001");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(
        new FixAction("Put 'Bearer' before the key", AddBearer),
        new FixAction("Remove the second 'Bearer'", RemoveBearer));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Node is not ExpressionSyntax value)
            return null;
        var isDoubled = report.Says(AuthorizationSchemeAnalyzer.Defect, nameof(SchemeDefect.Doubled));
        if (isDoubled != (key == RemoveBearer))
            return null;
        if (isDoubled)
            return LeadingText.RemoveWord(value, report.Model) is { } bare ? report.Root.ReplaceNode(value, bare) : null;
        var whole = value.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven ? forgiven : value;
        return whole.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax } list } argument
            ? InHeaderValue(report, list, argument)
            : Replaced(report, whole, Header(report, value));
    }

    /// <summary>In <c>new AuthenticationHeaderValue(…)</c> scheme and key are two arguments.</summary>
    private static SyntaxNode? InHeaderValue(Report report, ArgumentListSyntax list, ArgumentSyntax argument)
    {
        var bearer = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(AuthorizationScheme.Bearer));
        if (list.Arguments.Count > 1)
            return IsEncoded(list.Arguments[1].Expression) ? null : report.Root.ReplaceNode(argument.Expression, bearer.WithTriviaFrom(argument.Expression));
        if (argument.NameColon is not null)
            return null;
        var key = LeadingText.RemoveWord(argument.Expression, report.Model) ?? argument.Expression;
        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var arguments = SyntaxFactory.SeparatedList([SyntaxFactory.Argument(bearer), argument.WithExpression(key)], [separator]);
        return report.Root.ReplaceNode(list, list.WithArguments(arguments));
    }

    /// <summary>The whole value of the header; null where it is not written here.</summary>
    private static ExpressionSyntax? Header(Report report, ExpressionSyntax value)
    {
        if (report.Says(AuthorizationSchemeAnalyzer.Defect, nameof(SchemeDefect.OtherScheme)))
            return LeadingText.RemoveWord(value, report.Model, AuthorizationScheme.Bearer);
        if (report.Says(AuthorizationSchemeAnalyzer.Defect, nameof(SchemeDefect.NoBlank)))
            return LeadingText.InsertBlankAfter(value, AuthorizationScheme.Bearer);
        return LeadingText.Insert(value, $"{AuthorizationScheme.Bearer} ");
    }

    private static SyntaxNode? Replaced(Report report, ExpressionSyntax value, ExpressionSyntax? replacement) =>
        replacement is null ? null : report.Root.ReplaceNode(value, replacement.WithTriviaFrom(value));

    /// <summary>Whether the parameter is a user and a password for the scheme <c>Basic</c>, and no key.</summary>
    private static bool IsEncoded(ExpressionSyntax parameter) => parameter.ToString().Contains("Base64");
}
