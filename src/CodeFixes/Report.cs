using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes;

/// <summary>A diagnostic and the nodes it speaks of, in a document that fixes of other reports may have changed since.</summary>
/// <param name="Document">The document as it is now.</param>
/// <param name="Root">Its syntax.</param>
/// <param name="Model">Its meaning.</param>
/// <param name="Diagnostic">The diagnostic as it was reported.</param>
/// <param name="Node">The node at the diagnostic's location.</param>
/// <param name="Related">The nodes at its additional locations, in their order; null where one lies in another document or is gone.</param>
internal sealed record Report(
    Document Document,
    SyntaxNode Root,
    SemanticModel Model,
    Diagnostic Diagnostic,
    SyntaxNode Node,
    ImmutableArray<SyntaxNode?> Related)
{
    public Compilation Compilation => Model.Compilation;

    public bool Says(string property, string value) => Diagnostic.Properties.TryGetValue(property, out var said) && said == value;
}
