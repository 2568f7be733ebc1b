using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using AiApi.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Behavior.Tests.Running;

/// <summary>Packages that programs compile against and run with. Each set is loaded apart: two versions of Polly do not meet.</summary>
internal sealed class ProgramHost : AssemblyLoadContext
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly ImmutableArray<MetadataReference> _packages;
    private readonly Dictionary<string, string> _paths;
    private readonly MetadataReference _reference;
    private readonly Type _surroundings;
    private int _loaded;

    private ProgramHost(PackageSet packages, params string[] surroundings)
    {
        _packages = [.. (Packages.Net + packages).References, MetadataReference.CreateFromFile(typeof(ProgramHost).Assembly.Location)];
        var paths = packages.References.OfType<PortableExecutableReference>().Select(static reference => reference.FilePath!);
        _paths = paths.ToDictionary(static path => Path.GetFileNameWithoutExtension(path));
        Namespaces = surroundings.Length > 1 ? ["System.ClientModel", "OpenAI", "OpenAI.Chat", "Polly", "Polly.Retry"] : [];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var sources = surroundings.Select(static source => CSharpSyntaxTree.ParseText(source));
        (var assembly, _reference) = Load(CSharpCompilation.Create("Surroundings", sources, _packages, options));
        _surroundings = assembly.GetType("Surroundings")!;
        RuntimeHelpers.RunClassConstructor(_surroundings.TypeHandle);
        PutPollyOnProgramTime();
        PutDefaultTransportsOnTheWire();
    }

    /// <summary>All SDKs, and Polly 8.</summary>
    public static ProgramHost Sdks { get; } = new(
        Packages.OpenAI + Packages.Anthropic + Packages.AzureOpenAI + Packages.NewtonsoftJson + Packages.Polly8,
        Surroundings.Http, Surroundings.OpenAI, Surroundings.Others, Surroundings.Polly8);

    /// <summary>OpenAI and Polly 7.</summary>
    public static ProgramHost Polly7 { get; } = new(Packages.OpenAI + Packages.Polly7, Surroundings.Http, Surroundings.OpenAI);

    /// <summary>.NET alone, as for programs that send themselves, and Json.NET.</summary>
    public static ProgramHost Net { get; } = new(Packages.NewtonsoftJson, Surroundings.Http);

    /// <summary>The namespaces that programs about retries use.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    public ImmutableArray<MetadataReference> References => _packages.Add(_reference);

    /// <summary>Something of that type for a program.</summary>
    public object Give(Type type) =>
        _surroundings.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(method => method.ReturnType == type && method.GetParameters().Length == 0)?.Invoke(null, null)
        ?? throw new ArgumentException($"There is no {type} for programs.", nameof(type));

    /// <summary>Loads the programs of a project, on the program's time and on the loopback wire.</summary>
    public Assembly Load(Project project)
    {
        var compilation = (CSharpCompilation)project.GetCompilationAsync().Result!;
        var errors = compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.False(errors.Any(), string.Join('\n', errors.Take(5)));
        foreach (var tree in compilation.SyntaxTrees)
        {
            var root = new OnProgramTime(compilation.GetSemanticModel(tree)).Visit(tree.GetRoot());
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, tree.Options));
        }

        return Load(compilation.WithAssemblyName($"{compilation.AssemblyName}{Interlocked.Increment(ref _loaded)}")).Assembly;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _paths.TryGetValue(assemblyName.Name!, out var path) && !File.Exists(Path.Combine(Framework, Path.GetFileName(path)))
            ? LoadFromAssemblyPath(path)
            : null;

    private (Assembly Assembly, MetadataReference Reference) Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        var errors = emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(emitted.Success, string.Join('\n', errors.Take(5)));
        image.Position = 0;
        return (LoadFromStream(image), MetadataReference.CreateFromImage(image.ToArray()));
    }

    private void PutPollyOnProgramTime()
    {
        if (!_paths.ContainsKey("Polly"))
            return;
        var clock = LoadFromAssemblyName(new("Polly")).GetType("Polly.Utilities.SystemClock")!;
        clock.GetField("SleepAsync")!.SetValue(null, (Func<TimeSpan, CancellationToken, Task>)ProgramTime.Delay);
        clock.GetField("Sleep")!.SetValue(null, (Action<TimeSpan, CancellationToken>)((time, _) => ProgramTime.Sleep(time)));
    }

    /// <summary>A client that is told nothing of a transport uses a shared one, whose client is not for others to set.</summary>
    private void PutDefaultTransportsOnTheWire()
    {
        Put("System.ClientModel", "System.ClientModel.Primitives.HttpClientPipelineTransport", "_httpClient");
        Put("Azure.Core", "Azure.Core.Pipeline.HttpClientTransport", "<Client>k__BackingField");

        void Put(string assembly, string type, string field)
        {
            if (!_paths.ContainsKey(assembly))
                return;
            var transport = LoadFromAssemblyName(new(assembly)).GetType(type)!;
            const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;
            var shared = transport.GetProperty("Shared", Static)?.GetValue(null) ?? transport.GetField("Shared", Static)!.GetValue(null);
            transport.GetField(field, BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(shared, new HttpClient(Wire.Handler));
        }
    }
}
