using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>Names for new locals of the member around a node. A name that occurs there already keeps its meaning, whatever that is.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken;

    public UniqueNames(SyntaxNode node) => _taken = new HashSet<string>(
        ScopesOf(node).SelectMany(n => n.DescendantTokens()).Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));

    /// <summary>The name wished for, numbered where it is taken.</summary>
    public string Take(string wish)
    {
        var name = wish;
        for (var number = 1; !_taken.Add(name); number++)
            name = wish + number;
        return name;
    }

    /// <summary>The member around a node, or all top-level statements.</summary>
    public static IEnumerable<SyntaxNode> ScopesOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>(),
            { } member => [member],
            null => [node.SyntaxTree.GetRoot()],
        };
}
