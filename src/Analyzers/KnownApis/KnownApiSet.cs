using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The known APIs that one compilation refers to, each resolved where it is first met and shared by all rules.</summary>
internal sealed class KnownApiSet
{
    private static readonly ConditionalWeakTable<Compilation, KnownApiSet> Cache = new();

    private static readonly TypeTable<ResultSurface> Results =
        TypeTable<ResultSurface>.Of(ResultSurfaces.All.Select(static data => ((string?)data.Assembly, data.Result, data)));
    private static readonly TypeTable<StreamSurface> Updates =
        TypeTable<StreamSurface>.Of(StreamSurfaces.All.Select(static data => ((string?)data.Assembly, data.Update, data)));

    private readonly ConcurrentDictionary<INamedTypeSymbol, KnownSurface?> _surfaces = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, KnownStream> _streams = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ApiExceptions> _exceptions;

    private KnownApiSet(Compilation compilation)
    {
        Compilation = compilation;
        _exceptions = new(() => new(compilation));
        Clients = new(compilation);
        Http = HttpApis.Of(compilation);
        HasCompletions = IsAnyReferenced(ResultSurfaces.All.Select(static data => data.Assembly));
        HasStreams = IsAnyReferenced(StreamSurfaces.All.Select(static data => data.Assembly));
    }

    public Compilation Compilation { get; }

    /// <summary>Whether a completion API is referenced.</summary>
    public bool HasCompletions { get; }

    /// <summary>Whether an API that streams completions is referenced.</summary>
    public bool HasStreams { get; }

    /// <summary>The clients of the AI SDKs.</summary>
    public AiClients Clients { get; }

    /// <summary>HTTP as .NET speaks it; null when the compilation does not refer to <c>HttpClient</c>.</summary>
    public HttpApis? Http { get; }

    /// <summary>The exceptions by which requests fail.</summary>
    public ApiExceptions Exceptions => _exceptions.Value;

    public static KnownApiSet Of(Compilation compilation) => Cache.GetValue(compilation, static c => new KnownApiSet(c));

    /// <summary>The streaming surface whose updates have that type; null for any other type.</summary>
    public KnownStream? StreamOf(ITypeSymbol? type) => type is INamedTypeSymbol named && Updates.Of(named) is { } data ? Stream(named, data) : null;

    /// <summary>The surface whose results have content of that type; null for any other type.</summary>
    public KnownSurface? SurfaceOfContent(ITypeSymbol type)
    {
        foreach (var data in ResultSurfaces.All)
        {
            // The types of collections stand beside the results that have them.
            if (data.ContentCollections.IsEmpty || type.ContainingAssembly?.Name != data.Assembly
                || TypeResolver.Find(Compilation, data.Result, data.Assembly) is not { } result || SurfaceOfResult(result) is not { } surface)
            {
                continue;
            }

            foreach (var content in surface.ContentTypes)
            {
                if (SymbolEqualityComparer.Default.Equals(content, type))
                    return surface;
            }
        }

        return null;
    }

    /// <summary>The surface of a result type, through tasks and the SDKs' own wrappers; null for any other type.</summary>
    public KnownSurface? SurfaceOf(ITypeSymbol? type)
    {
        var isList = false;
        for (var depth = 0; depth < 3 && type is INamedTypeSymbol named; depth++)
        {
            for (var result = named; result is { SpecialType: SpecialType.None }; result = result.BaseType)
            {
                if (SurfaceOfResult(result) is { } surface)
                    return isList && !surface.Data.Transparent.Contains("[]") ? null : surface;
            }

            if (named is not { Arity: 1, Name: "Task" or "ValueTask" or "ClientResult" or "Response" or "IReadOnlyList" })
                return null;
            isList |= named.Name == "IReadOnlyList";
            type = named.TypeArguments[0];
        }

        return null;
    }

    private KnownStream Stream(INamedTypeSymbol update, StreamSurface data) => _streams.GetOrAdd(update, type => new(data, type, Compilation));

    /// <summary>The surface of a type that is a result itself, found when the first one is met.</summary>
    private KnownSurface? SurfaceOfResult(INamedTypeSymbol type) => Results.AllOf(type) is { IsEmpty: false } rows ? Surface(type, rows) : null;

    private KnownSurface? Surface(INamedTypeSymbol result, ImmutableArray<ResultSurface> rows) => _surfaces.GetOrAdd(result, type =>
    {
        KnownSurface? last = null;
        foreach (var data in rows)
            last = KnownSurface.Of(type, data, Compilation) ?? last;
        return last;
    });

    private bool IsAnyReferenced(IEnumerable<string> assemblies)
    {
        var names = new HashSet<string>(assemblies, StringComparer.Ordinal);
        return names.Contains(Compilation.Assembly.Name) || ReferencedAssemblies.Any(Compilation, names.Contains);
    }
}
