using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The known APIs that one compilation refers to, resolved once and shared by all rules.</summary>
internal sealed class KnownApiSet
{
    private static readonly ConditionalWeakTable<Compilation, KnownApiSet> Cache = new();

    private KnownApiSet(Compilation compilation)
    {
        Compilation = compilation;
        Configuration = TypeResolver.Find(compilation, "Microsoft.Extensions.Configuration.IConfiguration");
    }

    public Compilation Compilation { get; }

    /// <summary><c>Microsoft.Extensions.Configuration.IConfiguration</c>; null when not referenced.</summary>
    public INamedTypeSymbol? Configuration { get; }

    public static KnownApiSet Of(Compilation compilation) => Cache.GetValue(compilation, static c => new KnownApiSet(c));
}
