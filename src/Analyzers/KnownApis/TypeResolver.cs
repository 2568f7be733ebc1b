using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The one place that looks types up by name.</summary>
internal sealed class TypeResolver
{
    private static readonly ConditionalWeakTable<Compilation, TypeResolver> Cache = new();

    /// <summary>What was found in an assembly that compilations share, as they do from one keystroke to the next.</summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ConcurrentDictionary<string, INamedTypeSymbol?>> Shared = new();

    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<IAssemblySymbol>> _assemblies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _anywhere = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, INamespaceSymbol?> _namespaces = new(StringComparer.Ordinal);

    private TypeResolver(Compilation compilation)
    {
        _compilation = compilation;
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
            Add(assembly);
        Add(compilation.Assembly);
    }

    /// <summary>The type of that metadata name in an assembly of that name; null when the compilation does not refer to it.
    /// The assembly is asked for because other packages define types of the same full name (OpenAI and OpenAI-DotNet).</summary>
    /// <param name="compilation">The compilation to look in.</param>
    /// <param name="metadataName">Full name, with the arity after a backtick.</param>
    /// <param name="assemblyName">Simple name of the defining assembly; null accepts any.</param>
    public static INamedTypeSymbol? Find(Compilation compilation, string metadataName, string? assemblyName = null)
    {
        var resolver = Cache.GetValue(compilation, static c => new(c));
        return assemblyName is null ? resolver._anywhere.GetOrAdd(metadataName, resolver.FindAnywhere) : resolver.FindIn(metadataName, assemblyName);
    }

    private INamedTypeSymbol? FindIn(string metadataName, string assemblyName)
    {
        if (!_assemblies.TryGetValue(assemblyName, out var assemblies))
            return null;
        foreach (var assembly in assemblies)
        {
            if (FindIn(assembly, metadataName) is { } type)
                return type;
        }

        return null;
    }

    private static INamedTypeSymbol? FindIn(IAssemblySymbol assembly, string metadataName) =>
        assembly is ISourceAssemblySymbol
            ? assembly.GetTypeByMetadataName(metadataName)
            : Shared.GetValue(assembly, static _ => new(StringComparer.Ordinal)).GetOrAdd(metadataName, assembly.GetTypeByMetadataName);

    /// <summary>By way of the namespace: a lookup by the full name would ask each of a hundred references.</summary>
    private INamedTypeSymbol? FindAnywhere(string metadataName)
    {
        var dot = metadataName.LastIndexOf('.');
        var (name, arity) = metadataName.IndexOf('`') is > 0 and var tick
            ? (metadataName.Substring(dot + 1, tick - dot - 1), metadataName[metadataName.Length - 1] - '0')
            : (metadataName.Substring(dot + 1), 0);
        var scope = dot < 0 ? _compilation.GlobalNamespace : NamespaceOf(metadataName.Substring(0, dot));
        return scope?.GetTypeMembers(name, arity) is [var type, ..] ? type : null;
    }

    private INamespaceSymbol? NamespaceOf(string name) => _namespaces.GetOrAdd(name, whole =>
    {
        var dot = whole.LastIndexOf('.');
        var outer = dot < 0 ? _compilation.GlobalNamespace : NamespaceOf(whole.Substring(0, dot));
        foreach (var member in outer?.GetMembers(whole.Substring(dot + 1)) ?? [])
        {
            if (member is INamespaceSymbol found)
                return found;
        }

        return null;
    });

    private void Add(IAssemblySymbol assembly)
    {
        if (!_assemblies.TryGetValue(assembly.Name, out var assemblies))
            _assemblies.Add(assembly.Name, assemblies = []);
        assemblies.Add(assembly);
    }
}
