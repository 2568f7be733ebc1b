using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Chooses and applies code actions.</summary>
public abstract class CodeActionTest<TVerifier> : AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    private readonly Dictionary<string, Solution> _solutions = [];

    /// <summary>Which of the offered actions to apply. With <see cref="CodeActionEquivalenceKey"/> too, both must mean the same one.</summary>
    public int? CodeActionIndex { get; set; }

    public string? CodeActionEquivalenceKey { get; set; }

    /// <summary>Checks more of each action that is chosen.</summary>
    public Action<CodeAction, IVerifier>? CodeActionVerifier { get; set; }

    public CodeActionValidationMode CodeActionValidationMode { get; set; } = CodeActionValidationMode.SemanticStructure;

    /// <summary>The language's enumeration of syntax kinds.</summary>
    public abstract Type SyntaxKindType { get; }

    /// <summary>The actions a user can choose: nested ones in place of those that contain them.</summary>
    protected virtual ImmutableArray<CodeAction> FilterCodeActions(ImmutableArray<CodeAction> actions) =>
        [.. actions.SelectMany(action => NestedActions.Of(action) is { IsEmpty: false } nested ? FilterCodeActions(nested) : [action])];

    /// <summary>Whether a test says what becomes of its code.</summary>
    protected static bool CodeActionExpected(SolutionState state) =>
        state.InheritanceMode is not null
        || state.MarkupHandling is not null
        || state.Sources.Count > 0
        || state.AdditionalFiles.Count > 0
        || state.AnalyzerConfigFiles.Count > 0;

    private protected CodeAction? ChooseAction(int iteration, ImmutableArray<CodeAction> actions, IVerifier verifier)
    {
        var chosen = CodeActionEquivalenceKey is { } key
            ? actions.FirstOrDefault(action => action.EquivalenceKey == key)
            : actions.ElementAtOrDefault(CodeActionIndex ?? 0);
        if (CodeActionEquivalenceKey is not null && CodeActionIndex is { } index)
        {
            // Later diagnostics may offer less than the first.
            if (chosen is null && iteration > 0)
                return null;

            verifier.True(
                actions.Length > index,
                $"Expected to find a code action at index '{index}', but only '{actions.Length}' code actions were found.");
            verifier.Equal(
                CodeActionEquivalenceKey,
                actions[index].EquivalenceKey,
                "The code action equivalence key and index must be consistent when both are specified.");
            chosen = actions[index];
        }

        if (chosen is not null)
            CodeActionVerifier?.Invoke(chosen, verifier);

        return chosen;
    }

    /// <summary>The project after the action, parsed anew as if the user had typed it, and what is wrong with the tree that the action made.
    /// The same project when the action changes nothing.</summary>
    private protected async Task<(Project Project, ExceptionDispatchInfo? Error)> ApplyAsync(
        Project project,
        CodeAction action,
        IVerifier verifier,
        CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var changes = solution.GetChanges(project.Solution);
        ExceptionDispatchInfo? error = null;
        foreach (var id in changes.GetProjectChanges().SelectMany(change => change.GetChangedDocuments().Concat(change.GetAddedDocuments())))
        {
            var document = solution.GetDocument(id)!;
            var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentText(id, SourceText.From(text.ToString(), text.Encoding, text.ChecksumAlgorithm));
            var parsed = (await solution.GetDocument(id)!.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            error ??= DifferenceOf(parsed, root, verifier);
        }

        solution = await WithSameContentAsync(solution, cancellationToken).ConfigureAwait(false);
        return (solution.GetProject(project.Id)!, error);
    }

    /// <summary>The first solution of this test that has the contents of <paramref name="solution"/>: the scopes of Fix All mostly end in the same,
    /// which is then analysed once.</summary>
    private async Task<Solution> WithSameContentAsync(Solution solution, CancellationToken cancellationToken)
    {
        var content = new StringBuilder();
        foreach (var project in solution.Projects)
        {
            content.Append($"{project.Name}:{project.CompilationOptions!.GetHashCode()}:{project.MetadataReferences.Count}\0");
            foreach (var document in project.Documents.Concat(project.AdditionalDocuments).Concat(project.AnalyzerConfigDocuments))
                content.Append($"{document.FilePath ?? document.Name}\0{await document.GetTextAsync(cancellationToken).ConfigureAwait(false)}\0");
        }

        return _solutions.TryGetValue(content.ToString(), out var known) ? known : _solutions[content.ToString()] = solution;
    }

    private ExceptionDispatchInfo? DifferenceOf(SyntaxNode parsed, SyntaxNode made, IVerifier verifier)
    {
        if (CodeActionValidationMode == CodeActionValidationMode.None)
            return null;

        var shape = new SyntaxShape(SyntaxKindType, withTrivia: CodeActionValidationMode == CodeActionValidationMode.Full);
        try
        {
            verifier.EqualOrDiff(
                shape.Of(parsed),
                shape.Of(made),
                "The tree made by the code action is not the tree of its text. Diff shown with the latter as baseline:");
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }
}
