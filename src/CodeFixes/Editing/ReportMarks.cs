using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes.Editing;

/// <summary>Annotations on the nodes that diagnostics speak of, so that they are found again after edits.</summary>
internal sealed class ReportMarks
{
    private readonly Dictionary<Location, SyntaxAnnotation> _marks;

    private ReportMarks(Document document, Dictionary<Location, SyntaxAnnotation> marks)
    {
        Document = document;
        _marks = marks;
    }

    /// <summary>The document with the annotations in place, otherwise as given.</summary>
    public Document Document { get; }

    public static async Task<ReportMarks> PlaceAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var marks = new Dictionary<Location, SyntaxAnnotation>();
        foreach (var location in diagnostics.SelectMany(d => d.AdditionalLocations.Prepend(d.Location)))
        {
            if (location.SourceTree?.FilePath == root.SyntaxTree.FilePath && !marks.ContainsKey(location))
                marks.Add(location, new SyntaxAnnotation());
        }

        var byNode = marks.ToLookup(
            mark => root.FindNode(mark.Key.SourceSpan, findInsideTrivia: false, getInnermostNodeForTie: true), mark => mark.Value);
        var marked = root.ReplaceNodes(byNode.Select(g => g.Key), (node, current) => current.WithAdditionalAnnotations(byNode[node]));
        return new ReportMarks(document.WithSyntaxRoot(marked), marks);
    }

    /// <summary>The report as it stands in a later state of the document; null when the reported node is gone.</summary>
    public async Task<Report?> FindAsync(Diagnostic diagnostic, Document document, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        if (NodeAt(diagnostic.Location) is not { } node)
            return null;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return new Report(document, root, model, diagnostic, node, diagnostic.AdditionalLocations.Select(NodeAt).ToImmutableArray());

        SyntaxNode? NodeAt(Location location) =>
            _marks.TryGetValue(location, out var mark) ? root.GetAnnotatedNodes(mark).FirstOrDefault() : null;
    }
}
