using System.Collections.Immutable;

namespace AiApi.Documents;

/// <summary>The table of rules, one row each.</summary>
internal static class RuleTable
{
    public static string Of(ImmutableArray<Rule> rules, Func<Rule, string> link) =>
        string.Join('\n', ["| Rule | What it says | Severity | Fix |", "| --- | --- | --- | --- |", .. rules.Select(rule => Row(rule, link(rule)))]);

    private static string Row(Rule rule, string link) =>
        $"| [{rule.Id}]({link}) | {Markdown.Escape(rule.Title)} | {rule.Severity} | {(rule.HasFix ? "yes" : "")} |";
}
