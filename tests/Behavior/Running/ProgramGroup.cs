using System.Collections.Immutable;
using System.Reflection;
using AiApi.Behavior.Tests.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Behavior.Tests.Running;

/// <summary>Programs that a rule reports, before and after its fix, that refer to the same packages.</summary>
internal sealed class ProgramGroup
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

    private const string UsingsOfSdks = """
        global using System.ClientModel;
        global using OpenAI;
        global using OpenAI.Chat;
        global using Polly;
        global using Polly.Retry;
        """;

    private static readonly CSharpCompilationOptions Library = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private readonly DiagnosticAnalyzer _analyzer;
    private readonly CodeFixProvider _fix;
    private readonly string _key;
    private readonly ProgramHost _host;
    private readonly (string Name, string Code)[] _programs;
    private readonly Lazy<Task<Stages>> _stages;

    /// <param name="analyzer">The rule.</param>
    /// <param name="fix">Its fix.</param>
    /// <param name="key">The action that it offers.</param>
    /// <param name="host">The packages to compile against and to run with.</param>
    /// <param name="programs">The programs by their names.</param>
    public ProgramGroup(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key, ProgramHost host, params (string Name, string Code)[] programs)
    {
        (_analyzer, _fix, _key, _host, _programs) = (analyzer, fix, key, host, programs);
        _stages = new(FixAsync);
    }

    public ProgramHost Host => _host;

    public IEnumerable<string> Names => _programs.Select(static program => program.Name);

    public async Task<Seen> RunBeforeAsync(string name, Scenario scenario) => await RunAsync((await _stages.Value).Before.Value, name, scenario);

    public async Task<Seen> RunAfterAsync(string name, Scenario scenario) => await RunAsync((await _stages.Value).After.Value, name, scenario);

    /// <summary>Fix All in the project writes what the fixes write one by one, so that what is seen of one holds for the other.</summary>
    public async Task AssertFixAllWritesTheSameAsync()
    {
        var (original, one) = ((await _stages.Value).Original, (await _stages.Value).Fixed);
        var reports = await ReportedAsync(original);
        var context = new FixAllContext(original, _fix, FixAllScope.Project, _key, _fix.FixableDiagnosticIds, new Known(reports), CancellationToken.None);
        var all = await AppliedAsync((await _fix.GetFixAllProvider()!.GetFixAsync(context))!, original);
        foreach (var document in all.Documents)
            Assert.Equal((await one.GetDocument(document.Id)!.GetTextAsync()).ToString(), (await document.GetTextAsync()).ToString());
    }

    private async Task<Seen> RunAsync(Assembly programs, string name, Scenario scenario)
    {
        var run = programs.GetType($"{NamespaceOf(name)}.Bot")!.GetMethod("RunAsync")!;
        var exchange = await Wire.PlayAsync(scenario);
        return await exchange.RunAsync(() => (Task<string?>)run.Invoke(null, [.. run.GetParameters().Select(parameter => _host.Give(parameter.ParameterType))])!);
    }

    private string FileOf(string name) => $"{NamespaceOf(name)}.cs";

    private string NamespaceOf(string name) => $"Program{Array.FindIndex(_programs, program => program.Name == name)}";

    private async Task<Stages> FixAsync()
    {
        var project = new AdhocWorkspace().AddProject("Bots", LanguageNames.CSharp).WithCompilationOptions(Library).WithMetadataReferences(_host.References);
        project = project.AddDocument("Usings.cs", _host.HasSdks ? $"{Usings}\n{UsingsOfSdks}" : Usings, filePath: "Usings.cs").Project;
        foreach (var (name, code) in _programs)
            project = project.AddDocument(FileOf(name), Source(NamespaceOf(name), code), filePath: FileOf(name)).Project;
        var (original, reports) = (project, await ReportedAsync(project));
        foreach (var (name, _) in _programs)
            Assert.True(reports.Any(report => report.Location.SourceTree!.FilePath == FileOf(name)), $"{name} is not reported.");
        for (var round = 0; !reports.IsEmpty; reports = await ReportedAsync(project))
        {
            Assert.True(round++ < 5, string.Join('\n', reports));
            var (current, changed) = (project, project);
            foreach (var report in reports.DistinctBy(static report => report.Location.SourceTree))
            {
                var document = current.GetDocument(report.Location.SourceTree)!;
                var actions = new List<CodeAction>();
                await _fix.RegisterCodeFixesAsync(new(document, report, (action, _) => actions.Add(action), CancellationToken.None));
                var offered = string.Join(' ', actions.Select(static action => action.EquivalenceKey));
                Assert.True(offered == _key, $"Offered for {report}: [{offered}] in\n{await document.GetTextAsync()}");
                var text = (await AppliedAsync(actions[0], current)).GetDocument(document.Id)!.GetTextAsync();
                changed = changed.Solution.WithDocumentText(document.Id, await text).GetProject(project.Id)!;
            }

            project = changed;
        }

        return new(original, project, new(() => _host.Load(original)), new(() => _host.Load(project)));
    }

    private static string Source(string name, string code)
    {
        var directives = code.Split('\n').TakeWhile(static line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';'));
        var usings = string.Concat(directives.Select(static line => $"{line}\n"));
        return $"{usings}namespace {name};\n\npublic static class Bot\n{{\n    {code[usings.Length..].Trim('\n').Replace("\n", "\n    ")}\n}}\n";
    }

    private async Task<ImmutableArray<Diagnostic>> ReportedAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers([_analyzer]).GetAnalyzerDiagnosticsAsync();

    private static async Task<Project> AppliedAsync(CodeAction action, Project project) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;

    private sealed record Stages(Project Original, Project Fixed, Lazy<Assembly> Before, Lazy<Assembly> After);

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
