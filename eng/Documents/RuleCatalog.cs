using System.Collections.Immutable;
using System.Reflection;
using AiApi.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Documents;

/// <summary>A rule as its descriptor states it.</summary>
/// <param name="Descriptor">What the analyzer reports.</param>
/// <param name="Analyzer">Name of the class that reports it.</param>
/// <param name="HasFix">Whether a code fix names its id.</param>
internal sealed record Rule(DiagnosticDescriptor Descriptor, string Analyzer, bool HasFix)
{
    public string Id => Descriptor.Id;

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
        var fixable = Instances<CodeFixProvider>(Assembly.Load("AiApi.CodeFixes")).SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        var reported =
            from analyzer in Instances<DiagnosticAnalyzer>(typeof(AiApiAnalyzer).Assembly)
            from descriptor in analyzer.SupportedDiagnostics
            orderby descriptor.Id, analyzer.GetType().Name
            group new Rule(descriptor, analyzer.GetType().Name, fixable.Contains(descriptor.Id)) by descriptor.Id;

        return [.. reported.Select(Single)];
    }

    private static Rule Single(IGrouping<string, Rule> rules)
    {
        var first = rules.First();
        return rules.All(rule => rule.Descriptor.Equals(first.Descriptor))
            ? first
            : throw new InvalidOperationException($"{rules.Key} is described differently by {string.Join(" and ", rules.Select(rule => rule.Analyzer))}.");
    }

    private static IEnumerable<T> Instances<T>(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(T))).Select(type => (T)Activator.CreateInstance(type)!);
}
