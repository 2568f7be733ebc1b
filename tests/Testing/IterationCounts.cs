using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How many iterations a test expects when it does not say: at most one for whatever a scope can fix at once, none where nothing changes.</summary>
internal sealed class IterationCounts(SolutionState test, SolutionState @fixed, SolutionState batchFixed, ImmutableArray<string> fixableIds)
{
    private readonly DiagnosticResult[] _fixable = [.. test.ExpectedDiagnostics.Where(diagnostic => fixableIds.Contains(diagnostic.Id))];

    public int Incremental => HasAnyChange(@fixed) ? -_fixable.Length : 0;

    public int FixAllInSolution => HasAnyChange(batchFixed) ? -1 : 0;

    public int FixAllInProject => -(HasChange(test, batchFixed) ? 1 : 0) - ChangedAdditionalProjects(batchFixed);

    public int FixAllInDocument =>
        HasChange(test, batchFixed) ? -_fixable.Select(diagnostic => diagnostic.Spans.FirstOrDefault().Span.Path).Distinct().Count() : 0;

    private static bool HasChange(ProjectState before, ProjectState after) =>
        !before.Sources.HasSameContent(after.Sources)
        || !before.AdditionalFiles.HasSameContent(after.AdditionalFiles)
        || !before.AnalyzerConfigFiles.HasSameContent(after.AnalyzerConfigFiles);

    private bool HasAnyChange(SolutionState after) => HasChange(test, after) || ChangedAdditionalProjects(after) > 0;

    private int ChangedAdditionalProjects(SolutionState after) => test.AdditionalProjects.Count(project =>
        !after.AdditionalProjects.TryGetValue(project.Key, out var changed) || HasChange(project.Value, changed));
}
