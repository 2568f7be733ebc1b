using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Makes the solution of a test state. Projects without documents are kept with their compilations,
/// so that the symbols of the references are loaded once and not in every test.</summary>
internal static class TestSolution
{
    private static readonly Solution Empty = new AdhocWorkspace().CurrentSolution;

    private static readonly ConcurrentDictionary<EmptyProjectKey, Lazy<EmptyProject>> EmptyProjects = new();

    /// <summary>The main project of <paramref name="state"/>, in a solution with all others.</summary>
    public static Project Create(SolutionState state, CompilationOptions compilationOptions, ParseOptions parseOptions)
    {
        var main = EmptyProjectFor(state, compilationOptions, parseOptions);
        var ids = new Dictionary<string, ProjectId> { [state.Name] = main.Id };
        var solution = AddFiles(main.Solution, main.Id, state);
        foreach (var (name, project) in state.AdditionalProjects)
        {
            ids[name] = ProjectId.CreateNewId(name);
            solution = AddFiles(AddEmptyProject(solution, ids[name], KeyFor(project, compilationOptions, parseOptions)), ids[name], project);
        }

        foreach (var project in state.AdditionalProjects.Values.Prepend(state))
        {
            var references = project.AdditionalProjectReferences.Select(name => new ProjectReference(ids[name]));
            solution = solution.AddProjectReferences(ids[project.Name], references);
        }

        return solution.GetProject(main.Id)!;
    }

    private static Project EmptyProjectFor(ProjectState state, CompilationOptions compilationOptions, ParseOptions parseOptions) =>
        EmptyProjects.GetOrAdd(KeyFor(state, compilationOptions, parseOptions), static key => new(() => EmptyProject.Create(key))).Value.Project;

    private static EmptyProjectKey KeyFor(ProjectState state, CompilationOptions compilationOptions, ParseOptions parseOptions) => new(
        state.Name,
        state.Language,
        compilationOptions.WithOutputKind(state.OutputKind ?? OutputKind.DynamicallyLinkedLibrary),
        parseOptions.WithDocumentationMode(state.DocumentationMode ?? DocumentationMode.Diagnose),
        [.. state.AdditionalReferences]);

    private static Solution AddEmptyProject(Solution solution, ProjectId id, EmptyProjectKey key) => solution
        .AddProject(id, key.Name, key.Name, key.Language)
        .WithProjectCompilationOptions(id, key.CompilationOptions)
        .WithProjectParseOptions(id, key.ParseOptions)
        .AddMetadataReferences(id, key.References);

    private static Solution AddFiles(Solution solution, ProjectId project, ProjectState state)
    {
        foreach (var (filename, content) in state.Sources)
            solution = solution.AddDocument(DocumentId.CreateNewId(project), Path.GetFileName(filename), content, FoldersOf(state, filename), filename);
        foreach (var (filename, content) in state.AdditionalFiles)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(project), Path.GetFileName(filename), content, filePath: filename);
        foreach (var (filename, content) in state.AnalyzerConfigFiles)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(project), Path.GetFileName(filename), content, filePath: filename);

        return solution;
    }

    /// <summary>The folders between the project's own and the file.</summary>
    private static IEnumerable<string> FoldersOf(ProjectState state, string filename)
    {
        var root = state.DefaultPrefix[..(state.DefaultPrefix.LastIndexOf('/') + 1)];
        return filename.StartsWith(root, StringComparison.Ordinal) ? filename[root.Length..].Split('/')[..^1] : [];
    }

    /// <param name="Project">A project without documents.</param>
    /// <param name="Compilation">Kept so that what compilations made from it share stays alive.</param>
    private sealed record EmptyProject(Project Project, Compilation Compilation)
    {
        public static EmptyProject Create(EmptyProjectKey key)
        {
            var id = ProjectId.CreateNewId(key.Name);
            var project = AddEmptyProject(Empty, id, key).GetProject(id)!;
            return new EmptyProject(project, project.GetCompilationAsync().GetAwaiter().GetResult()!);
        }
    }

    private sealed record EmptyProjectKey(
        string Name,
        string Language,
        CompilationOptions CompilationOptions,
        ParseOptions ParseOptions,
        ImmutableArray<MetadataReference> References)
    {
        public bool Equals(EmptyProjectKey? other) =>
            other is not null
            && (Name, Language) == (other.Name, other.Language)
            && CompilationOptions.Equals(other.CompilationOptions)
            && ParseOptions.Equals(other.ParseOptions)
            && References.SequenceEqual(other.References);

        public override int GetHashCode() => HashCode.Combine(Name, CompilationOptions.OutputKind, ParseOptions, References.Length);
    }
}
