using System.Text;
using AiApi.Package.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Ide.Tests;

/// <summary>An IDE without a window, in which a project is open that installed the package.</summary>
public sealed class Ide : IAsyncLifetime, IDisposable
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
    }

    /// <summary>A document of the project with this text, beside others.</summary>
    internal Document Open(string text, params IEnumerable<string> others)
    {
        var opened = project!.AddDocument("Bot.cs", SourceText.From(text), filePath: Path.Combine(Path.GetDirectoryName(project.FilePath)!, "Bot.cs"));
        var solution = others.Select((code, index) => (code, name: $"Other{index}.cs")).Aggregate(opened.Project, (all, other) =>
            all.AddDocument(other.name, SourceText.From(other.code), filePath: Path.Combine(Path.GetDirectoryName(project.FilePath)!, other.name)).Project).Solution;
        return solution.GetDocument(opened.Id)!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        workspace?.Dispose();
        program.Dispose();
        package.Dispose();
    }
}
