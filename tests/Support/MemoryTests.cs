using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tests.Support;

public sealed class MemoryTests
{
    /// <summary>Something for every family to report.</summary>
    private const string Code = """
        using System;
        using System.ClientModel;
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Text.Json;
        using System.Threading.Tasks;
        using OpenAI.Chat;
        using OpenAI.Images;

        public class Bot
        {
            private readonly ChatClient _client = new("gpt-5.4", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
            private readonly HttpClient _http = new();

            public async Task<string> AskAsync(string prompt)
            {
                while (true)
                {
                    try
                    {
                        ChatCompletion completion = await _client.CompleteChatAsync(prompt);
                        Console.WriteLine(JsonDocument.Parse(completion.Content[0].Text).RootElement);
                        return "done";
                    }
                    catch (ClientResultException e)
                    {
                        Console.WriteLine(e.Status);
                    }
                }
            }

            public async Task<Uri> DrawAsync(string prompt)
            {
                var images = new ImageClient("gpt-image-1", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
                var options = new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes };
                GeneratedImageCollection drawn = await images.GenerateImagesAsync(prompt, 2, options);
                return drawn[0].ImageUri;
            }

            public async Task<string> FilmAsync(string id)
            {
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("sk-proj-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4");
                while (true)
                {
                    using var document = JsonDocument.Parse(await _http.GetStringAsync("https://api.openai.com/v1/videos/" + id));
                    if (document.RootElement.GetProperty("status").GetString() == "succeeded")
                        return document.RootElement.GetProperty("id").GetString();
                }
            }
        }
        """;

    [Fact]
    public void No_analyzer_keeps_a_compilation_alive() => AssertAreCollected(Analyze());

    [Fact]
    public void No_fix_keeps_a_compilation_alive() => AssertAreCollected(Fix());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<(string Name, WeakReference Reference)> Analyze()
    {
        var compilation = CSharpCompilation.Create(
            "Project",
            [CSharpSyntaxTree.ParseText(Code, new CSharpParseOptions(LanguageVersion.CSharp11))],
            (Packages.Net + Packages.OpenAI).References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var reports = ReportsIn(compilation);
        Assert.Equal(["1", "2", "3", "4", "5"], reports.Select(static report => report.Id["AIAPI".Length..][..1]).Distinct().Order(StringComparer.Ordinal));
        return Watched(compilation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<(string Name, WeakReference Reference)> Fix()
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.CurrentSolution
            .AddProject("Project", "Project", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp11))
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithMetadataReferences((Packages.Net + Packages.OpenAI).References);
        var document = project.AddDocument("Bot.cs", SourceText.From(Code));
        var compilation = document.Project.GetCompilationAsync().GetAwaiter().GetResult()!;
        var watched = Watched(compilation);
        var fixes = FixesOf(document, ReportsIn(compilation));
        Assert.True(fixes.Count > 10, $"There are only {fixes.Count} fixes.");
        foreach (var operation in fixes.SelectMany(static fix => fix.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult()))
        {
            if (operation is ApplyChangesOperation { ChangedSolution: var solution })
                watched.AddRange(Watched(solution.GetDocument(document.Id)!.Project.GetCompilationAsync().GetAwaiter().GetResult()!));
        }

        return watched;
    }

    private static ImmutableArray<Diagnostic> ReportsIn(Compilation compilation)
    {
        var analyzers = typeof(AiApiAnalyzer).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)));
        return compilation.WithAnalyzers([.. analyzers.Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    private static List<CodeAction> FixesOf(Document document, ImmutableArray<Diagnostic> reports)
    {
        var fixes = new List<CodeAction>();
        var providers = typeof(CodeFixes.DocumentFix).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)));
        foreach (var provider in providers.Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!))
        {
            foreach (var report in reports.Where(report => provider.FixableDiagnosticIds.Contains(report.Id)))
            {
                var context = new CodeFixContext(document, report, (fix, _) => fixes.Add(fix), CancellationToken.None);
                provider.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
            }
        }

        return fixes;
    }

    private static List<(string Name, WeakReference Reference)> Watched(Compilation compilation)
    {
        var watched = new List<(string Name, WeakReference Reference)> { ("compilation", new(compilation)), ("assembly symbol", new(compilation.Assembly)) };
        foreach (var tree in compilation.SyntaxTrees)
        {
            watched.Add(("tree", new(tree)));
            watched.Add(("root", new(tree.GetRoot())));
#pragma warning disable RS0030 // Held by nobody but what the test is after.
            watched.Add(("semantic model", new(compilation.GetSemanticModel(tree))));
#pragma warning restore RS0030
        }

        return watched;
    }

    private static void AssertAreCollected(List<(string Name, WeakReference Reference)> watched)
    {
        // What ran on other threads may be held by their stacks for a moment.
        for (var attempt = 0; attempt < 20 && watched.Exists(static one => one.Reference.IsAlive); attempt++)
        {
            Thread.Sleep(attempt * 10);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Empty(watched.Where(static one => one.Reference.IsAlive).Select(static one => one.Name));
    }
}
