using System.Collections.Immutable;
using System.Reflection;
using AiApi.Analyzers;
using AiApi.Analyzers.Configuration;
using AiApi.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Documents;

/// <summary>A rule as its descriptor states it.</summary>
/// <param name="Descriptor">What the analyzer reports.</param>
/// <param name="Actions">The titles of the actions that fix it.</param>
/// <param name="Options">The options that name its id.</param>
internal sealed record Rule(DiagnosticDescriptor Descriptor, ImmutableArray<string> Actions, ImmutableArray<OptionDefinition> Options)
{
    public string Id => Descriptor.Id;

    public bool HasFix => !Actions.IsEmpty;

    public string Title => Descriptor.Title.ToString();

    public string Description => Descriptor.Description.ToString();

    public DiagnosticSeverity Severity => Descriptor.DefaultSeverity;
}

/// <summary>Every rule of the analyzers assembly, found by reflection: what the documents say comes from here.</summary>
internal static class RuleCatalog
{
    /// <summary>The rules by id.</summary>
    /// <exception cref="InvalidOperationException">Two analyzers describe one id differently.</exception>
    public static ImmutableArray<Rule> Load()
    {
        var fixes = Instances<DocumentFix>(typeof(DocumentFix).Assembly).SelectMany(fix => fix.FixableDiagnosticIds, (fix, id) => (id, fix.Titles)).ToLookup(fix => fix.id, fix => fix.Titles);
        var descriptors = Instances<DiagnosticAnalyzer>(typeof(AiApiAnalyzer).Assembly).SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct();
        var rules = descriptors.Select(Rule).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToImmutableArray();
        foreach (var (first, second) in rules.Zip(rules.Skip(1)))
        {
            if (first.Id == second.Id)
                throw new InvalidOperationException($"{first.Id} is described in two ways: '{first.Title}' and '{second.Title}'.");
        }

        return rules;

        Rule Rule(DiagnosticDescriptor descriptor) =>
            new(descriptor, [.. fixes[descriptor.Id].SelectMany(titles => titles)], [.. Options.All.Where(option => option.Rules.Contains(descriptor.Id))]);
    }

    private static IEnumerable<T> Instances<T>(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(T))).Select(type => (T)Activator.CreateInstance(type)!);
}
