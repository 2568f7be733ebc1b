using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Package.Tests;

/// <summary>The package in the oldest compiler that it supports, which these tests run with.</summary>
[Collection(nameof(PackedPackage))]
public sealed class OldestCompilerTests(PackedPackage package)
{
    [Fact]
    public async Task The_oldest_compiler_that_is_supported_reports_the_same()
    {
        Assert.Equal(new Version(4, 5, 0, 0), typeof(Compilation).Assembly.GetName().Version);
        using var program = new ScratchProgram(package);
        program.Write("Older.cs", OlderCode.Text);
        program.Restore();
        var (_, items) = program.Run("dotnet", "build", "--no-restore", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:UseAppHost=false",
            "-target:Compile", "-getItem:CscCommandLineArgs");
        using var json = JsonDocument.Parse(items);
        var arguments = json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)
            .Where(argument => !argument.StartsWith("/langversion:", StringComparison.Ordinal)); // The SDK's default is newer than this compiler.

        var command = CSharpCommandLineParser.Default.Parse(arguments, Path.GetDirectoryName(program.ProjectFile), sdkDirectory: null);
        var compilation = CSharpCompilation.Create(
            command.CompilationName,
            command.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path)), command.ParseOptions, file.Path)),
            command.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            command.CompilationOptions);
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        var loader = new Loader();
        var analyzers = command.AnalyzerReferences.Where(reference => Path.GetFileName(reference.FilePath).StartsWith("AiApi.", StringComparison.Ordinal))
            .SelectMany(reference => new AnalyzerFileReference(reference.FilePath, loader).GetAnalyzers(LanguageNames.CSharp)).ToImmutableArray();
        var reports = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(OlderCode.Announced(), reports.Select(report => (report.Location.GetLineSpan().StartLinePosition.Line + 1, report.Id)).Order());
    }

    /// <summary>Loads the package's dlls beside those that the tests themselves are compiled against.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        private readonly AssemblyLoadContext context = new("package");
        private readonly Dictionary<string, string> files = [];

        public Loader() => context.Resolving += (_, name) => files.TryGetValue(name.Name!, out var file) ? context.LoadFromAssemblyPath(file) : null;

        public void AddDependencyLocation(string fullPath) => files[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;

        public Assembly LoadFromPath(string fullPath)
        {
            AddDependencyLocation(fullPath);
            return context.LoadFromAssemblyPath(fullPath);
        }
    }
}
