using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>What the rules that are not under test say of code before and after a fix.</summary>
internal static class OtherRules
{
    private static readonly Solution Empty = new AdhocWorkspace().CurrentSolution;

    /// <summary>Fails when a rule reports in <paramref name="after"/> and did not in <paramref name="before"/>.</summary>
    public static Task NoneBeginsToSpeak<TAnalyzer>(string before, string after, SnippetOptions options) =>
        NoneBeginsToSpeak([.. AllAnalyzers.Except(typeof(TAnalyzer))], before, after, options);

    public static async Task NoneBeginsToSpeak(ImmutableArray<DiagnosticAnalyzer> rules, string before, string after, SnippetOptions options)
    {
        if (rules.IsEmpty)
            return;

        var spokeBefore = (await DiagnosticsOf(rules, before, options)).Select(diagnostic => diagnostic.Id).ToHashSet();
        var begun = (await DiagnosticsOf(rules, after, options)).Where(diagnostic => !spokeBefore.Contains(diagnostic.Id)).ToArray();
        var listed = string.Join<Diagnostic>(Environment.NewLine, begun);
        Assert.True(begun.Length == 0, $"The fixed code brings other rules to speak:{Environment.NewLine}{listed}");
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(ImmutableArray<DiagnosticAnalyzer> rules, string code, SnippetOptions options)
    {
        var state = new SolutionState("Snippet", LanguageNames.CSharp, "/0/Test", "cs");
        Snippet.AddSources(state, code, options);
        Snippet.AddSettings(state, code, options);
        var project = ProjectOf(state, options);
        var compilation = (await project.GetCompilationAsync())!;
        return await compilation.WithAnalyzers(rules, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
    }

    private static Project ProjectOf(SolutionState state, SnippetOptions options)
    {
        var id = ProjectId.CreateNewId();
        var solution = Empty
            .AddProject(id, state.Name, state.Name, state.Language)
            .WithProjectParseOptions(id, Snippet.ParseOptions(options))
            .WithProjectCompilationOptions(id, Snippet.CompilationOptions(options).WithOutputKind(state.OutputKind ?? OutputKind.DynamicallyLinkedLibrary))
            .AddMetadataReferences(id, state.AdditionalReferences);
        foreach (var (path, text) in state.Sources)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), Snippet.WithoutMarkup(text.ToString()), filePath: path);
        foreach (var (path, text) in state.AnalyzerConfigFiles)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), text, filePath: path);

        return solution.GetProject(id)!;
    }
}
