using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What a test starts from or ends in: the main project, others beside it, and the diagnostics expected in them.</summary>
public class SolutionState(string name, string language, string defaultPrefix, string defaultExtension)
    : ProjectState(name, language, defaultPrefix, defaultExtension)
{
    /// <summary>Null: a state with contents of its own takes the rest by <see cref="StateInheritanceMode.AutoInherit"/>,
    /// one without takes everything by <see cref="StateInheritanceMode.AutoInheritAll"/>.</summary>
    public StateInheritanceMode? InheritanceMode { get; set; }

    /// <summary>Null: <see cref="MarkupMode.IgnoreFixable"/> in a state that a fix has changed, <see cref="MarkupMode.Allow"/> elsewhere.</summary>
    public MarkupMode? MarkupHandling { get; set; }

    public ProjectCollection AdditionalProjects { get; } = new(language, defaultExtension);

    /// <summary>Expected beside the diagnostics that the markup names.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>This state with what it takes from <paramref name="baseState"/>.</summary>
    internal SolutionState WithInheritedValuesApplied(SolutionState? baseState, ImmutableArray<string> fixableDiagnostics)
    {
        var (inheritance, markup) = baseState is null ? (StateInheritanceMode.Explicit, MarkupMode.Allow)
            : DiffersFrom(baseState) ? (StateInheritanceMode.AutoInherit, MarkupMode.IgnoreFixable)
            : (StateInheritanceMode.AutoInheritAll, baseState.MarkupHandling ?? MarkupMode.Allow);
        inheritance = InheritanceMode ?? inheritance;

        var result = new SolutionState(Name, Language, DefaultPrefix, DefaultExtension)
        {
            InheritanceMode = StateInheritanceMode.Explicit,
            MarkupHandling = MarkupHandling ?? markup,
            ReferenceAssemblies = ReferenceAssemblies,
            OutputKind = OutputKind,
            DocumentationMode = DocumentationMode,
        };
        var from = inheritance == StateInheritanceMode.Explicit ? null : baseState;
        result.ReferenceAssemblies ??= from?.ReferenceAssemblies;
        result.OutputKind ??= from?.OutputKind;
        result.DocumentationMode ??= from?.DocumentationMode;
        result.Sources.AddRange(Inherit(Sources, from?.Sources));
        result.AdditionalFiles.AddRange(Inherit(AdditionalFiles, from?.AdditionalFiles));
        result.AnalyzerConfigFiles.AddRange(Inherit(AnalyzerConfigFiles, from?.AnalyzerConfigFiles));
        result.AdditionalProjectReferences.AddRange(Inherit(AdditionalProjectReferences, from?.AdditionalProjectReferences));
        result.AdditionalReferences.AddRange(Inherit(AdditionalReferences, from?.AdditionalReferences));
        result.ExpectedDiagnostics.AddRange(Inherit(
            ExpectedDiagnostics,
            from?.ExpectedDiagnostics.Where(d => inheritance == StateInheritanceMode.AutoInheritAll || !fixableDiagnostics.Contains(d.Id))));
        foreach (var (projectName, project) in Inherit(AdditionalProjects, from?.AdditionalProjects))
            result.AdditionalProjects.Add(projectName, project);

        return result;
    }

    /// <summary>This state without its markup, and with the diagnostics that the markup names.</summary>
    internal SolutionState WithProcessedMarkup(
        MarkupOptions options,
        DiagnosticDescriptor? defaultDiagnostic,
        ImmutableArray<DiagnosticDescriptor> supportedDiagnostics,
        ImmutableArray<string> fixableDiagnostics,
        string defaultPath)
    {
        var markup = new MarkupReader(MarkupHandling ?? MarkupMode.Allow, options, defaultDiagnostic, supportedDiagnostics, fixableDiagnostics);
        var result = WithFiles(markup.Read, this);
        result.MarkupHandling = MarkupMode.None;
        foreach (var (projectName, project) in AdditionalProjects)
            result.AdditionalProjects.Add(projectName, project.WithFiles(markup.Read));

        var given = ExpectedDiagnostics.Select(diagnostic => diagnostic.WithDefaultPath(defaultPath));
        result.ExpectedDiagnostics.AddRange(given.Concat(markup.Diagnostics).Select(d => d.WithAppliedMarkupLocations(markup.Locations)));
        return result;
    }

    /// <summary>This state, its markup processed, with other sources.</summary>
    internal SolutionState WithSources(Func<SourceText, SourceText> change)
    {
        var result = WithFiles(files => files == Sources ? Changed(files) : files, this);
        foreach (var (projectName, project) in AdditionalProjects)
            result.AdditionalProjects.Add(projectName, project);

        return result;

        SourceFileCollection Changed(SourceFileCollection files)
        {
            var changed = new SourceFileCollection();
            changed.AddRange(files.Select(file => (file.filename, change(file.content))));
            return changed;
        }
    }

    private static SolutionState WithFiles(Func<SourceFileCollection, SourceFileCollection> change, SolutionState from)
    {
        var result = new SolutionState(from.Name, from.Language, from.DefaultPrefix, from.DefaultExtension) { InheritanceMode = from.InheritanceMode };
        result.CopySettings(from);
        result.Sources.AddRange(change(from.Sources));
        result.AdditionalFiles.AddRange(change(from.AdditionalFiles));
        result.AnalyzerConfigFiles.AddRange(change(from.AnalyzerConfigFiles));
        return result;
    }

    private static IEnumerable<T> Inherit<T>(IReadOnlyCollection<T> own, IEnumerable<T>? inherited) =>
        own.Count == 0 ? inherited ?? [] : own;

    private bool DiffersFrom(SolutionState baseState)
    {
        var inherits = InheritanceMode != StateInheritanceMode.Explicit;
        return Differ(Sources, baseState.Sources)
            || Differ(AdditionalFiles, baseState.AdditionalFiles)
            || Differ(AnalyzerConfigFiles, baseState.AnalyzerConfigFiles)
            || ((AdditionalReferences.Count > 0 || !inherits) && !AdditionalReferences.SequenceEqual(baseState.AdditionalReferences));

        bool Differ(SourceFileCollection own, SourceFileCollection other) => (own.Count > 0 || !inherits) && !own.HasSameContent(other);
    }
}
