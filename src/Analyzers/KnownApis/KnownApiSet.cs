using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The known APIs that one compilation refers to, resolved once and shared by all rules.</summary>
internal sealed class KnownApiSet
{
    private static readonly ConditionalWeakTable<Compilation, KnownApiSet> Cache = new();

    private readonly Lazy<WireMembers> _wire;
    private readonly Dictionary<INamedTypeSymbol, KnownSurface> _surfaces = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, KnownStream> _streams = new(SymbolEqualityComparer.Default);

    private readonly Lazy<ApiExceptions> _exceptions;
    private readonly Lazy<ImageApis> _images;

    private KnownApiSet(Compilation compilation)
    {
        Compilation = compilation;
        _exceptions = new(() => new(compilation));
        _images = new(() => new(compilation));
        Clients = new(compilation);
        Http = HttpApis.Of(compilation);
        _wire = new(() => new(compilation));
        Configuration = TypeResolver.Find(compilation, "Microsoft.Extensions.Configuration.IConfiguration");
        foreach (var data in ResultSurfaces.All)
        {
            if (KnownSurface.Find(data, compilation) is { } surface)
                _surfaces[surface.Result!] = surface;
        }

        foreach (var data in StreamSurfaces.All)
        {
            if (KnownStream.Find(data, compilation) is { } stream)
                _streams[stream.Update] = stream;
        }
    }

    public Compilation Compilation { get; }

    /// <summary>Whether a completion API is referenced.</summary>
    public bool HasCompletions => _surfaces.Count > 0;

    /// <summary>Whether an API that streams completions is referenced.</summary>
    public bool HasStreams => _streams.Count > 0;

    /// <summary>The clients of the AI SDKs.</summary>
    public AiClients Clients { get; }

    /// <summary>HTTP as .NET speaks it; null when the compilation does not refer to <c>HttpClient</c>.</summary>
    public HttpApis? Http { get; }

    /// <summary>The members that lead from an HTTP response to the JSON in its body.</summary>
    public WireMembers Wire => _wire.Value;

    /// <summary>The exceptions by which requests fail.</summary>
    public ApiExceptions Exceptions => _exceptions.Value;

    /// <summary>How images are asked for and handed out.</summary>
    public ImageApis Images => _images.Value;

    /// <summary><c>Microsoft.Extensions.Configuration.IConfiguration</c>; null when not referenced.</summary>
    public INamedTypeSymbol? Configuration { get; }

    public static KnownApiSet Of(Compilation compilation) => Cache.GetValue(compilation, static c => new KnownApiSet(c));

    /// <summary>The streaming surface whose updates have that type; null for any other type.</summary>
    public KnownStream? StreamOf(ITypeSymbol? type) => type is INamedTypeSymbol named && _streams.TryGetValue(named, out var stream) ? stream : null;

    /// <summary>The surface whose results have content of that type; null for any other type.</summary>
    public KnownSurface? SurfaceOfContent(ITypeSymbol type)
    {
        foreach (var surface in _surfaces.Values)
        {
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
                if (_surfaces.TryGetValue(result, out var surface))
                    return isList && !surface.Data.Transparent.Contains("[]") ? null : surface;
            }

            if (named is not { Arity: 1, Name: "Task" or "ValueTask" or "ClientResult" or "Response" or "IReadOnlyList" })
                return null;
            isList |= named.Name == "IReadOnlyList";
            type = named.TypeArguments[0];
        }

        return null;
    }
}
