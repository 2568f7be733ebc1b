using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tasks;

/// <summary>The loops of a file in members that mention a status, as far as syntax tells: the cheap gate of the polling rules.</summary>
internal sealed class LoopMentions
{
    private static readonly ConditionalWeakTable<SyntaxTree, LoopMentions> Cache = new();

    /// <summary>What the names and words of code that waits for a task have in common.</summary>
    private static readonly string[] Parts = ["status", "state", "poll", "done", "complet", "succe", "fail", "finish", "final", "terminal", "ready", "pending", "running"];

    private readonly List<TextSpan> _loops = [];

    private LoopMentions(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxNode? without = null;
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(CanContainLoop))
        {
            if (LoopOf(node) is not { } loop || MemberOf(loop) is not { } member || member == without)
                continue;
            // The words that end a loop can stand after it, or in a method that it asks.
            if (member.DescendantTokens().Any(IsMention))
                _loops.Add(loop.Span);
            else
                without = member;
        }
    }

    public static LoopMentions Of(SyntaxTree tree, CancellationToken cancellationToken) =>
        Cache.TryGetValue(tree, out var known) ? known : Cache.GetValue(tree, t => new(t, cancellationToken));

    /// <summary>Whether one of the loops lies in a span.</summary>
    public bool AnyIn(TextSpan span)
    {
        foreach (var loop in _loops)
        {
            if (span.Contains(loop))
                return true;
        }

        return false;
    }

    /// <summary>Whether the node is a part of one of the loops.</summary>
    public bool Contain(SyntaxNode node)
    {
        foreach (var loop in _loops)
        {
            if (loop.Contains(node.Span))
                return true;
        }

        return false;
    }

    private static bool CanContainLoop(SyntaxNode node) =>
        node is not (AttributeListSyntax or UsingDirectiveSyntax or BaseParameterListSyntax or BaseListSyntax or NameSyntax or LiteralExpressionSyntax);

    /// <summary>The loop that a node makes: itself; of a jump or of a call of the function around it, that function.</summary>
    private static SyntaxNode? LoopOf(SyntaxNode node) => node switch
    {
        WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax => node,
        GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement } => MemberOf(node),
        InvocationExpressionSyntax { Expression: var called } when NameOf(called) is { } name => FunctionOf(node, name),
        _ => null,
    };

    /// <summary>The member around a node; of a top-level statement, the file.</summary>
    private static SyntaxNode? MemberOf(SyntaxNode node)
    {
        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return member is GlobalStatementSyntax ? member.Parent : member;
    }

    private static string? NameOf(ExpressionSyntax called) => called switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    private static SyntaxNode? FunctionOf(SyntaxNode node, string name)
    {
        for (var parent = node.Parent; parent is not (null or TypeDeclarationSyntax); parent = parent.Parent)
        {
            if ((parent is MethodDeclarationSyntax method && method.Identifier.ValueText == name) || (parent is LocalFunctionStatementSyntax local && local.Identifier.ValueText == name))
                return parent;
        }

        return null;
    }

    private static bool IsMention(SyntaxToken token)
    {
        if (token.RawKind is not ((int)SyntaxKind.IdentifierToken or (int)SyntaxKind.StringLiteralToken))
            return false;
        var text = token.ValueText;
        foreach (var part in Parts)
        {
            if (text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
