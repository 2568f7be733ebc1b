using System.Collections.Immutable;
using System.Reflection;
using AiApi.Behavior.Tests.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Behavior.Tests.Running;

/// <summary>Programs that a rule reports, before and after its fix, that refer to the same packages. Each is the members of a class, in a document of its own.
/// What is run is the method <c>RunAsync</c>, or else the first public one; it is given what it asks for (<see cref="ProgramHost.Give"/>).</summary>
/// <param name="analyzer">The rule.</param>
/// <param name="fix">Its fix.</param>
/// <param name="actions">The equivalence keys of all actions that it offers, in order.</param>
/// <param name="host">The packages to compile against and to run with.</param>
/// <param name="programs">The programs by their names.</param>
internal sealed class ProgramGroup(
    DiagnosticAnalyzer analyzer, CodeFixProvider fix, IReadOnlyList<string> actions, ProgramHost host, IReadOnlyList<(string Name, string Code)> programs)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Text;
        global using System.Text.Json;
        global using System.Text.Json.Nodes;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const int MostRounds = 5;

    private static readonly CSharpCompilationOptions Library = new(
        OutputKind.DynamicallyLinkedLibrary,
        specificDiagnosticOptions: [new("OPENAI001", ReportDiagnostic.Suppress)],
        nullableContextOptions: NullableContextOptions.Enable);

    private readonly Dictionary<string, Task<Stage>> _stages = [];

    public ProgramHost Host => host;

    public IEnumerable<string> Names => programs.Select(static program => program.Name);

    /// <summary>Namespaces that the programs use besides <see cref="Usings"/>.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Lines of a globalconfig.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The programs as they are reported.</summary>
    public Task<Stage> OriginalAsync() => Once("", OpenAsync);

    /// <summary>The programs after an action has been applied, one report after the other.</summary>
    public Task<Stage> FixedAsync(string action) => Once(action, () => FixOneByOneAsync(action));

    /// <summary>The programs after Fix All in the project.</summary>
    public Task<Stage> FixedAtOnceAsync(string action) => Once($"{action}, all at once", () => FixAtOnceAsync(action));

    private Task<Stage> Once(string name, Func<Task<Stage>> make)
    {
        lock (_stages)
            return _stages.TryGetValue(name, out var stage) ? stage : _stages[name] = make();
    }

    private async Task<Stage> OpenAsync()
    {
        var project = new AdhocWorkspace().AddProject("Bots", LanguageNames.CSharp).WithCompilationOptions(Library).WithMetadataReferences(host.References);
        project = project.AddDocument("Usings.cs", Namespaces.Aggregate(Usings, static (text, name) => $"{text}\nglobal using {name};"), filePath: "/Usings.cs").Project;
        project = project.AddAnalyzerConfigDocument(".globalconfig", SourceText.From(string.Join('\n', Options.Prepend("is_global = true"))), filePath: "/.globalconfig").Project;
        foreach (var (name, code) in programs)
            project = project.AddDocument(FileOf(name), Source(NamespaceOf(name), code), filePath: FileOf(name)).Project;
        var reports = await ReportedAsync(project);
        foreach (var (name, _) in programs)
            Assert.True(reports.Any(report => report.Location.SourceTree!.FilePath == FileOf(name)), $"{name} is not reported.");
        return new(this, project, reports);
    }

    private async Task<Stage> FixOneByOneAsync(string key)
    {
        var original = await OriginalAsync();
        var (project, reports) = (original.Project, original.Reports);
        for (var round = 0; !reports.IsEmpty; reports = await ReportedAsync(project))
        {
            Assert.True(round++ < MostRounds, string.Join('\n', reports));
            var changed = project;
            foreach (var report in reports.DistinctBy(static report => report.Location.SourceTree))
            {
                var document = project.GetDocument(report.Location.SourceTree)!;
                var offered = new List<CodeAction>();
                await fix.RegisterCodeFixesAsync(new(document, report, (action, _) => offered.Add(action), CancellationToken.None));
                var keys = offered.ConvertAll(static action => action.EquivalenceKey);
                Assert.True(actions.SequenceEqual(keys), $"Offered for {report}: [{string.Join(' ', keys)}] in\n{await document.GetTextAsync()}");
                var text = (await AppliedAsync(offered[keys.IndexOf(key)], project)).GetDocument(document.Id)!.GetTextAsync();
                changed = changed.Solution.WithDocumentText(document.Id, await text).GetProject(project.Id)!;
            }

            project = changed;
        }

        return new(this, project, reports);
    }

    private async Task<Stage> FixAtOnceAsync(string key)
    {
        var original = await OriginalAsync();
        var known = new Known(original.Reports);
        var context = new FixAllContext(original.Project, fix, FixAllScope.Project, key, fix.FixableDiagnosticIds, known, CancellationToken.None);
        var project = await AppliedAsync((await fix.GetFixAllProvider()!.GetFixAsync(context))!, original.Project);
        return new(this, project, await ReportedAsync(project));
    }

    private string FileOf(string name) => $"/{NamespaceOf(name)}.cs";

    private string NamespaceOf(string name) => $"Program{Names.ToList().IndexOf(name)}";

    private static string Source(string name, string code)
    {
        var directives = code.Split('\n').TakeWhile(static line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';'));
        var usings = string.Concat(directives.Select(static line => $"{line}\n"));
        return $"{usings}namespace {name};\n\npublic static class Bot\n{{\n    {code[usings.Length..].Trim('\n').Replace("\n", "\n    ")}\n}}\n";
    }

    private async Task<ImmutableArray<Diagnostic>> ReportedAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers([analyzer], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();

    private static async Task<Project> AppliedAsync(CodeAction action, Project project) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;

    /// <summary>The programs as they are at first or after a fix.</summary>
    internal sealed class Stage(ProgramGroup group, Project project, ImmutableArray<Diagnostic> reports)
    {
        private readonly Lazy<Assembly> _assembly = new(() => group.Host.Load(project));

        public Project Project => project;

        /// <summary>What the rule still reports in them.</summary>
        public ImmutableArray<Diagnostic> Reports => reports;

        public async Task<string> TextOfAsync(string name) =>
            (await project.Documents.Single(document => document.FilePath == group.FileOf(name)).GetTextAsync()).ToString();

        /// <summary>Runs a program against a provider that plays the scenario.</summary>
        public async Task<Seen> RunAsync(string name, Scenario scenario)
        {
            var bot = _assembly.Value.GetType($"{group.NamespaceOf(name)}.Bot")!;
            var run = bot.GetMethod("RunAsync") ?? bot.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)[0];
            var exchange = await Wire.PlayAsync(scenario);
            return await exchange.RunAsync(async () =>
            {
                var arguments = run.GetParameters().Select(parameter => group.Host.Give(parameter.ParameterType)).ToArray();
                var result = run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
                return result is Task<string?> task ? await task : (string?)result;
            });
        }
    }

    private sealed class Known(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(reports.Where(report => report.Location.SourceTree!.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
