using AiApi.Analyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>Every analyzer of the package.</summary>
internal static class AllAnalyzers
{
    private static readonly Type[] Types =
        [.. typeof(AiApiAnalyzer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))];

    /// <summary>New instances of all; <paramref name="first"/> stands first, and is not there twice. Without those that only suggest something about
    /// completions, which most snippets read in the shortest way.</summary>
    public static IEnumerable<DiagnosticAnalyzer> With(DiagnosticAnalyzer first) => [first, .. Except(first.GetType()).Where(static other => !OnlySuggests(other))];

    /// <summary>New instances of all but one, without the advice of other families: snippets leave out what they are not about.
    /// The rules on the configuration are of no family.</summary>
    public static IEnumerable<DiagnosticAnalyzer> Except(Type analyzer) =>
        Types.Where(type => type != analyzer).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!).Where(other => !IsAdviceOfOtherFamily(other, analyzer));

    private static bool OnlySuggests(DiagnosticAnalyzer analyzer) =>
        analyzer.SupportedDiagnostics.All(static rule => rule is { DefaultSeverity: DiagnosticSeverity.Info, Category: RuleFacts.Completions });

    private static bool IsAdviceOfOtherFamily(DiagnosticAnalyzer other, Type analyzer) =>
        other.SupportedDiagnostics.All(rule => rule.DefaultSeverity == DiagnosticSeverity.Info)
        && analyzer.Namespace != other.GetType().Namespace
        && analyzer.Namespace != typeof(UnreadableOptionAnalyzer).Namespace;
}
