using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.CodeFixes.Editing;

/// <summary>Brings what a fix wrote into the file's own layout: its indentation and line ends go before the options of the host,
/// which in a file without an .editorconfig are only a guess.</summary>
internal static class Layout
{
    /// <summary>On nodes whose layout is the fix's doing.</summary>
    public static readonly SyntaxAnnotation New = new();

    public static readonly SyntaxTrivia LineBreak = SyntaxFactory.LineFeed;

    /// <summary>A reference to a type: <see cref="CleanAsync"/> imports its namespace and shortens it.</summary>
    public static SyntaxNode ImportedType(this SyntaxGenerator generator, ITypeSymbol type) =>
        generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);

    /// <summary>Adds the missing usings, shortens the names, lays out the nodes marked <see cref="New"/>.</summary>
    public static async Task<Document> CleanAsync(Document original, Document changed, CancellationToken cancellationToken)
    {
        var options = await OptionsOfAsync(original, cancellationToken).ConfigureAwait(false);
        changed = await WithImportsAsync(changed, options, cancellationToken).ConfigureAwait(false);
        changed = await Formatter.FormatAsync(changed, Formatter.Annotation, options, cancellationToken).ConfigureAwait(false);
        changed = await Formatter.FormatAsync(changed, New, options, cancellationToken).ConfigureAwait(false);

        // As text, so that the host does not lay it out once more.
        var originalText = await original.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var text = await changed.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var code = WithLineEndsOf(originalText.ToString(), text.ToString());
        return original.WithText(SourceText.From(code, originalText.Encoding, originalText.ChecksumAlgorithm));
    }

    /// <summary>Adds the missing usings and shortens the names. Roslyn 4.14 leaves a blank line where a using went again because a global one makes it unnecessary.</summary>
    private static async Task<Document> WithImportsAsync(Document document, OptionSet options, CancellationToken cancellationToken)
    {
        var imported = await ImportAdder.AddImportsAsync(document, Simplifier.AddImportsAnnotation, options, cancellationToken).ConfigureAwait(false);
        var before = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        try
        {
            imported = await Simplifier.ReduceAsync(imported, Simplifier.Annotation, options, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (before.ContainsDiagnostics)
        {
            // The simplifier of Roslyn 4.5 fails on half-typed code; names that are not shortened are right, too.
        }

        var after = (await imported.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        if (UsingsIn(before) != UsingsIn(after))
            return imported;
        var first = after.GetFirstToken();
        return imported.WithSyntaxRoot(after.ReplaceToken(first, first.WithLeadingTrivia(before.GetFirstToken().LeadingTrivia)));
    }

    private static int UsingsIn(SyntaxNode root) => root.DescendantNodes(static node => node is not (StatementSyntax or TypeDeclarationSyntax)).OfType<UsingDirectiveSyntax>().Count();

    /// <summary>Gives a text the line ends of a file that has only one kind of them.</summary>
    private static string WithLineEndsOf(string original, string text)
    {
        var unix = text.Replace("\r\n", "\n");
        if (!original.Contains('\n'))
            return text;
        if (!original.Contains("\r\n"))
            return unix;
        return original.Replace("\r\n", "").Contains('\n') ? text : unix.Replace("\n", "\r\n");
    }

    private static async Task<OptionSet> OptionsOfAsync(Document document, CancellationToken cancellationToken)
    {
        OptionSet options = await document.GetOptionsAsync(cancellationToken).ConfigureAwait(false);
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (IndentationStep(root, text) is not { Length: > 0 } step)
            return options;

        var tabs = step[0] == '\t';
        options = options.WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, tabs);
        return tabs ? options : options
            .WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, step.Length)
            .WithChangedOption(FormattingOptions.TabSize, LanguageNames.CSharp, step.Length);
    }

    /// <summary>By how much the first nested member or statement that starts a line is indented against what it is nested in.</summary>
    private static string? IndentationStep(SyntaxNode root, SourceText text)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is not (MemberDeclarationSyntax or StatementSyntax)
                || node is GlobalStatementSyntax or BlockSyntax
                || node.Parent is CompilationUnitSyntax)
            {
                continue;
            }

            var inner = IndentationAt(node.SpanStart, text);
            var outer = IndentationAt((node.Parent is BlockSyntax { Parent: { } owner } ? owner : node.Parent!).SpanStart, text);
            if (inner is not null && outer is not null && inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                return inner.Substring(outer.Length);
        }

        return null;
    }

    /// <summary>The white space before a position that starts a line's code; null where other code stands before it.</summary>
    private static string? IndentationAt(int position, SourceText text)
    {
        var before = text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position));
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }
}
