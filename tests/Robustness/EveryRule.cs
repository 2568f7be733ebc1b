using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>Runs every analyzer and every fix of the package over a compilation.</summary>
internal static class EveryRule
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = Instances<DiagnosticAnalyzer>(typeof(AiApiAnalyzer));

    private static readonly ILookup<string, CodeFixProvider> Fixes =
        (from fix in Instances<CodeFixProvider>(typeof(CodeFixes.DocumentFix)) from id in fix.FixableDiagnosticIds select (fix, id)).ToLookup(static pair => pair.id, static pair => pair.fix);

    private static readonly Solution Empty = new AdhocWorkspace().CurrentSolution;

    /// <summary>All reports, in the order of Roslyn. An exception in an analyzer is thrown.</summary>
    public static Task<ImmutableArray<Diagnostic>> ReportsIn(CSharpCompilation compilation, AnalyzerOptions options, bool concurrent = false, CancellationToken cancellation = default)
    {
        var settings = new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrent, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
        return ReportsIn(compilation, settings, cancellation);
    }

    /// <summary>Asks the fixes of each report for their actions, and those for the changed code. What a fix throws is thrown.</summary>
    /// <returns>How many actions there were.</returns>
    public static async Task<int> AskForFixes(CSharpCompilation compilation, IEnumerable<Diagnostic> reports, CancellationToken cancellation)
    {
        var fixable = reports.Where(static report => report.Location.IsInSource && Fixes.Contains(report.Id)).ToList();
        var actions = new List<CodeAction>();
        if (fixable.Count == 0)
            return 0;

        var documents = DocumentsOf(compilation);
        foreach (var report in fixable)
        {
            var document = documents[report.Location.SourceTree!.FilePath];
            var located = await InDocuments(report, documents);
            foreach (var fix in Fixes[report.Id])
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, located, (action, _) => actions.Add(action), cancellation));
        }

        foreach (var action in actions.DistinctBy(static action => action.EquivalenceKey))
            await action.GetOperationsAsync(cancellation);
        return actions.Count;
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportsIn(CSharpCompilation compilation, CompilationWithAnalyzersOptions settings, CancellationToken cancellation)
    {
        var reports = await compilation.WithAnalyzers(Analyzers, settings).GetAnalyzerDiagnosticsAsync(cancellation);
        if (reports.FirstOrDefault(static report => report.Id == "AD0001") is { } crash)
            throw new InvalidOperationException(string.Join(Environment.NewLine, crash.GetMessage(), crash.Descriptor.Description));

        return reports;
    }

    private static async Task<Diagnostic> InDocuments(Diagnostic report, Dictionary<string, Document> documents)
    {
        var others = new List<Location>();
        foreach (var location in report.AdditionalLocations)
            others.Add(await InDocuments(location, documents));
        return Diagnostic.Create(report.Descriptor, await InDocuments(report.Location, documents), others, report.Properties);
    }

    private static async Task<Location> InDocuments(Location location, Dictionary<string, Document> documents) =>
        location.SourceTree is { } tree ? Location.Create((await documents[tree.FilePath].GetSyntaxTreeAsync())!, location.SourceSpan) : location;

    private static Dictionary<string, Document> DocumentsOf(CSharpCompilation compilation)
    {
        var project = ProjectId.CreateNewId();
        var solution = Empty
            .AddProject(project, "Snippet", "Snippet", LanguageNames.CSharp)
            .WithProjectParseOptions(project, compilation.SyntaxTrees[0].Options)
            .WithProjectCompilationOptions(project, compilation.Options)
            .AddMetadataReferences(project, compilation.References);
        foreach (var tree in compilation.SyntaxTrees)
            solution = solution.AddDocument(DocumentId.CreateNewId(project), tree.FilePath, tree.GetRoot(), filePath: tree.FilePath);

        return solution.GetProject(project)!.Documents.ToDictionary(static document => document.FilePath!);
    }

    private static ImmutableArray<T> Instances<T>(Type example) =>
        [.. example.Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(T))).Select(static type => (T)Activator.CreateInstance(type)!)];
}
