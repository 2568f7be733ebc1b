namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>The code that users are shown, as snippets: each file of samples/SoftFailures, each block of AnalyzerRules.md.</summary>
internal static class PublishedCode
{
    private const string Sample = "SoftFailures/";

    public static IReadOnlyList<CollectedSnippet> All { get; } = [.. SampleFiles(), .. DocumentedBlocks()];

    /// <summary>The snippets of all tests with these.</summary>
    public static IReadOnlyList<CollectedSnippet> WithSnippets { get; } = [.. SnippetCollector.All, .. All];

    private static IEnumerable<CollectedSnippet> SampleFiles()
    {
        var files = typeof(PublishedCode).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Sample, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return files.Select(file => new CollectedSnippet(file, OlderSyntax.Of(Read(file)), new() { OtherFiles = [.. files.Where(other => other != file).Select(Read)] }));
    }

    private static IEnumerable<CollectedSnippet> DocumentedBlocks()
    {
        var blocks = DocumentedBlock.In(Read("AnalyzerRules.md")).ToList();
        return from block in blocks
               where block.Tag != "options"
               let options = string.Concat(blocks.Where(options => options.Tag == "options" && options.Rule == block.Rule).Select(static options => options.Text))
               select new CollectedSnippet(block.File, OlderSyntax.Of(block.Class), new() { EditorConfig = options, OtherFiles = [DocumentedBlock.Usings] });
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PublishedCode).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
