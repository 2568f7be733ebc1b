using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>Every analyzer of the package.</summary>
internal static class AllAnalyzers
{
    private static readonly Type[] Types =
        [.. typeof(AiApiAnalyzer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))];

    /// <summary>New instances of all that warn; <paramref name="first"/> stands first, and is not there twice. Suggestions are beside the point of most snippets.</summary>
    public static IEnumerable<DiagnosticAnalyzer> With(DiagnosticAnalyzer first) => [first, .. Except(first.GetType()).Where(Warns)];

    /// <summary>New instances of all but one.</summary>
    public static IEnumerable<DiagnosticAnalyzer> Except(Type analyzer) =>
        Types.Where(type => type != analyzer).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    private static bool Warns(DiagnosticAnalyzer analyzer) => analyzer.SupportedDiagnostics.Any(rule => rule.DefaultSeverity >= DiagnosticSeverity.Warning);
}
