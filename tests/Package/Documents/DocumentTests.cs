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
    public void The_light_bulb_offers_to_do_something_and_no_two_things_by_one_name()
    {
        string[] verbs = ["Add", "Check", "Compare", "Download", "Give", "Handle", "Let", "Log", "Put", "Read", "Remove", "Replace", "Request", "Retry", "Set", "Switch", "Throw", "Wait"];
        var titles = RuleCatalog.Load().SelectMany(rule => rule.Actions).ToList();

        Assert.All(titles, title => Assert.Contains(title.Split(' ')[0], verbs));
        Assert.Equal(titles.Distinct(), titles);
    }

    [Fact]
    public void Every_rule_says_what_it_means() => Assert.All(RuleCatalog.Load(), rule => Assert.NotEmpty(rule.Description));
}
