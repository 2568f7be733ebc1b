using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>The real SDK packages that snippets compile against, each with what it depends on.</summary>
internal static class Packages
{
    private static readonly ConcurrentDictionary<string, MetadataReference> References = new();

    private static readonly Dictionary<string, string> PathByAssembly =
        SnippetReferences.Packages.ToDictionary(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>.NET itself; every snippet has it.</summary>
    public static PackageSet Net { get; } = new([.. SnippetReferences.Framework.Select(Reference)]);

    public static PackageSet None { get; } = new([]);

    /// <summary>OpenAI 2.x.</summary>
    public static PackageSet OpenAI { get; } = Closure("OpenAI");

    public static PackageSet ClientModel { get; } = Closure("System.ClientModel");

    public static PackageSet ExtensionsAI { get; } = Closure("Microsoft.Extensions.AI.Abstractions");

    public static PackageSet Anthropic { get; } = Closure("Anthropic");

    /// <summary>Azure.AI.OpenAI 1.0.0-beta, which stands on Azure.Core.</summary>
    public static PackageSet AzureOpenAI { get; } = Closure("Azure.AI.OpenAI");

    public static PackageSet AzureCore { get; } = Closure("Azure.Core");

    public static PackageSet Polly7 { get; } = Closure("Polly");

    public static PackageSet Polly8 { get; } = new([Reference(SnippetReferences.Polly8), .. Closure("Polly.Core").References]);

    public static PackageSet DependencyInjection { get; } = Closure("Microsoft.Extensions.DependencyInjection.Abstractions");

    public static PackageSet NewtonsoftJson { get; } = Closure("Newtonsoft.Json");

    /// <summary>A stub of a package that cannot be restored: tests/Stubs/<paramref name="assembly"/>.cs, compiled into an assembly of that name.</summary>
    /// <param name="assembly">Simple name of the assembly.</param>
    /// <param name="dependencies">What the stub refers to, and whoever refers to it needs; .NET is always there.</param>
    /// <param name="file">The file's name where it is not that of the assembly: another version of it.</param>
    public static PackageSet Stub(string assembly, PackageSet? dependencies = null, string? file = null)
    {
        dependencies ??= None;
        return dependencies + new PackageSet([References.GetOrAdd(file ?? assembly, name => CompileStub(assembly, name, dependencies))]);
    }

    private static MetadataReference CompileStub(string assembly, string file, PackageSet dependencies)
    {
        using var source = typeof(Packages).Assembly.GetManifestResourceStream(file)
            ?? throw new ArgumentException($"There is no tests/Stubs/{file}.cs.", nameof(file));
        var image = new MemoryStream();
        var result = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(SourceText.From(source), new CSharpParseOptions(LanguageVersion.Preview))],
            (Net + dependencies).References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)).Emit(image);
        if (!result.Success)
            throw new InvalidOperationException($"tests/Stubs/{file}.cs: {string.Join(Environment.NewLine, result.Diagnostics)}");

        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static PackageSet Closure(string assembly)
    {
        var found = new HashSet<string>();
        var pending = new Stack<string>([assembly]);
        while (pending.TryPop(out var name))
        {
            if (PathByAssembly.TryGetValue(name, out var path) && found.Add(path))
                ReferencedBy(path).ForEach(pending.Push);
        }

        if (found.Count == 0)
            throw new InvalidOperationException($"No package brings {assembly}.dll; see tests/SnippetReferences.");

        return new PackageSet([.. found.Order(StringComparer.Ordinal).Select(Reference)]);
    }

    private static List<string> ReferencedBy(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static MetadataReference Reference(string path) => References.GetOrAdd(path, static p => MetadataReference.CreateFromFile(p));
}

/// <summary>References of packages; sets are added with <c>+</c>.</summary>
internal sealed record PackageSet(ImmutableArray<MetadataReference> References)
{
    public static PackageSet operator +(PackageSet left, PackageSet right) => new([.. left.References.Union(right.References)]);
}
