using System.Text.RegularExpressions;

namespace AiApi.Package.Tests.Documents;

/// <summary>The code of AnalyzerRules.md compiles, and the rules say about it what the text says: a block tagged <c>flagged</c> is reported by the rule
/// in whose section it stands and gets no other warning, one tagged <c>silent</c> is not reported at all.</summary>
[Collection(nameof(PackedPackage))]
public sealed partial class DocumentedCodeTests(PackedPackage package)
{
    [Fact]
    public void Documented_code_is_reported_as_the_text_says()
    {
        var blocks = Blocks(PackedPackage.Repository.Read("AnalyzerRules.md")).ToList();
        Assert.NotEmpty(blocks);

        using var program = new ScratchProgram(package);
        program.Write("Usings.cs", "global using OpenAI.Chat;");
        foreach (var block in blocks)
            program.Write(block.File, $"internal sealed class Block{block.Line}(ChatClient client)\n{{\n{block.Code}\n}}\n");

        program.Restore();
        var reports = program.Build().ToLookup(report => report.File);

        Assert.All(blocks, block =>
        {
            var expected = block.IsFlagged ? new[] { block.Rule } : [];
            Assert.Equal(expected, reports[block.File].Where(report => !block.IsFlagged || report.Level == "warning" || report.Id == block.Rule).Select(report => report.Id));
        });
    }

    private static IEnumerable<Block> Blocks(string text) =>
        from Match match in TaggedBlock().Matches(text)
        let rule = RuleHeading().Matches(text[..match.Index]).Last().Groups["id"].Value
        select new Block(text[..match.Index].Count(character => character == '\n') + 1, rule, match.Groups["tag"].Value == "flagged", match.Groups["code"].Value);

    [GeneratedRegex(@"^```csharp (?<tag>flagged|silent)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TaggedBlock();

    [GeneratedRegex(@"^### (?<id>AIAPI\d{4})$", RegexOptions.Multiline)]
    private static partial Regex RuleHeading();

    /// <param name="Line">Where the block begins in the document; failures name the file made from it.</param>
    private readonly record struct Block(int Line, string Rule, bool IsFlagged, string Code)
    {
        public string File => $"AnalyzerRules.line{Line}.cs";
    }
}
