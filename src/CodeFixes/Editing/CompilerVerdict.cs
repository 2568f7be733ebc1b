using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Editing;

/// <summary>What the compiler says of an edit.</summary>
internal static class CompilerVerdict
{
    /// <summary>Whether the member of the report has no more errors and warnings after the edit than it had before.</summary>
    public static async Task<bool> IsNoWorseAsync(Report before, Document after, CancellationToken cancellationToken)
    {
        var member = MemberOf(before.Node);
        var root = (await after.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await after.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var edited = member is CompilationUnitSyntax ? root : MemberOf(root.FindToken(StartAfter(member, root)).Parent!);
        return Complaints(model, edited, cancellationToken) <= Complaints(before.Model, member, cancellationToken);
    }

    private static SyntaxNode MemberOf(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();

    /// <summary>Where the member starts when edits before it, in other members, have moved it.</summary>
    public static int StartAfter(SyntaxNode member, SyntaxNode edited)
    {
        var start = member.SpanStart;
        foreach (var change in edited.SyntaxTree.GetChanges(member.SyntaxTree))
        {
            if (change.Span.End <= member.SpanStart)
                start += (change.NewText?.Length ?? 0) - change.Span.Length;
        }

        return start;
    }

    /// <summary>How much the compiler finds wrong. What an API says of itself, that it is experimental or obsolete, counts once however often it is used:
    /// who uses it has to allow it anyway.</summary>
    private static int Complaints(SemanticModel model, SyntaxNode member, CancellationToken cancellationToken)
    {
        var count = 0;
        var ofApis = new HashSet<string>(StringComparer.Ordinal);
        foreach (var diagnostic in model.GetDiagnostics(member.Span, cancellationToken))
        {
            if (diagnostic.Severity < DiagnosticSeverity.Warning || diagnostic.IsSuppressed)
                continue;
            if (diagnostic.Id.StartsWith("CS", StringComparison.Ordinal))
                count++;
            else
                ofApis.Add(diagnostic.Id);
        }

        return count + ofApis.Count;
    }
}
