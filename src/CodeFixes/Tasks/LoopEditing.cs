using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>Puts statements into loops.</summary>
internal static class LoopEditing
{
    /// <summary>The loop that a report at its keyword is about; null for loops without a statement of their own.</summary>
    public static StatementSyntax? LoopOf(Report report) => report.Node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax ? (StatementSyntax)report.Node : null;

    /// <summary>What a loop repeats.</summary>
    public static StatementSyntax BodyOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax @while => @while.Statement,
        DoStatementSyntax @do => @do.Statement,
        ForStatementSyntax @for => @for.Statement,
        CommonForEachStatementSyntax forEach => forEach.Statement,
        _ => throw new ArgumentException($"{loop.Kind()} is no loop.", nameof(loop)),
    };

    /// <summary>The loop with statements at the beginning of every round.</summary>
    public static StatementSyntax WithFirst(StatementSyntax loop, StatementSyntax first)
    {
        var body = BodyOf(loop);
        var changed = body switch
        {
            BlockSyntax { Statements.Count: 0 } empty => empty.WithStatements(SyntaxFactory.SingletonList(first)),
            BlockSyntax block => block.WithStatements(block.Statements.Insert(0, first.WithEmptyLineAfter())),
            EmptyStatementSyntax => Statements.InBraces([first]),
            _ => Statements.InBraces([first.WithEmptyLineAfter(), body]),
        };
        return loop.ReplaceNode(body, changed);
    }

    /// <summary>The loop with a statement at the end of every round.</summary>
    public static StatementSyntax WithLast(StatementSyntax loop, StatementSyntax last)
    {
        var body = BodyOf(loop);
        StatementSyntax changed = body switch
        {
            BlockSyntax block => block.AddStatements(last),
            EmptyStatementSyntax => Statements.InBraces([last]),
            _ => Statements.InBraces([body, last]),
        };
        return loop.ReplaceNode(body, changed);
    }

    /// <summary>The <c>continue</c> statements of a loop, not those of loops in it.</summary>
    public static IEnumerable<ContinueStatementSyntax> ContinuesOf(StatementSyntax loop) =>
        BodyOf(loop).DescendantNodesAndSelf(node => node == BodyOf(loop) || node is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
            or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ContinueStatementSyntax>();
}
