using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What is known of types, told by the assembly and the full name of the symbol at hand: a compilation loads no type to ask,
/// and all compilations share the table.</summary>
/// <typeparam name="T">What is known of a type.</typeparam>
internal sealed class TypeTable<T>
    where T : class
{
    private readonly Dictionary<string, List<Row>> _rows = new(StringComparer.Ordinal);

    /// <summary>Of rows with the assembly, where one is meant, the full name and what is known.</summary>
    public static TypeTable<T> Of(IEnumerable<(string? Assembly, string MetadataName, T Value)> rows)
    {
        var table = new TypeTable<T>();
        foreach (var (assembly, metadataName, value) in rows)
            table.Add(assembly, metadataName, value);
        return table;
    }

    /// <summary>Adds a type. Of a type that is added twice, each value is kept.</summary>
    /// <param name="assembly">Simple name of the defining assembly; null accepts any.</param>
    /// <param name="metadataName">Full name, with the arity after a backtick.</param>
    /// <param name="value">What is known.</param>
    private void Add(string? assembly, string metadataName, T value)
    {
        var dot = metadataName.LastIndexOf('.');
        var tick = metadataName.IndexOf('`');
        var name = metadataName.Substring(dot + 1, (tick < 0 ? metadataName.Length : tick) - dot - 1);
        if (!_rows.TryGetValue(name, out var rows))
            _rows.Add(name, rows = []);
        var place = metadataName.Substring(0, Math.Max(dot, 0));
        var arity = tick < 0 ? 0 : metadataName[tick + 1] - '0';
        if (rows.Find(row => row.Assembly == assembly && row.Namespace == place && row.Arity == arity) is { } known)
            known.Values = known.Values.Add(value);
        else
            rows.Add(new(assembly, place, arity) { Values = ImmutableArray.Create(value) });
    }

    /// <summary>What is known of the type; nothing of most.</summary>
    public ImmutableArray<T> AllOf(INamedTypeSymbol type)
    {
        if (!_rows.TryGetValue(type.Name, out var rows))
            return ImmutableArray<T>.Empty;
        foreach (var row in rows)
        {
            if (row.IsOf(type))
                return row.Values;
        }

        return ImmutableArray<T>.Empty;
    }

    /// <summary>What was added first of what is known of the type; null for most.</summary>
    public T? Of(INamedTypeSymbol type) => AllOf(type) is [var first, ..] ? first : null;

    private sealed class Row(string? assembly, string place, int arity)
    {
        public string? Assembly => assembly;

        public string Namespace => place;

        public int Arity => arity;

        public ImmutableArray<T> Values { get; set; }

        public bool IsOf(INamedTypeSymbol type) =>
            type.Arity == arity && type.ContainingType is null && (assembly is null || type.ContainingAssembly?.Name == assembly)
            && TypeNames.IsNamed(type.ContainingNamespace, place);
    }
}
