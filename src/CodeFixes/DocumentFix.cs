using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.CodeFixes;

/// <summary>A fix that edits the document its diagnostic lies in. One method serves the single fix and Fix All in document, project
/// and solution, and nothing is offered that changes nothing or that the compiler would complain about.</summary>
internal abstract class DocumentFix : CodeFixProvider
{
    private static readonly FixAllProvider EveryReportOfADocument = FixAllProvider.Create(
        static (context, document, diagnostics) =>
            ((DocumentFix)context.CodeFixProvider).ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey!, context.CancellationToken),
        ImmutableArray.Create(FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution, FixAllScope.ContainingMember, FixAllScope.ContainingType));

    /// <summary>The actions this fix offers, in the order in which they are listed.</summary>
    protected abstract ImmutableArray<FixAction> Actions { get; }

    /// <summary>What the user reads of them.</summary>
    internal ImmutableArray<string> Titles => Actions.Select(static action => action.Title).ToImmutableArray();

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => EveryReportOfADocument;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var action in Actions)
            {
                var diagnostics = ImmutableArray.Create(diagnostic);
                var changed = await ApplyAsync(context.Document, diagnostics, action.Key, context.CancellationToken).ConfigureAwait(false);
                if (changed is not null)
                    context.RegisterCodeFix(CodeAction.Create(action.Title, (CancellationToken _) => Task.FromResult(changed), action.Key), diagnostic);
            }
        }
    }

    /// <summary>The root after the report is fixed; null when this action cannot fix it.</summary>
    /// <param name="report">The diagnostic, in the document as earlier fixes left it.</param>
    /// <param name="key">Key of the chosen action.</param>
    protected abstract SyntaxNode? Apply(Report report, string key);

    /// <summary>Fixes one report after the other: each sees what the ones before it wrote (names they took, locals they declared).</summary>
    private async Task<Document?> ApplyAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, string key, CancellationToken cancellationToken)
    {
        var marks = await ReportMarks.PlaceAsync(document, diagnostics, cancellationToken).ConfigureAwait(false);
        var fixedDocument = marks.Document;
        foreach (var diagnostic in diagnostics)
        {
            var report = await marks.FindAsync(diagnostic, fixedDocument, cancellationToken).ConfigureAwait(false);
            if (report is null || Apply(report, key) is not { } root)
                continue;
            var candidate = fixedDocument.WithSyntaxRoot(OlderPatterns.In(root, report.Root.SyntaxTree));
            if (await CompilerVerdict.IsNoWorseAsync(report, candidate, cancellationToken).ConfigureAwait(false))
                fixedDocument = candidate;
        }

        return fixedDocument == marks.Document
            ? null
            : await Layout.CleanAsync(document, fixedDocument, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>One entry of the light bulb's menu.</summary>
/// <param name="Title">What the user reads.</param>
/// <param name="Key">Equivalence key: Fix All applies the actions of the same key.</param>
internal sealed record FixAction(string Title, string Key);
