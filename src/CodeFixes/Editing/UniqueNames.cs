using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>New names. A name that occurs already keeps its meaning, whatever that is.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken;

    /// <summary>Names for one member.</summary>
    /// <param name="node">A node of the member in which the names are to be used.</param>
    public UniqueNames(SyntaxNode node)
        : this(ScopesOf(node))
    {
    }

    /// <summary>Names for some code.</summary>
    /// <param name="scopes">The code in which the names must not occur.</param>
    public UniqueNames(IEnumerable<SyntaxNode> scopes) => _taken = new HashSet<string>(
        scopes.SelectMany(n => n.DescendantTokens()).Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));

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
