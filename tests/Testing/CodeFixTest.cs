using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>An analyzer test that goes on to apply code fixes: one diagnostic after the other, then by Fix All in document, project and solution.</summary>
/// <remarks>Counts of iterations: null is worked out from the states; 0 says that nothing is offered; a positive number is exact;
/// a negative number is an upper bound (−1 is exact too).</remarks>
public abstract class CodeFixTest<TVerifier> : CodeActionTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    protected CodeFixTest()
    {
        FixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
        BatchFixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
    }

    public string FixedCode
    {
        set => FixedState.Sources.Add(value);
    }

    /// <summary>What fixing one diagnostic after the other ends in.</summary>
    public SolutionState FixedState { get; }

    public string BatchFixedCode
    {
        set => BatchFixedState.Sources.Add(value);
    }

    /// <summary>What Fix All ends in, where that is not <see cref="FixedState"/>.</summary>
    public SolutionState BatchFixedState { get; }

    /// <summary>Null: at most one for each fixable diagnostic.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <summary>Fix All in solution, and in the other scopes unless they say otherwise. Null: one.</summary>
    public int? NumberOfFixAllIterations { get; set; }

    /// <summary>Null: at most one for each document.</summary>
    public int? NumberOfFixAllInDocumentIterations { get; set; }

    /// <summary>Null: at most one for each project.</summary>
    public int? NumberOfFixAllInProjectIterations { get; set; }

    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    protected abstract IEnumerable<CodeFixProvider> GetCodeFixProviders();

    /// <summary>The diagnostic to fix under <see cref="CodeFixTestBehaviors.FixOne"/>.</summary>
    protected virtual Diagnostic? TrySelectDiagnosticToFix(ImmutableArray<Diagnostic> fixableDiagnostics) => fixableDiagnostics.FirstOrDefault();

    /// <inheritdoc/>
    protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
        base.IsCompilerDiagnosticIncluded(diagnostic, compilerDiagnostics) || FixableIds().Contains(diagnostic.Id);

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        Verify.LanguageIsSupported(Language);
        Verify.NotEmpty($"{nameof(TestState)}.{nameof(SolutionState.Sources)}", TestState.Sources);

        var fixable = FixableIds();
        var rawTest = TestState.WithInheritedValuesApplied(null, fixable);
        var rawFixed = FixedState.WithInheritedValuesApplied(rawTest, fixable);
        var rawBatchFixed = BatchFixedState.WithInheritedValuesApplied(rawFixed, fixable);
        var (test, @fixed, batchFixed) =
            (WithProcessedMarkup(rawTest, fixable), WithProcessedMarkup(rawFixed, fixable), WithProcessedMarkup(rawBatchFixed, fixable));

        var project = CreateProject(test);
        await VerifyDiagnosticsAsync(test, project, Verify.PushContext("Diagnostics of test state"), cancellationToken).ConfigureAwait(false);
        if (!CodeActionExpected(FixedState) && !CodeActionExpected(BatchFixedState))
            return;

        await VerifyFixesAsync(project, test, @fixed, batchFixed, cancellationToken).ConfigureAwait(false);
        await VerifyDiagnosticsAsync(@fixed, CreateProject(@fixed), Verify.PushContext("Diagnostics of fixed state"), cancellationToken)
            .ConfigureAwait(false);
        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllCheck) && CodeActionExpected(BatchFixedState))
        {
            await VerifyDiagnosticsAsync(batchFixed, CreateProject(batchFixed), Verify.PushContext("Diagnostics of batch fixed state"), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private ImmutableArray<string> FixableIds() => [.. GetCodeFixProviders().SelectMany(provider => provider.FixableDiagnosticIds)];

    private async Task VerifyFixesAsync(
        Project project,
        SolutionState test,
        SolutionState @fixed,
        SolutionState batchFixed,
        CancellationToken cancellationToken)
    {
        var counts = new IterationCounts(test, @fixed, batchFixed, FixableIds());
        await VerifyAsync(scope: null, NumberOfIncrementalIterations ?? counts.Incremental, @fixed, "Iterative code fix application").ConfigureAwait(false);
        if (GetCodeFixProviders().All(provider => provider.GetFixAllProvider() is null))
            return;

        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllInDocumentCheck))
        {
            var count = NumberOfFixAllInDocumentIterations ?? NumberOfFixAllIterations ?? counts.FixAllInDocument;
            await VerifyAsync(FixAllScope.Document, count, batchFixed, "Fix all in document").ConfigureAwait(false);
        }

        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllInProjectCheck))
        {
            var count = NumberOfFixAllInProjectIterations ?? NumberOfFixAllIterations ?? counts.FixAllInProject;
            await VerifyAsync(FixAllScope.Project, count, batchFixed, "Fix all in project").ConfigureAwait(false);
        }

        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipFixAllInSolutionCheck))
        {
            var count = NumberOfFixAllIterations ?? counts.FixAllInSolution;
            await VerifyAsync(FixAllScope.Solution, count, batchFixed, "Fix all in solution").ConfigureAwait(false);
        }

        async Task VerifyAsync(FixAllScope? scope, int iterations, SolutionState expected, string context)
        {
            var verifier = Verify.PushContext(context);
            var (after, error) = await FixAsync(project, scope, iterations, verifier, cancellationToken).ConfigureAwait(false);
            await FixedContent.VerifyAsync(expected, after, verifier, cancellationToken).ConfigureAwait(false);
            foreach (var (name, state) in expected.AdditionalProjects)
            {
                var other = after.Solution.Projects.Single(candidate => candidate.Name == name);
                await FixedContent.VerifyAsync(state, other, verifier, cancellationToken).ConfigureAwait(false);
            }

            // Later, because wrong contents say more than wrong counts.
            error?.Throw();
        }
    }

    /// <summary>Applies fixes until there is nothing to fix, no fix is offered or a fix changes nothing.</summary>
    private async Task<(Project Project, ExceptionDispatchInfo? Error)> FixAsync(
        Project project,
        FixAllScope? scope,
        int iterations,
        IVerifier verifier,
        CancellationToken cancellationToken)
    {
        // A bound of one is as good as exactly one, and reads better in a failure.
        var expected = iterations == -1 ? 1 : iterations;
        var left = Math.Abs(expected);
        var previous = ImmutableArray<ReportedDiagnostic>.Empty;
        ExceptionDispatchInfo? error = null;
        for (var iteration = 0; ; iteration++)
        {
            var reported = await GetSortedDiagnosticsAsync(project.Solution, cancellationToken).ConfigureAwait(false);
            if (reported.IsEmpty || AreSame(reported, previous))
                break;

            if (--left < -1)
            {
                var kind = scope is null ? "code fix" : "fix all";
                return (project, error ?? Failure(() => verifier.Fail($"The upper limit for the number of {kind} iterations was exceeded")));
            }

            previous = reported;
            var step = new FixStep(project, reported, Fixable(project, reported), iteration, verifier);
            var (offered, after, stepError) = scope is null
                ? await FixFirstAsync(step, cancellationToken).ConfigureAwait(false)
                : await FixAllAsync(step, scope.Value, cancellationToken).ConfigureAwait(false);
            error ??= stepError;
            if (!offered)
                left++;
            if (after == project)
                break;

            project = after;
            if (CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne))
                break;
        }

        return (project, error ?? Failure(() => VerifyCount(expected, left, verifier)));
    }

    private ImmutableArray<ReportedDiagnostic> Fixable(Project project, ImmutableArray<ReportedDiagnostic> reported)
    {
        var ids = FixableIds();
        ImmutableArray<ReportedDiagnostic> fixable =
            [.. reported.Where(r => ids.Contains(r.Diagnostic.Id) && project.Solution.GetDocument(r.Diagnostic.Location.SourceTree) is not null)];
        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipLocalDiagnosticCheck))
            Verify.True(fixable.All(r => r.IsLocal), "Code fix is attempting to provide a fix for a non-local analyzer diagnostic");
        if (!CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne))
            return fixable;

        var selected = TrySelectDiagnosticToFix([.. fixable.Select(r => r.Diagnostic)]);
        return [.. fixable.Where(r => r.Diagnostic == selected)];
    }

    private async Task<(bool Offered, Project After, ExceptionDispatchInfo? Error)> FixFirstAsync(FixStep step, CancellationToken cancellationToken)
    {
        var offered = false;
        ExceptionDispatchInfo? error = null;
        foreach (var diagnostic in step.Fixable)
        {
            if (await OfferAsync(step, diagnostic, cancellationToken).ConfigureAwait(false) is not { Action: var action })
                continue;

            offered = true;
            (var after, error) = await ApplyAsync(step.Project, action, step.Verifier, cancellationToken).ConfigureAwait(false);
            if (after.Solution != step.Project.Solution)
                return (true, after, error);
        }

        return (offered, step.Project, error);
    }

    private async Task<(bool Offered, Project After, ExceptionDispatchInfo? Error)> FixAllAsync(
        FixStep step,
        FixAllScope scope,
        CancellationToken cancellationToken)
    {
        foreach (var diagnostic in step.Fixable)
        {
            if (await OfferAsync(step, diagnostic, cancellationToken).ConfigureAwait(false) is not var (action, provider))
                continue;

            var fixAll = provider.GetFixAllProvider();
            if (fixAll is null || !fixAll.GetSupportedFixAllScopes().Contains(scope))
                break;

            var context = new FixAllContext(
                step.Project.Solution.GetDocument(diagnostic.Diagnostic.Location.SourceTree)!,
                provider,
                scope,
                action.EquivalenceKey,
                fixAll.GetSupportedFixAllDiagnosticIds(provider),
                new TestDiagnosticProvider(step.Reported),
                cancellationToken);
            if (await fixAll.GetFixAsync(context).ConfigureAwait(false) is not { } all)
                break;

            var (after, error) = await ApplyAsync(step.Project, all, step.Verifier, cancellationToken).ConfigureAwait(false);
            return (true, after, error);
        }

        return (false, step.Project, null);
    }

    private async Task<(CodeAction Action, CodeFixProvider Provider)?> OfferAsync(
        FixStep step,
        ReportedDiagnostic reported,
        CancellationToken cancellationToken)
    {
        var diagnostic = reported.Diagnostic;
        var document = step.Project.Solution.GetDocument(diagnostic.Location.SourceTree)!;
        var offers = new List<(CodeAction Action, CodeFixProvider Provider)>();
        foreach (var provider in GetCodeFixProviders().Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var actions = ImmutableArray.CreateBuilder<CodeAction>();
            var context = new CodeFixContext(document, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), cancellationToken);
            await provider.RegisterCodeFixesAsync(context).ConfigureAwait(false);
            offers.AddRange(FilterCodeActions(actions.ToImmutable()).Select(action => (action, provider)));
        }

        var chosen = ChooseAction(step.Iteration, [.. offers.Select(offer => offer.Action)], step.Verifier);
        return chosen is null ? null : offers.Find(offer => offer.Action == chosen);
    }

    private static void VerifyCount(int expected, int left, IVerifier verifier)
    {
        var used = Math.Abs(expected) - left;
        if (expected == 0)
            verifier.Equal(0, used, "No code fixes were expected, but a fix was offered that made no changes to the code.");
        else if (expected > 0)
            verifier.Equal(expected, used, $"Expected '{expected}' iterations but found '{used}' iterations.");
        else
            verifier.True(left >= 0, "The upper limit for the number of code fix iterations was exceeded");
    }

    private static bool AreSame(ImmutableArray<ReportedDiagnostic> some, ImmutableArray<ReportedDiagnostic> others) =>
        some.Length == others.Length && some.Zip(others).All(pair =>
            pair.First.ProjectId == pair.Second.ProjectId
            && pair.First.Diagnostic.Id == pair.Second.Diagnostic.Id
            && pair.First.Diagnostic.Location.SourceSpan == pair.Second.Diagnostic.Location.SourceSpan);

    private static ExceptionDispatchInfo? Failure(Action verify)
    {
        try
        {
            verify();
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>One iteration: what was reported in the project as it is now, and what of it can be fixed.</summary>
    private sealed record FixStep(
        Project Project,
        ImmutableArray<ReportedDiagnostic> Reported,
        ImmutableArray<ReportedDiagnostic> Fixable,
        int Iteration,
        IVerifier Verifier);
}
