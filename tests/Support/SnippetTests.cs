using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>An analyzer test with the project's settings.</summary>
/// <param name="analyzers">Those to run; null for the one under test.</param>
internal sealed class SnippetAnalyzerTest<TAnalyzer>(SnippetOptions options, IEnumerable<DiagnosticAnalyzer>? analyzers = null)
    : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    protected override CompilationOptions CreateCompilationOptions() => Snippet.CompilationOptions(options);

    protected override ParseOptions CreateParseOptions() => Snippet.ParseOptions(options);

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => analyzers ?? base.GetDiagnosticAnalyzers();
}

/// <summary>A code-fix test with the project's settings.</summary>
internal sealed class SnippetFixTest<TAnalyzer, TFix>(SnippetOptions options) : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    protected override CompilationOptions CreateCompilationOptions() => Snippet.CompilationOptions(options);

    protected override ParseOptions CreateParseOptions() => Snippet.ParseOptions(options);
}

/// <summary>The settings themselves.</summary>
internal static class Snippet
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The SDKs' warnings that an API may still change; they say nothing about the snippets.</summary>
    public static readonly string[] Experimental =
        ["OPENAI001", "OPENAI002", "OPENAICUA001", "MEAI001", "SCME0001", "SCME0002", "SCME0003", "AOAI001"];

    public static CompilationOptions CompilationOptions(SnippetOptions options) =>
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: options.Nullable);

    public static ParseOptions ParseOptions(SnippetOptions options) => new CSharpParseOptions(options.LanguageVersion, DocumentationMode.Diagnose);

    public static void Configure(AnalyzerTest<DefaultVerifier> test, string code, SnippetOptions options)
    {
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.MarkupOptions = MarkupOptions.TreatPositionIndicatorsAsCode;
        test.DisabledDiagnostics.AddRange(Experimental);
        AddSources(test.TestState, code, options);
        AddSettings(test.TestState, code, options);
    }

    public static void AddSettings(SolutionState state, string code, SnippetOptions options)
    {
        state.OutputKind = options.OutputKind ?? (HasTopLevelStatements(code, options) ? OutputKind.ConsoleApplication : null);
        state.AdditionalReferences.AddRange((Packages.Net + options.Packages).References);
        if (options.EditorConfig is { } lines)
            state.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n\n[*.cs]\n{lines}\n"));
        if (options.GlobalConfig is { } globalLines)
            state.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{globalLines}\n"));
    }

    public static void AddSources(SolutionState state, string code, SnippetOptions options)
    {
        state.Sources.Add(OlderSyntax.Of(code));
        foreach (var file in options.OtherFiles)
            state.Sources.Add(OlderSyntax.Of(file));
        if (options.ImplicitUsings)
            state.Sources.Add(("/0/Project.GlobalUsings.g.cs", ImplicitUsings));
    }

    /// <summary>Whether the markup of <paramref name="code"/> names <paramref name="id"/>, or no id at all.</summary>
    public static bool MarksDiagnostic(string code, IEnumerable<string> ids)
    {
        TestFileMarkupParser.GetSpans(code, treatPositionIndicatorsAsCode: true, out _, out var spans);
        return spans.ContainsKey(string.Empty) || ids.Any(spans.ContainsKey);
    }

    public static string WithoutMarkup(string code)
    {
        TestFileMarkupParser.GetSpans(code, treatPositionIndicatorsAsCode: true, out var text, out _);
        return text;
    }

    private static bool HasTopLevelStatements(string code, SnippetOptions options)
    {
        var tree = CSharpSyntaxTree.ParseText(WithoutMarkup(OlderSyntax.Of(code)), (CSharpParseOptions)ParseOptions(options));
        return tree.GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement);
    }
}
