using AiApi.Documents;

namespace AiApi.Package.Tests.Documents;

public sealed class DocumentTests
{
    [Fact]
    public void Documents_say_what_the_descriptors_say()
    {
        var findings = DocumentSet.Compare(PackedPackage.Repository, RuleCatalog.Load());

        Assert.True(findings.IsEmpty, string.Join('\n', findings.Select(finding => finding.Explain())));
    }

    [Fact]
    public void A_help_link_leads_to_the_section_of_its_rule() =>
        Assert.All(RuleCatalog.Load(), rule => Assert.EndsWith($"/AnalyzerRules.md#{rule.Id.ToLowerInvariant()}", rule.Descriptor.HelpLinkUri));

    [Fact]
    public void Every_rule_says_what_it_means() => Assert.All(RuleCatalog.Load(), rule => Assert.NotEmpty(rule.Description));
}
