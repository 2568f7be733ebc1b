using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What the rows of surfaces are written with.</summary>
internal static class SurfaceRows
{
    public static ImmutableArray<string> Names(params string[] names) => ImmutableArray.Create(names);

    public static ImmutableArray<KeyValuePair<string, string>> Rows(params (string Key, string Value)[] rows) =>
        rows.Select(static row => new KeyValuePair<string, string>(row.Key, row.Value)).ToImmutableArray();
}
