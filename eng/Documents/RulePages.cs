using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AiApi.Analyzers.Configuration;

namespace AiApi.Documents;

/// <summary>AnalyzerRules.md. The index, the head of each rule's section, the options and the configuration to paste are generated;
/// the text is written by people and has to be there.</summary>
internal static partial class RulePages
{
    private const string Path = "AnalyzerRules.md";

    private static readonly string[] Parts = ["What goes wrong", "Flagged", "Better", "Code fixes", "When to suppress"];

    public static IEnumerable<Finding> Compare(Repository repository, ImmutableArray<Rule> rules)
    {
        var sections = Sections(repository.Read(Path));
        var described = rules.Where(rule => sections.ContainsKey(rule.Id)).ToList();
        return
        [
            .. DocumentSet.CompareBlocks(repository, Path,
            [
                ("index", RuleTable.Of(rules, Anchor)),
                .. described.Select(rule => (rule.Id, Head(rule))),
                ("options", OptionTable(rules)),
                ("editorconfig", EditorConfig(rules)),
                .. Surfaces.Blocks(repository),
            ]),
            .. from rule in rules
               where !sections.ContainsKey(rule.Id)
               select new MissingText(Path, $"has no section for {rule.Id}. A start:\n\n{Stub(rule)}"),
            .. from rule in described
               from part in PartsOf(rule)
               where !HasText(sections[rule.Id], part)
               select new MissingText(Path, $"says nothing under '#### {part}' of {rule.Id}"),
            .. from id in sections.Keys
               where rules.All(rule => rule.Id != id)
               select new MissingText(Path, $"describes {id}, which no analyzer reports"),
        ];
    }

    private static IEnumerable<string> PartsOf(Rule rule) => rule.HasFix ? Parts : Parts.Where(part => part != "Code fixes");

    private static string Head(Rule rule) =>
        $"""
        **{Markdown.Escape(rule.Title)}**

        {Markdown.Escape(rule.Description)}

        | Category | Severity | Code fixes | Options |
        | --- | --- | --- | --- |
        | {rule.Descriptor.Category} | {rule.Severity} | {Joined(rule.Actions.Select(title => $"*{Markdown.Escape(title)}*"))} | {Joined(rule.Options.Select(Link))} |
        """.ReplaceLineEndings("\n");

    private static string Stub(Rule rule) =>
        $"### {rule.Id}\n\n{GeneratedBlock.Wrap(rule.Id, Head(rule))}\n\n{string.Concat(PartsOf(rule).Select(part => $"#### {part}\n\n"))}";

    private static string OptionTable(ImmutableArray<Rule> rules) => string.Join('\n',
    [
        "| Option | What it does | Value | Default | Example | Rules |",
        "| --- | --- | --- | --- | --- | --- |",
        .. from option in OptionsOf(rules)
           let text = $"{Markdown.Escape(option.Description)} | {Markdown.Escape(option.Expected)}"
           let byDefault = option.Default is "" ? "" : $"`{option.Default}`"
           let ids = rules.Where(rule => rule.Options.Contains(option)).Select(rule => $"[{rule.Id}]({Anchor(rule)})")
           select $"| `{option.Key}` | {text} | {byDefault} | `{option.Example}` | {Joined(ids)} |",
    ]);

    private static string EditorConfig(ImmutableArray<Rule> rules)
    {
        var severities = rules.Select(rule => $"# {rule.Title}\n{Presets.Line(rule, Presets.NameOf(rule.Severity))}\n");
        var options = OptionsOf(rules).Select(option => $"# {option.Description}\n{$"{option.Key} = {option.Default}".TrimEnd()}\n");
        return $"```ini\n[*.cs]\n{string.Join('\n', severities.Concat(options))}```";
    }

    private static IEnumerable<OptionDefinition> OptionsOf(ImmutableArray<Rule> rules) => rules.SelectMany(rule => rule.Options).Distinct();

    private static string Link(OptionDefinition option) => $"[`{option.Key}`](#options)";

    private static string Joined(IEnumerable<string> items) => string.Join(", ", items);

    private static string Anchor(Rule rule) => $"#{rule.Id.ToLowerInvariant()}";

    /// <summary>The text under each rule's heading, by id.</summary>
    private static Dictionary<string, string> Sections(string text) =>
        RuleSection().Matches(text).ToDictionary(match => match.Groups["id"].Value, match => match.Groups["text"].Value);

    private static bool HasText(string section, string part) => Regex.IsMatch(section, $@"^#### {part}\n+[^#\s]", RegexOptions.Multiline);

    [GeneratedRegex(@"^### (?<id>AIAPI\d{4})\n(?<text>(?:(?!\#{2,3} ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex RuleSection();
}
