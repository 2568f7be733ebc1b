using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>Compiles variants of collected snippets. Compilations with the same references share what Roslyn has read of them.</summary>
internal static class SnippetCompilation
{
    private static readonly ConcurrentDictionary<string, CSharpCompilation> Empty = new();

    /// <summary>The snippet as its test compiles it.</summary>
    public static CSharpCompilation Of(CollectedSnippet snippet) => Of(snippet, [Parse(snippet, snippet.Code)]);

    /// <summary>The snippet's project, with other trees in place of the snippet.</summary>
    public static CSharpCompilation Of(CollectedSnippet snippet, IEnumerable<SyntaxTree> trees, PackageSet? packages = null)
    {
        var options = snippet.Options;
        var all = trees.Concat(OtherSources(options).Select((source, index) => Parse(snippet, source, $"Other{index}.cs"))).ToList();
        var isProgram = all.Any(static tree => ((CSharpSyntaxTree)tree).GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement));
        var kind = options.OutputKind ?? (isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        return WithReferences((Packages.Net + (packages ?? options.Packages)).References, options, kind).AddSyntaxTrees(all);
    }

    public static SyntaxTree Parse(CollectedSnippet snippet, string code, string path = "Snippet.cs") =>
        CSharpSyntaxTree.ParseText(code, (CSharpParseOptions)Snippet.ParseOptions(snippet.Options), path);

    public static AnalyzerOptions Settings(CollectedSnippet snippet) => new([], new SnippetSettings(snippet.Options));

    private static CSharpCompilation WithReferences(ImmutableArray<MetadataReference> references, SnippetOptions options, OutputKind kind)
    {
        var key = $"{kind} {options.Nullable} {string.Join(' ', references.Select(RuntimeHelpers.GetHashCode))}";
        var settings = Snippet.CompilationOptions(options).WithOutputKind(kind)
            .WithSpecificDiagnosticOptions(Snippet.Experimental.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));
        return Empty.GetOrAdd(key, _ => CSharpCompilation.Create("Snippet", references: references, options: (CSharpCompilationOptions)settings));
    }

    /// <summary>The sources that a test adds to the snippet.</summary>
    private static IEnumerable<string> OtherSources(SnippetOptions options)
    {
        var state = new SolutionState("Snippet", LanguageNames.CSharp, "/0/Test", "cs");
        Snippet.AddSources(state, string.Empty, options);
        return state.Sources.Skip(1).Select(static source => Snippet.WithoutMarkup(source.content.ToString()));
    }

    /// <summary>The .editorconfig and .globalconfig of a snippet.</summary>
    private sealed class SnippetSettings(SnippetOptions options) : AnalyzerConfigOptionsProvider
    {
        private readonly Lines _global = new(options.GlobalConfig);

        private readonly Lines _ofTree = new(options.GlobalConfig + "\n" + options.EditorConfig);

        public override AnalyzerConfigOptions GlobalOptions => _global;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _ofTree;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _global;

        private sealed class Lines(string? text) : AnalyzerConfigOptions
        {
            private readonly Dictionary<string, string> _values = (text ?? string.Empty).Split('\n')
                .Select(static line => line.Split('=', 2))
                .Where(static parts => parts.Length == 2)
                .GroupBy(static parts => parts[0].Trim(), KeyComparer)
                .ToDictionary(static key => key.Key, static key => key.Last()[1].Trim(), KeyComparer);

            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);
        }
    }
}
