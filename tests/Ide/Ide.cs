using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AiApi.Package.Tests;
using AiApi.Picture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.MSBuild;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Ide.Tests;

/// <summary>An IDE without a window, in which a project is open that has installed the package.</summary>
public sealed partial class Ide : IAsyncLifetime, IDisposable
{
    private readonly PackedPackage package = new();
    private readonly ScratchProgram program;
    private MSBuildWorkspace? workspace;
    private Project? project;

    public Ide() => program = new(package);

    public async Task InitializeAsync()
    {
        program.Write("Program.cs", "return 0;\n");
        program.Restore();
        workspace = MSBuildWorkspace.Create(IdeServices.Host);
        project = await workspace.OpenProjectAsync(program.ProjectFile);
        Assert.Empty(workspace.Diagnostics);
        Assert.Contains(project.AnalyzerReferences, reference => reference.Display == "AiApi.Analyzers");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        workspace?.Dispose();
        program.Dispose();
        package.Dispose();
    }

    /// <summary>Documents with these texts, added to the project. The marks of squiggles are taken out.</summary>
    internal ImmutableArray<Document> Open(params IEnumerable<string> texts) => Open(LanguageVersion.Latest, texts);

    /// <summary>The same in a version of the language.</summary>
    internal ImmutableArray<Document> Open(LanguageVersion version, IEnumerable<string> texts)
    {
        var ids = new List<DocumentId>();
        var current = project!.WithParseOptions(((CSharpParseOptions)project!.ParseOptions!).WithLanguageVersion(version));
        if (version < LanguageVersion.CSharp10)
        {
            current = current.WithCompilationOptions(((CSharpCompilationOptions)project.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Disable));
            foreach (var implicitUsings in current.Documents.Where(document => document.Name.EndsWith(".GlobalUsings.g.cs", StringComparison.Ordinal)).ToList())
                current = current.RemoveDocument(implicitUsings.Id);
        }

        foreach (var text in texts)
        {
            var name = $"Code{ids.Count}.cs";
            var document = current.AddDocument(name, SourceText.From(Mark().Replace(text, "")), filePath: Path.Combine(Path.GetDirectoryName(project!.FilePath)!, name));
            ids.Add(document.Id);
            current = document.Project;
        }

        return [.. ids.Select(id => current.GetDocument(id)!)];
    }

    /// <summary>The document's text with the package's squiggles marked: <c>{|AIAPI1001:Content|}</c>.</summary>
    internal static async Task<string> MarkedAsync(Document document)
    {
        var text = await document.GetTextAsync();
        var changes =
            from squiggle in await SquigglesAsync(document)
            let span = squiggle.Location.SourceSpan
            select new TextChange(span, $$"""{|{{squiggle.Id}}:{{text.ToString(span)}}|}""");
        return text.WithChanges(changes).ToString();
    }

    /// <summary>What the package underlines.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> SquigglesAsync(Document document)
    {
        var all = await IdeServices.SquigglesAsync(document);
        Assert.DoesNotContain(all, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return [.. all.Where(diagnostic => diagnostic.Id.StartsWith("AIAPI", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"\{\|AIAPI\d{4}:|\|\}")]
    private static partial Regex Mark();
}

[CollectionDefinition(nameof(Ide))]
public sealed class IdeCollection : ICollectionFixture<Ide>;
