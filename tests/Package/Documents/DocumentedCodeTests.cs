using System.Text.RegularExpressions;
using AiApi.Analyzers.Tests.Support;
using AiApi.Documents;

namespace AiApi.Package.Tests.Documents;

/// <summary>The code of AnalyzerRules.md compiles, and the rules say about it what the text says: a block tagged <c>flagged</c> is reported by the rule
/// in whose section it stands and gets no other warning, one tagged <c>silent</c> is not reported at all. Options tagged <c>options</c> hold
/// for their section.</summary>
[Collection(nameof(PackedPackage))]
public sealed partial class DocumentedCodeTests(PackedPackage package)
{
    [Fact]
    public void Documented_code_is_reported_as_the_text_says()
    {
        var blocks = DocumentedBlock.In(PackedPackage.Repository.Read("AnalyzerRules.md")).ToList();
        var code = blocks.Where(block => block.Tag is not "options").ToList();
        Assert.NotEmpty(code);

        using var program = new ScratchProgram(package);
        program.Write("Usings.cs", DocumentedBlock.Usings);
        program.Write(".editorconfig", string.Concat(
            from options in blocks.Except(code)
            from block in code.Where(block => block.Rule == options.Rule)
            select $"[{block.File}]\n{options.Text}\n"));
        foreach (var block in code)
            program.Write(block.File, block.Class);

        program.Restore();
        var reports = program.Build().ToLookup(report => report.File);

        Assert.All(code, block =>
        {
            var isFlagged = block.Tag is "flagged";
            var counted = reports[block.File].Where(report => !isFlagged || report.Level == "warning" || report.Id == block.Rule);
            Assert.Equal(isFlagged ? [block.Rule] : [], counted.Select(report => report.Id));
        });
        Assert.All(reports.SelectMany(report => report), report => Assert.Matches(MessageStyle(), report.Message));
    }

    [Fact]
    public void Every_code_block_says_what_the_rules_make_of_it() =>
        Assert.DoesNotMatch("(?m)^```csharp$", PackedPackage.Repository.Read("AnalyzerRules.md"));

    [Fact]
    public void Every_rule_that_code_can_break_shows_such_code() => Assert.Equal(
        RuleCatalog.Load().Select(rule => rule.Id).Where(id => id != "AIAPI0001"),
        DocumentedBlock.In(PackedPackage.Repository.Read("AnalyzerRules.md")).Where(block => block.Tag is "flagged").Select(block => block.Rule).Distinct().Order());

    /// <summary>One sentence without a full stop: what can happen, and after a colon what to do, beginning with a verb.</summary>
    [GeneratedRegex("^[A-Z'](?:(?!: ).)*: (?:add|check|compare|count|download|give|handle|keep|log|put|read|remove|replace|retry|send|set|stop|switch|wait|back off) (?:(?!: ).)*(?<!\\.)$")]
    private static partial Regex MessageStyle();
}
