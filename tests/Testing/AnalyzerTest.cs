using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compiles the sources of a test, runs analyzers over them and compares what is reported with what is expected.</summary>
public abstract class AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    private readonly ConditionalWeakTable<Solution, Task<ImmutableArray<ReportedDiagnostic>>> _analyses = [];

    protected AnalyzerTest() => TestState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);

    public abstract string Language { get; }

    /// <summary>Adds a source file to <see cref="TestState"/>.</summary>
    public string TestCode
    {
        set => TestState.Sources.Add(value);
    }

    public SolutionState TestState { get; }

    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    public CompilerDiagnostics CompilerDiagnostics { get; set; } = CompilerDiagnostics.Errors;

    public MarkupOptions MarkupOptions { get; set; }

    public TestBehaviors TestBehaviors { get; set; }

    /// <summary>Ids that the projects switch off.</summary>
    public List<string> DisabledDiagnostics { get; } = [];

    public ReferenceAssemblies ReferenceAssemblies { get; set; } = ReferenceAssemblies.Default;

    /// <summary>Checks more of each pair of a reported and an expected diagnostic.</summary>
    public Action<Diagnostic, DiagnosticResult, IVerifier>? DiagnosticVerifier { get; set; }

    /// <summary>Change the solution before it is compiled; the id is the main project's.</summary>
    public List<Func<Solution, ProjectId, Solution>> SolutionTransforms { get; } = [];

    protected static TVerifier Verify { get; } = new();

    protected virtual string DefaultFilePathPrefix => "/0/Test";

    protected virtual string DefaultTestProjectName => "TestProject";

    protected virtual string DefaultFilePath => $"{DefaultFilePathPrefix}0.{DefaultFileExt}";

    protected abstract string DefaultFileExt { get; }

    public Task RunAsync(CancellationToken cancellationToken = default) => RunImplAsync(cancellationToken);

    protected virtual async Task RunImplAsync(CancellationToken cancellationToken)
    {
        Verify.LanguageIsSupported(Language);
        Verify.NotEmpty($"{nameof(TestState)}.{nameof(SolutionState.Sources)}", TestState.Sources);
        var state = WithProcessedMarkup(TestState.WithInheritedValuesApplied(null, []), []);
        await VerifyDiagnosticsAsync(state, CreateProject(state), Verify, cancellationToken).ConfigureAwait(false);
    }

    protected abstract CompilationOptions CreateCompilationOptions();

    protected abstract ParseOptions CreateParseOptions();

    protected abstract IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers();

    /// <summary>The descriptor that markup without an id means; null when there are several.</summary>
    protected internal virtual DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers)
    {
        if (MarkupOptions.HasFlag(MarkupOptions.UseFirstDescriptor))
            return analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).FirstOrDefault();

        return analyzers is [{ SupportedDiagnostics: [var only] }, ..] ? only : null;
    }

    /// <summary>Switches on every diagnostic of the analyzers and errors of the analyzers themselves, and switches off what the test says.</summary>
    protected virtual Project ApplyCompilationOptions(Project project)
    {
        var severities = new Dictionary<string, ReportDiagnostic>();
        foreach (var descriptor in GetDiagnosticAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics))
            severities[descriptor.Id] = descriptor.IsEnabledByDefault ? ReportDiagnostic.Default : ReportOf(descriptor.DefaultSeverity);

        severities["AD0001"] = ReportDiagnostic.Error;
        foreach (var id in DisabledDiagnostics)
            severities[id] = ReportDiagnostic.Suppress;

        var options = project.CompilationOptions!;
        options = options.WithSpecificDiagnosticOptions(severities.ToImmutableDictionary().SetItems(options.SpecificDiagnosticOptions));
        return project.Solution.WithProjectCompilationOptions(project.Id, options).GetProject(project.Id)!;
    }

    protected virtual AnalyzerOptions GetAnalyzerOptions(Project project) => project.AnalyzerOptions;

    protected virtual CompilationWithAnalyzers CreateCompilationWithAnalyzers(
        Compilation compilation,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        AnalyzerOptions options,
        CancellationToken cancellationToken)
    {
        var analysisOptions = new CompilationWithAnalyzersOptions(
            options,
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        return compilation.WithAnalyzers(analyzers, analysisOptions);
    }

    /// <summary>Whether a diagnostic of the compiler is to be expected or may be there unmentioned.</summary>
    protected virtual bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) => compilerDiagnostics switch
    {
        CompilerDiagnostics.Errors => diagnostic.Severity >= DiagnosticSeverity.Error,
        CompilerDiagnostics.Warnings => diagnostic.Severity >= DiagnosticSeverity.Warning,
        CompilerDiagnostics.Suggestions => diagnostic.Severity >= DiagnosticSeverity.Info,
        CompilerDiagnostics.All => true,
        _ => false,
    };

    private protected SolutionState WithProcessedMarkup(SolutionState state, ImmutableArray<string> fixableDiagnostics)
    {
        var analyzers = GetDiagnosticAnalyzers().ToArray();
        var supported = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).ToImmutableArray();
        return state.WithProcessedMarkup(MarkupOptions, GetDefaultDiagnostic(analyzers), supported, fixableDiagnostics, DefaultFilePath);
    }

    private protected Project CreateProject(SolutionState state)
    {
        var project = ApplyCompilationOptions(TestSolution.Create(state, CreateCompilationOptions(), CreateParseOptions()));
        var solution = SolutionTransforms.Aggregate(project.Solution, (changed, transform) => transform(changed, project.Id));
        return solution.GetProject(project.Id)!;
    }

    /// <summary>Compares the diagnostics of <paramref name="project"/>, which was made of <paramref name="state"/>, with the expected ones,
    /// then again where they must not appear: in generated code and below a pragma.</summary>
    private protected async Task VerifyDiagnosticsAsync(SolutionState state, Project project, IVerifier verifier, CancellationToken cancellationToken)
    {
        var reported = await GetSortedDiagnosticsAsync(project.Solution, cancellationToken).ConfigureAwait(false);
        VerifyDiagnostics(state.ExpectedDiagnostics, reported, verifier);

        var excludable = state.ExpectedDiagnostics.Where(IsOfAnalyzerInSource).ToList();
        if (excludable.Count == 0)
            return;

        if (!TestBehaviors.HasFlag(TestBehaviors.SkipGeneratedCodeCheck) && !GetDiagnosticAnalyzers().All(GeneratedCodeConfiguration.IsConfiguredBy))
        {
            var context = verifier.PushContext("Verifying exclusions in <auto-generated> code");
            var left = state.ExpectedDiagnostics.Where(diagnostic => !excludable.Contains(diagnostic));
            await VerifyBelowAsync(" // <auto-generated>\r\n", left, context).ConfigureAwait(false);
        }

        if (!TestBehaviors.HasFlag(TestBehaviors.SkipSuppressionCheck))
        {
            var context = verifier.PushContext("Verifying exclusions in '#pragma warning disable' code");
            var pragma = $"#pragma warning disable {string.Join(", ", excludable.Select(diagnostic => diagnostic.Id).Distinct())}\r\n";
            var left = state.ExpectedDiagnostics.Where(diagnostic => !excludable.Contains(diagnostic) || IsNotConfigurable(diagnostic.Id));
            await VerifyBelowAsync(pragma, left.Where(diagnostic => diagnostic.IsSuppressed != true), context, unsuppressedOnly: true).ConfigureAwait(false);
        }

        bool IsOfAnalyzerInSource(DiagnosticResult diagnostic) =>
            IsInSource(diagnostic) && DescriptorsOf(diagnostic.Id).Any() && !diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);

        bool IsInSource(DiagnosticResult diagnostic) =>
            diagnostic.HasLocation && state.Sources.Exists(file => file.filename == diagnostic.Spans[0].Span.Path);

        async Task VerifyBelowAsync(string line, IEnumerable<DiagnosticResult> expected, IVerifier context, bool unsuppressedOnly = false)
        {
            var changed = CreateProject(state.WithSources(text => text.Replace(new TextSpan(0, 0), line)));
            var found = await GetSortedDiagnosticsAsync(changed.Solution, cancellationToken).ConfigureAwait(false);
            VerifyDiagnostics(
                [.. expected.Select(diagnostic => IsInSource(diagnostic) ? diagnostic.WithLineOffset(1) : diagnostic)],
                unsuppressedOnly ? [.. found.Where(diagnostic => !diagnostic.Diagnostic.IsSuppressed)] : found,
                context);
        }
    }

    /// <summary>What compiler and analyzers report in a solution, without what is suppressed in source, in the order of the sources.</summary>
    private protected Task<ImmutableArray<ReportedDiagnostic>> GetSortedDiagnosticsAsync(Solution solution, CancellationToken cancellationToken) =>
        _analyses.GetValue(solution, s => AnalyzeAsync(s, cancellationToken));

    private async Task<ImmutableArray<ReportedDiagnostic>> AnalyzeAsync(Solution solution, CancellationToken cancellationToken)
    {
        var reported = new List<ReportedDiagnostic>();
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
            reported.AddRange(compilation.GetDiagnostics(cancellationToken).Select(d => new ReportedDiagnostic(project.Id, d, IsLocal: true)));

            var analyzers = CreateCompilationWithAnalyzers(
                compilation, [.. GetDiagnosticAnalyzers()], GetAnalyzerOptions(project), cancellationToken);
            var result = await analyzers.GetAnalysisResultAsync(cancellationToken).ConfigureAwait(false);
            var nonLocal = result.CompilationDiagnostics.Values.SelectMany(diagnostics => diagnostics).ToHashSet(ReferenceEqualityComparer.Instance);
            reported.AddRange(result.GetAllDiagnostics().Select(d => new ReportedDiagnostic(project.Id, d, IsLocal: !nonLocal.Contains(d))));
        }

        return [.. reported
            .Where(r => !DiagnosticFacts.IsOfCompiler(r.Diagnostic) || IsCompilerDiagnosticIncluded(r.Diagnostic, CompilerDiagnostics))
            .Where(r => !r.Diagnostic.IsSuppressed || DiagnosticFacts.IsSuppressedByProgram(r.Diagnostic))
            .OrderBy(r => r.Diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(r => r.Diagnostic.Location.SourceSpan.Start)
            .ThenBy(r => r.Diagnostic.Location.SourceSpan.End)
            .ThenBy(r => r.Diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(r => string.Join('\n', DiagnosticFacts.ArgumentsOf(r.Diagnostic)), StringComparer.Ordinal)];
    }

    private static ReportDiagnostic ReportOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Hidden => ReportDiagnostic.Hidden,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        _ => ReportDiagnostic.Error,
    };

    private IEnumerable<DiagnosticDescriptor> DescriptorsOf(string id) =>
        GetDiagnosticAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Where(descriptor => descriptor.Id == id);

    private bool IsNotConfigurable(string id) => DescriptorsOf(id).Any(descriptor => descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));

    private void VerifyDiagnostics(IReadOnlyList<DiagnosticResult> expected, ImmutableArray<ReportedDiagnostic> reported, IVerifier verifier)
    {
        var actual = reported.Select(r => r.Diagnostic).ToArray();
        var pairs = DiagnosticMatching.Pair(expected, actual);
        if (expected.Count != actual.Length)
            verifier.Fail(MismatchMessage(pairs, expected.Count, actual));

        foreach (var (expectedOne, actualOne) in pairs)
        {
            new DiagnosticComparison(expectedOne!.Value, actualOne!, verifier).Verify();
            DiagnosticVerifier?.Invoke(actualOne!, expectedOne.Value, verifier);
        }
    }

    private static string MismatchMessage(
        ImmutableArray<(DiagnosticResult? Expected, Diagnostic? Actual)> pairs,
        int expectedCount,
        IReadOnlyCollection<Diagnostic> actual)
    {
        var reported = actual.Count == 0 ? "    NONE." : string.Concat(actual.Select(DiagnosticFacts.Format));
        var missing = pairs.Where(pair => pair.Actual is null).Select(pair => $"    {pair.Expected}{Environment.NewLine}").ToArray();
        var message = $"""
            Mismatch between number of diagnostics returned, expected "{expectedCount}" actual "{actual.Count}"

            Diagnostics:
            {reported}

            """;
        return missing.Length == 0 ? message : $"{message}Expected but not reported:{Environment.NewLine}{string.Concat(missing)}";
    }
}
