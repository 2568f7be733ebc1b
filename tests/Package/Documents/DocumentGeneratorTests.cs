using System.Collections.Immutable;
using AiApi.Analyzers.Configuration;
using AiApi.Documents;
using Microsoft.CodeAnalysis;

namespace AiApi.Package.Tests.Documents;

public sealed class DocumentGeneratorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Repository repository;

    public DocumentGeneratorTests()
    {
        repository = new Repository(folder.Path);
        Directory.CreateDirectory(folder.Combine("src", "Package", "buildTransitive"));
        Directory.CreateDirectory(folder.Combine("src", "Analyzers"));
        folder.Write("README.md", "# Readme\n\n<!-- generated: rules -->\n<!-- end of generated -->\n");
        folder.Write("AnalyzerRules.md", """
            # Rules

            <!-- generated: index -->
            <!-- end of generated -->

            ### AIAPI9001

            <!-- generated: AIAPI9001 -->
            <!-- end of generated -->

            #### What goes wrong

            Everything.

            #### Flagged

            Some code.

            #### Better

            Other code.

            #### When to suppress

            Never.

            ## Configuration

            <!-- generated: options -->
            <!-- end of generated -->

            <!-- generated: editorconfig -->
            <!-- end of generated -->

            """.ReplaceLineEndings("\n"));
        Write(Rule("AIAPI9001"));
    }

    [Fact]
    public void Written_documents_are_in_step() => Assert.Empty(Compare(Rule("AIAPI9001")));

    [Fact]
    public void A_changed_title_makes_the_documents_that_repeat_it_stale()
    {
        var findings = Compare(Rule("AIAPI9001", title: "Something else"));

        string[] repeating = ["README.md", "AnalyzerRules.md", "src/Analyzers/AnalyzerReleases.Unshipped.md"];
        Assert.Equal(repeating, findings.Cast<StaleFile>().Select(finding => finding.Path));
        Assert.All(findings, finding => Assert.Contains("Something else", finding.Explain()));
    }

    [Fact]
    public void A_changed_severity_reaches_release_tracking_and_the_configuration_to_paste()
    {
        var findings = Compare(Rule("AIAPI9001", DiagnosticSeverity.Info)).Cast<StaleFile>().ToDictionary(finding => finding.Path, finding => finding.Expected);

        Assert.Contains("\ndotnet_diagnostic.AIAPI9001.severity = suggestion\n", findings["AnalyzerRules.md"]);
        Assert.Contains("\nAIAPI9001 | AiApi.Tests | Info | ", findings["src/Analyzers/AnalyzerReleases.Unshipped.md"]);
    }

    [Fact]
    public void A_rule_without_a_section_is_given_the_start_of_one()
    {
        var finding = Assert.Single(Compare(Rule("AIAPI9001"), Rule("AIAPI9002")).OfType<MissingText>());

        Assert.Contains("### AIAPI9002\n\n<!-- generated: AIAPI9002 -->", finding.Explain());
        Assert.Contains("#### What goes wrong", finding.Explain());
    }

    [Fact]
    public void A_section_must_say_something_about_its_fix()
    {
        var finding = Assert.Single(Compare(Rule("AIAPI9001") with { Actions = ["Mend it"] }).OfType<MissingText>());

        Assert.Contains("'#### Code fixes' of AIAPI9001", finding.Explain());
    }

    [Fact]
    public void A_section_of_a_rule_that_is_gone_is_named()
    {
        Assert.Contains("describes AIAPI9001, which no analyzer reports", Assert.Single(Compare().OfType<MissingText>()).Explain());
    }

    [Fact]
    public void An_option_is_described_once_and_named_by_its_rules()
    {
        var option = new OptionDefinition<string>
        {
            Key = "aiapi_test",
            Default = "a, b",
            Expected = "letters",
            Description = "Chooses letters.",
            Example = "c",
            Rules = ["AIAPI9001"],
            Read = text => text,
        };
        Write(Rule("AIAPI9001") with { Options = [option] });
        var text = repository.Read("AnalyzerRules.md");

        Assert.Contains("\n| AiApi.Tests | Warning |  | [`aiapi_test`](#options) |\n", text);
        Assert.Contains("\n| `aiapi_test` | Chooses letters. | letters | `a, b` | `c` | [AIAPI9001](#aiapi9001) |\n", text);
        Assert.Contains("\n# Chooses letters.\naiapi_test = a, b\n", text);
    }

    [Fact]
    public void A_shipped_rule_leaves_the_unshipped_ones()
    {
        folder.Write("src/Analyzers/AnalyzerReleases.Shipped.md", "## Release 1.0\n\n### New Rules\n\nAIAPI9001 | AiApi.Tests | Warning | Notes\n");

        var finding = Assert.IsType<StaleFile>(Assert.Single(Compare(Rule("AIAPI9001"))));
        Assert.DoesNotContain("AIAPI9001", finding.Expected);
    }

    [Fact]
    public void Minimum_turns_off_what_it_does_not_name()
    {
        Write(Rule("AIAPI1001"), Rule("AIAPI9001"));

        Assert.EndsWith("\ndotnet_diagnostic.AIAPI1001.severity = warning\ndotnet_diagnostic.AIAPI9001.severity = none\n", Preset("Minimum"));
        Assert.EndsWith("\ndotnet_diagnostic.AIAPI1001.severity = warning\ndotnet_diagnostic.AIAPI9001.severity = warning\n", Preset("All"));
        Assert.EndsWith("\ndotnet_diagnostic.AIAPI1001.severity = none\ndotnet_diagnostic.AIAPI9001.severity = none\n", Preset("None"));
    }

    [Theory]
    [InlineData("a\nb\nc", "a\nx\nc", "  line 2\n  - b\n  + x")]
    [InlineData("a\nc", "a\nb\nc", "  line 2\n  + b")]
    [InlineData("a\nb\nc\nd\ne", "b\nc\nd", "  line 1\n  - a\n  line 5\n  - e")]
    public void A_difference_is_shown_by_its_lines(string actual, string expected, string difference) =>
        Assert.Equal(difference, LineDiff.Of(actual, expected));

    public void Dispose() => folder.Dispose();

    private static Rule Rule(string id, DiagnosticSeverity severity = DiagnosticSeverity.Warning, string title = "Title") => new(
        new DiagnosticDescriptor(id, title, "Message", "AiApi.Tests", severity, isEnabledByDefault: true, "Description.", $"https://example.org/#{id}"),
        Actions: [],
        Options: []);

    private string Preset(string mode) => repository.Read($"src/Package/buildTransitive/AiApi.Analyzers.{mode}.globalconfig");

    private ImmutableArray<Finding> Compare(params ImmutableArray<Rule> rules) => DocumentSet.Compare(repository, rules);

    private void Write(params ImmutableArray<Rule> rules)
    {
        foreach (var stale in Compare(rules).OfType<StaleFile>())
            repository.Write(stale.Path, stale.Expected);
    }
}
