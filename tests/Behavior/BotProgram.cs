using System.ClientModel;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OpenAI;
using OpenAI.Chat;

namespace AiApi.Behavior.Tests;

/// <summary>A program with <c>Bot.AskAsync(ChatClient)</c> or <c>Bot.DrawAsync(Uri)</c>, to be fixed, compiled and run.</summary>
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

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Document _document;
    private readonly Lazy<Type> _bot;

    private BotProgram(Document document)
    {
        _document = document;
        _bot = new(Load);
    }

    public static BotProgram Of(string members)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var project = new AdhocWorkspace().AddProject("Bot", LanguageNames.CSharp).WithCompilationOptions(options).WithMetadataReferences(References);
        project = project.AddDocument("Usings.cs", Usings, filePath: "Usings.cs").Project;
        return new(project.AddDocument("Bot.cs", $"public static class Bot\n{{\n{members}\n}}\n", filePath: "Bot.cs"));
    }

    /// <summary>The program after a code action of that key has been applied, one report after the other.</summary>
    public async Task<BotProgram> FixedAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        var document = _document;
        var reported = await ReportedAsync(document, analyzer);
        Assert.NotEmpty(reported);
        for (; !reported.IsEmpty; reported = await ReportedAsync(document, analyzer))
        {
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, reported[0], (action, _) => actions.Add(action), CancellationToken.None));
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

    /// <summary>Runs the program against a provider with the real SDK.</summary>
    public async Task<Outcome> RunAsync(Uri endpoint)
    {
        var client = new ChatClient("gpt-4o", new ApiKeyCredential("test"), new OpenAIClientOptions { Endpoint = endpoint });
        return await RunAsync(Method<Func<ChatClient, Task<string?>>>("AskAsync"), client);
    }

    /// <summary>Runs a program that makes its own client for the provider.</summary>
    public Task<Outcome> DrawAsync(Uri endpoint) => RunAsync(Method<Func<Uri, Task<string?>>>("DrawAsync"), endpoint);

    private static async Task<Outcome> RunAsync<T>(Func<T, Task<string?>> run, T argument)
    {
        try
        {
            return new(await run(argument), null);
        }
        catch (Exception exception)
        {
            return new(null, exception.GetType().Name, exception.Message);
        }
    }

    public override string ToString() => _document.GetTextAsync().Result.ToString();

    private static async Task<Document> AppliedAsync(CodeAction action, DocumentId id)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Document document, DiagnosticAnalyzer analyzer)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        return await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
    }

    private T Method<T>(string name)
        where T : Delegate =>
        _bot.Value.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<T>();

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
