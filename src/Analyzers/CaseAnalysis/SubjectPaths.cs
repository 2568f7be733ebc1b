using System.Collections.Immutable;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The paths of a subject, which those can share that differ only in where they come from.</summary>
internal sealed class SubjectPaths
{
    private readonly HashSet<string> _prefixes = new(StringComparer.Ordinal) { "" };
    private readonly HashSet<string> _leading = new(StringComparer.Ordinal);

    /// <param name="values">The paths at which the value itself is found.</param>
    /// <param name="others">Further paths that a rule wants to see followed through variables.</param>
    public SubjectPaths(IEnumerable<string> values, IEnumerable<string> others)
    {
        Values = values.ToImmutableHashSet(StringComparer.Ordinal);
        foreach (var path in Values)
        {
            _leading.Add("");
            AddPrefixes(path, _leading);
        }

        _prefixes.UnionWith(_leading);
        foreach (var path in others)
            AddPrefixes(path, _prefixes);
    }

    /// <summary>The paths at which the value itself is found.</summary>
    public ImmutableHashSet<string> Values { get; }

    /// <summary>Whether a path is listed, or the beginning of one that is.</summary>
    public bool Contains(string path) => _prefixes.Contains(path);

    /// <summary>Whether a path is that of the value, or leads to it.</summary>
    public bool LeadsToValue(string path) => _leading.Contains(path);

    private static void AddPrefixes(string path, HashSet<string> prefixes)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
            prefixes.Add(path.Substring(0, end));
    }
}
