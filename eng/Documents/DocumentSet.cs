using System.Collections.Immutable;

namespace AiApi.Documents;

/// <summary>All documents that repeat what the descriptors say.</summary>
internal static class DocumentSet
{
    /// <summary>What is out of step in the repository; empty when nothing is.</summary>
    public static ImmutableArray<Finding> Compare(Repository repository, ImmutableArray<Rule> rules) =>
    [
        .. Readme.Compare(repository, rules),
        .. RulePages.Compare(repository, rules),
        .. Presets.Compare(repository, rules),
        .. ReleaseTracking.Compare(repository, rules),
    ];

    /// <summary>Compares a file that is generated as a whole.</summary>
    public static IEnumerable<Finding> CompareFile(Repository repository, string path, string expected)
    {
        var actual = repository.Read(path);
        return actual == expected ? [] : [new StaleFile(path, actual, expected)];
    }

    /// <summary>Compares the generated blocks of a file that people write.</summary>
    public static IEnumerable<Finding> CompareBlocks(Repository repository, string path, params IEnumerable<(string Name, string Content)> blocks)
    {
        var actual = repository.Read(path);
        var expected = actual;
        foreach (var (name, content) in blocks)
        {
            if (GeneratedBlock.Replace(expected, name, content) is { } replaced)
                expected = replaced;
            else
                yield return new MissingText(path, $"has no block '{name}'. Put this where it belongs:\n\n{GeneratedBlock.Wrap(name, content)}\n");
        }

        if (actual != expected)
            yield return new StaleFile(path, actual, expected);
    }
}
