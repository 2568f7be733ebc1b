using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>Puts statements where one stands, wherever a statement can stand: in a block, a switch section, at the top level,
/// under an <c>if</c> or a loop without braces, behind a label.</summary>
internal static class Statements
{
    private static readonly SyntaxAnnotation SetOff = new();

    /// <summary>The root with the statement replaced by several.</summary>
    public static SyntaxNode ReplaceStatement(this SyntaxNode root, StatementSyntax statement, IReadOnlyList<StatementSyntax> replacement) =>
        statement.Parent switch
        {
            BlockSyntax block when IsOnOneLine(block) => SetOffNewStatements(root.ReplaceNode(block, Unfolded(block, statement, replacement))),
            BlockSyntax or SwitchSectionSyntax => SetOffNewStatements(root.ReplaceNode(statement, replacement)),
            GlobalStatementSyntax global => SetOffNewStatements(root.ReplaceNode(global, replacement.Select(SyntaxFactory.GlobalStatement))),
            LabeledStatementSyntax labeled =>
                root.ReplaceStatement(labeled, [labeled.WithStatement(replacement[0]), .. replacement.Skip(1)]),
            _ => SetOffNewStatements(root.ReplaceNode(statement, InBraces(replacement))),
        };

    /// <summary>The statement with an empty line before it and, where another statement follows, after it.</summary>
    public static StatementSyntax WithEmptyLines(this StatementSyntax statement) =>
        statement.WithEmptyLineBefore().WithEmptyLineAfter();

    public static StatementSyntax WithEmptyLineBefore(this StatementSyntax statement) =>
        statement.WithLeadingTrivia(statement.GetLeadingTrivia().Insert(0, Layout.LineBreak));

    public static StatementSyntax WithEmptyLineAfter(this StatementSyntax statement) =>
        statement.WithTrailingTrivia(Layout.LineBreak).WithAdditionalAnnotations(SetOff);

    public static BlockSyntax InBraces(IEnumerable<StatementSyntax> statements) => SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(Layout.LineBreak),
            SyntaxFactory.List(statements.Select(EndingItsLine)),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(Layout.LineBreak))
        .WithAdditionalAnnotations(Layout.New);

    /// <summary>The statement with the line ending after it.</summary>
    public static StatementSyntax EndingItsLine(StatementSyntax statement)
    {
        var trivia = statement.GetTrailingTrivia();
        return trivia.Any(SyntaxKind.EndOfLineTrivia)
            ? statement
            : statement.WithTrailingTrivia(trivia.Where(t => t.FullSpan.Length > 0).Append(Layout.LineBreak));
    }

    /// <summary>Sets off the new statements from those that follow them.</summary>
    public static SyntaxNode SetOffNewStatements(SyntaxNode root)
    {
        var following = root.GetAnnotatedNodes(SetOff)
            .Select(n => n.GetLastToken().GetNextToken(includeZeroWidth: true))
            .Where(StartsStatementWithoutEmptyLine);
        return root.ReplaceTokens(following, (_, token) => token.WithLeadingTrivia(token.LeadingTrivia.Insert(0, Layout.LineBreak)));
    }

    /// <summary>The list of statements that a statement is in; only itself under an <c>if</c> or a loop without braces.</summary>
    public static IReadOnlyList<StatementSyntax> Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } =>
            unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement).ToList(),
        _ => [statement],
    };

    /// <summary>The white space that indents the statement, without comments and empty lines before it.</summary>
    public static SyntaxTriviaList Indentation(StatementSyntax statement)
    {
        var last = statement.GetLeadingTrivia().LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(last) : SyntaxTriviaList.Empty;
    }

    private static bool IsOnOneLine(BlockSyntax block) =>
        block.Statements.Count > 0 && block.GetLocation().GetLineSpan() is var lines && lines.StartLinePosition.Line == lines.EndLinePosition.Line;

    private static BlockSyntax Unfolded(BlockSyntax block, StatementSyntax statement, IEnumerable<StatementSyntax> replacement) => block
        .WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(Layout.LineBreak))
        .WithStatements(SyntaxFactory.List(block.Statements.ReplaceRange(statement, replacement).Select(EndingItsLine)))
        .WithAdditionalAnnotations(Layout.New);

    private static bool StartsStatementWithoutEmptyLine(SyntaxToken token) =>
        !token.IsKind(SyntaxKind.CloseBraceToken)
        && !token.IsKind(SyntaxKind.EndOfFileToken)
        && token.Parent is not SwitchLabelSyntax
        && token.LeadingTrivia.SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).FirstOrDefault() is var first
        && !first.IsKind(SyntaxKind.EndOfLineTrivia)
        && !first.IsDirective;
}
