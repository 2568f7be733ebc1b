using System.Collections.Immutable;

namespace AiApi.Documents;

/// <summary>The rule table of README.md. Its links are absolute, because the file is the package's readme as well.</summary>
internal static class Readme
{
    public static IEnumerable<Finding> Compare(Repository repository, ImmutableArray<Rule> rules) =>
        DocumentSet.CompareBlocks(repository, "README.md", ("rules", RuleTable.Of(rules, rule => rule.Descriptor.HelpLinkUri)));
}
