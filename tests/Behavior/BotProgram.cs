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

/// <summary>A program to be fixed, compiled and run: its first public method, which is given clients of the provider (<see cref="Clients"/>).</summary>
internal sealed class BotProgram
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading.Tasks;
        global using OpenAI.Chat;
        """;

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions: [new("OPENAI001", ReportDiagnostic.Suppress)]);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Document _document;
    private readonly Lazy<Type> _bot;

    private BotProgram(Document document)
    {
        _document = document;
        _bot = new(Load);
    }

    /// <param name="members">The members of the class Bot.</param>
    /// <param name="options">Lines of a globalconfig, for the analyzers.</param>
    public static BotProgram Of(string members, params IEnumerable<string> options)
    {
        var project = new AdhocWorkspace().AddProject("Bot", LanguageNames.CSharp).WithCompilationOptions(CompilationOptions).WithMetadataReferences(References);
        project = project.AddDocument("Usings.cs", Usings, filePath: "/Usings.cs").Project;
        var config = SourceText.From(string.Join('\n', options.Prepend("is_global = true")));
        project = project.AddAnalyzerConfigDocument(".globalconfig", config, filePath: "/.globalconfig").Project;
        return new(project.AddDocument("Bot.cs", $"public static class Bot\n{{\n{members}\n}}\n", filePath: "/Bot.cs"));
    }

    /// <summary>The program after a code action of that key has been applied, one report after the other.</summary>
    public async Task<BotProgram> FixedAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        var document = _document;
        var reported = await ReportedAsync(document, analyzer);
        Assert.NotEmpty(reported);
        for (; !reported.IsEmpty; reported = await ReportedAsync(document, analyzer))
        {
            var actions = await ActionsAsync(document, reported[0], fix);
            document = await AppliedAsync(actions.Single(action => action.EquivalenceKey == key), document.Id);
        }

        return new(document);
    }

    /// <summary>The program after Fix All in the document.</summary>
    public async Task<BotProgram> FixedAtOnceAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        var reports = new Reports(await ReportedAsync(_document, analyzer));
        var context = new FixAllContext(_document, fix, FixAllScope.Document, key, fix.FixableDiagnosticIds, reports, CancellationToken.None);
        var document = await AppliedAsync((await fix.GetFixAllProvider()!.GetFixAsync(context))!, _document.Id);
        Assert.Empty(await ReportedAsync(document, analyzer));
        return new(document);
    }

    /// <summary>The keys of the actions that are offered for the first report.</summary>
    public async Task<IReadOnlyList<string?>> OfferedAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix) =>
        [.. (await ActionsAsync(_document, (await ReportedAsync(_document, analyzer))[0], fix)).Select(action => action.EquivalenceKey)];

    /// <summary>Runs the program against the provider with the real SDKs.</summary>
    public async Task<Outcome> RunAsync(Play play)
    {
        var method = _bot.Value.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)[0];
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

    public override string ToString() => _document.GetTextAsync().Result.ToString();

    private static async Task<List<CodeAction>> ActionsAsync(Document document, Diagnostic report, CodeFixProvider fix)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Document> AppliedAsync(CodeAction action, DocumentId id)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Document document, DiagnosticAnalyzer analyzer)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        return await compilation.WithAnalyzers([analyzer], document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
    }

    private Type Load()
    {
        using var image = new MemoryStream();
        var emitted = _document.Project.GetCompilationAsync().Result!.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Append<object>(this)));
        image.Position = 0;
        return new AssemblyLoadContext("Bot", isCollectible: true).LoadFromStream(image).GetType("Bot")!;
    }

    private sealed class Reports(ImmutableArray<Diagnostic> reported) : FixAllContext.DiagnosticProvider
    {
        private IEnumerable<Diagnostic> All => reported;

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(All);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult(All);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
