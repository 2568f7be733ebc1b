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
}
