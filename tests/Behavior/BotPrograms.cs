using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using AiApi.Behavior.Tests.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Behavior.Tests;

/// <summary>Programs to be fixed, compiled and run: each the members of a class, in a document of its own. What is run is the first public method,
/// which is given clients of the provider (<see cref="Clients"/>).</summary>
internal sealed class BotPrograms
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text.Json;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions: [new("OPENAI001", ReportDiagnostic.Suppress)]);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsForPrograms).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly IReadOnlyDictionary<string, DocumentId> _documents;
    private readonly Project _project;
    private readonly Lazy<Assembly> _assembly;
    private Task<ImmutableArray<Diagnostic>>? _reports;

    private BotPrograms(Project project, IReadOnlyDictionary<string, DocumentId> documents)
    {
        _project = project;
        _documents = documents;
        _assembly = new(Load);
    }

    /// <param name="programs">The members of the class Bot, by the program's name.</param>
    /// <param name="usings">Namespaces that they use.</param>
    /// <param name="options">Lines of a globalconfig, for the analyzers.</param>
    public static BotPrograms Of(IReadOnlyDictionary<string, string> programs, IEnumerable<string> usings, IEnumerable<string> options)
    {
        var project = new AdhocWorkspace().AddProject("Bots", LanguageNames.CSharp).WithCompilationOptions(CompilationOptions).WithMetadataReferences(References);
        var allUsings = usings.Aggregate(Usings, (text, name) => $"{text}\nglobal using {name};");
        project = project.AddDocument("Usings.cs", allUsings, filePath: "/Usings.cs").Project;
        project = project.AddAnalyzerConfigDocument(".globalconfig", SourceText.From(string.Join('\n', options.Prepend("is_global = true"))), filePath: "/.globalconfig").Project;
        var documents = new Dictionary<string, DocumentId>();
        foreach (var (index, (name, members)) in programs.Index())
        {
            var document = project.AddDocument($"Bot{index}.cs", $"namespace Program{index};\n\npublic static class Bot\n{{\n{members}\n}}\n", filePath: $"/Bot{index}.cs");
            documents.Add(name, document.Id);
            project = document.Project;
        }

        return new(project, documents);
    }

    public string TextOf(string program) => _project.GetDocument(_documents[program])!.GetTextAsync().Result.ToString();

    public void Compile() => _ = _assembly.Value;

    /// <summary>The keys of the actions that are offered for the first report in a program.</summary>
    public async Task<IReadOnlyList<string?>> OfferedAsync(string program, DiagnosticAnalyzer analyzer, CodeFixProvider fix)
    {
        var reports = await ReportedAsync(analyzer);
        var document = _project.GetDocument(_documents[program])!;
        return [.. (await ActionsAsync(document, reports.First(report => IsIn(report, document)), fix)).Select(action => action.EquivalenceKey)];
    }

    /// <summary>The programs after the action of that key has been applied, one report after the other.</summary>
    public async Task<BotPrograms> FixedAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        var project = _project;
        for (var reports = await ReportedAsync(analyzer); !reports.IsEmpty; reports = await ReportedAsync(project, analyzer))
        {
            var next = project.Solution;
            foreach (var report in reports.DistinctBy(report => report.Location.SourceTree))
            {
                var document = project.Documents.Single(document => IsIn(report, document));
                var action = (await ActionsAsync(document, report, fix)).Single(action => action.EquivalenceKey == key);
                next = next.WithDocumentText(document.Id, await (await AppliedAsync(action)).GetDocument(document.Id)!.GetTextAsync());
            }

            project = next.GetProject(project.Id)!;
        }

        return new(project, _documents);
    }

    /// <summary>The programs after Fix All in the project.</summary>
    public async Task<BotPrograms> FixedAtOnceAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        var reports = new Reports(await ReportedAsync(analyzer));
        var context = new FixAllContext(_project, fix, FixAllScope.Project, key, fix.FixableDiagnosticIds, reports, CancellationToken.None);
        var project = (await AppliedAsync((await fix.GetFixAllProvider()!.GetFixAsync(context))!)).GetProject(_project.Id)!;
        Assert.Empty(await ReportedAsync(project, analyzer));
        return new(project, _documents);
    }

    /// <summary>Runs a program against the provider with the real SDKs.</summary>
    public async Task<Outcome> RunAsync(string program, Play play)
    {
        var name = Path.GetFileNameWithoutExtension(_project.GetDocument(_documents[program])!.Name).Replace("Bot", "Program");
        var method = _assembly.Value.GetType($"{name}.Bot")!.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)[0];
        var arguments = method.GetParameters().Select(parameter => Clients.Create(parameter.ParameterType, play)).ToArray();
        try
        {
            var result = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            return Outcome.Of(play, result is Task<string?> task ? await task : (string?)result);
        }
        catch (Exception exception)
        {
            return Outcome.Of(play, exception);
        }
    }

    private static bool IsForPrograms(string path) =>
        Path.GetFileName(path) is var name && !name.StartsWith("Microsoft.AspNetCore.") && !name.StartsWith("Microsoft.CodeAnalysis.") && !name.StartsWith("xunit.");

    private static bool IsIn(Diagnostic report, Document document) => report.Location.SourceTree!.FilePath == document.FilePath;

    private static async Task<List<CodeAction>> ActionsAsync(Document document, Diagnostic report, CodeFixProvider fix)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Solution> AppliedAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private Task<ImmutableArray<Diagnostic>> ReportedAsync(DiagnosticAnalyzer analyzer) => _reports ??= ReportedAsync(_project, analyzer);

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Project project, DiagnosticAnalyzer analyzer)
    {
        var compilation = (await project.GetCompilationAsync())!;
        return await compilation.WithAnalyzers([analyzer], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
    }

    private Assembly Load()
    {
        using var image = new MemoryStream();
        var emitted = _project.GetCompilationAsync().Result!.Emit(image);
        var errors = emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(emitted.Success, string.Join('\n', errors.Select(error => $"{error}\n{error.Location.SourceTree}")));
        image.Position = 0;
        return new AssemblyLoadContext("Bots", isCollectible: true).LoadFromStream(image);
    }

    private sealed class Reports(ImmutableArray<Diagnostic> reported) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(reported);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(reported.Where(report => IsIn(report, document)));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
