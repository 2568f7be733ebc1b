using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>Code that is both analysed and run.</summary>
internal static class RunnableCode
{
    private static readonly CSharpCompilationOptions Library = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
    private static readonly ConcurrentDictionary<string, Assembly> Loaded = new();
    private static readonly ConcurrentDictionary<string, string> Paths = new();

    static RunnableCode() => AppDomain.CurrentDomain.AssemblyResolve += static (_, wanted) => Find(new AssemblyName(wanted.Name).Name!);

    /// <summary>A library of these sources.</summary>
    public static CSharpCompilation Compile(string assembly, IEnumerable<string> sources, ImmutableArray<MetadataReference> references) => CSharpCompilation.Create(
        assembly, sources.Select(static (source, index) => CSharpSyntaxTree.ParseText(source, path: $"File{index}.cs")), references, Library);

    /// <summary>Loads the library into this process, together with a reference to it for others.</summary>
    public static (Assembly Assembly, MetadataReference Reference) Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        foreach (var path in compilation.References.OfType<PortableExecutableReference>().Select(static reference => reference.FilePath).OfType<string>())
            Paths[Path.GetFileNameWithoutExtension(path)] = path;
        var assembly = Assembly.Load(image.ToArray());
        Loaded[compilation.AssemblyName!] = assembly;
        return (assembly, MetadataReference.CreateFromImage(image.ToArray()));
    }

    private static Assembly? Find(string name) =>
        Loaded.TryGetValue(name, out var assembly) ? assembly : Paths.TryGetValue(name, out var path) ? Assembly.LoadFrom(path) : null;
}
