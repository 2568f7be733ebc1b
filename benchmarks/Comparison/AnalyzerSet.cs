using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Benchmarks.Comparison;

/// <summary>Analyzers that are measured together.</summary>
/// <param name="Name">What the tables call them.</param>
/// <param name="Analyzers">The analyzers; none for the compilation alone.</param>
internal sealed record AnalyzerSet(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)
{
    public static AnalyzerSet None { get; } = new("compilation alone", []);

    public static AnalyzerSet Idle { get; } = new("one that does nothing", [new IdleAnalyzer()]);

    public static AnalyzerSet Ours { get; } = Of("AiApi.Analyzers", Assembly.Load("AiApi.Analyzers"));

    /// <summary>The packages that the project file names.</summary>
    public static ImmutableArray<AnalyzerSet> Rivals() =>
    [
        .. typeof(AnalyzerSet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => Directory.Exists(attribute.Value))
            .Select(attribute => Load(attribute.Key, attribute.Value!)),
    ];

    /// <summary>All analyzers of the dlls in a folder, apart from those of the same name that are loaded already.</summary>
    /// <param name="name">What the tables call them.</param>
    /// <param name="folder">Where the dlls are.</param>
    public static AnalyzerSet Load(string name, string folder)
    {
        var context = new FolderContext(folder);
        var assemblies = Directory.GetFiles(folder, "*.dll").Select(context.LoadFromAssemblyPath);
        return new(name, [.. assemblies.SelectMany(assembly => Of(name, assembly).Analyzers)]);
    }

    private static AnalyzerSet Of(string name, Assembly assembly) => new(
        name,
        [
            .. TypesOf(assembly)
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && type.GetConstructor(Type.EmptyTypes) is not null)
                .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
                .OrderBy(analyzer => analyzer.GetType().FullName, StringComparer.Ordinal),
        ]);

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }

    /// <summary>Finds the libraries of a package beside each other, and Roslyn where this program has it.</summary>
    private sealed class FolderContext(string folder) : AssemblyLoadContext(null)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }

    /// <summary>What the driver costs by itself as soon as anybody looks at operations.</summary>
    private sealed class IdleAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("IDLE", "Nothing", "Nothing", "Idle", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
        }
    }
}
