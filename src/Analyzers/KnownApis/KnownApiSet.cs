using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The known APIs that one compilation refers to, resolved once and shared by all rules.</summary>
internal sealed class KnownApiSet
{
    private static readonly ConditionalWeakTable<Compilation, KnownApiSet> Cache = new();

    private KnownApiSet(Compilation compilation) => Compilation = compilation;

    public Compilation Compilation { get; }

    public static KnownApiSet Of(Compilation compilation) => Cache.GetValue(compilation, static c => new KnownApiSet(c));
}
