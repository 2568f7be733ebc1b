using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>Tests of a rule: what it reports, and what it must not.</summary>
internal static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The rule reports exactly what the markup says. <c>[|…|]</c> stands for the rule's only id; severity and message are not compared
    /// unless <paramref name="expected"/> diagnostics do so at markup locations <c>{|#0:…|}</c>.</summary>
    public static Task Reports(string code, SnippetOptions? options = null, params DiagnosticResult[] expected)
    {
        if (expected.Length == 0 && !Snippet.MarksDiagnostic(code, Ids()))
            throw new ArgumentException("The snippet expects nothing. Mark what the rule reports, or call Silent.", nameof(code));

        return RunAsync(code, options ?? new(), analyzers: null, expected);
    }

    /// <summary>The rule reports nothing, and neither does any other rule of the package beyond what the markup names by id.</summary>
    public static Task Silent(string code, SnippetOptions? options = null)
    {
        options ??= new();
        if (Snippet.MarksDiagnostic(code, Ids()))
            throw new ArgumentException("The snippet expects the rule to speak. Call Reports.", nameof(code));

        return RunAsync(code, options, options.OthersMaySpeak ? null : AllAnalyzers.With(new TAnalyzer()), []);
    }

    private static IEnumerable<string> Ids() => new TAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id);

    private static Task RunAsync(string code, SnippetOptions options, IEnumerable<DiagnosticAnalyzer>? analyzers, DiagnosticResult[] expected)
    {
        if (SnippetCollector.Takes(code, options))
            return Task.CompletedTask;

        var test = new SnippetAnalyzerTest<TAnalyzer>(options, analyzers);
        Snippet.Configure(test, code, options);
        test.ExpectedDiagnostics.AddRange(expected);
        options.Configure?.Invoke(test);
        return test.RunAsync();
    }
}

/// <summary>Tests of a code fix.</summary>
internal static class Verify<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>The fix turns <paramref name="before"/> into <paramref name="after"/>: one by one, and by Fix All in document, project and solution.
    /// Markup in <paramref name="after"/> names what the rule still reports there; no markup: nothing. No other rule of the package may report in
    /// <paramref name="after"/> what it did not report before.</summary>
    public static async Task Fixes(string before, string after, SnippetOptions? options = null)
    {
        options ??= new();
        if (before == after)
            throw new ArgumentException("The snippet stays the same. Call OffersNothing.", nameof(after));
        if (SnippetCollector.Takes(before, options) && SnippetCollector.Takes(after, options))
            return;

        var test = Create(before, options);
        Snippet.AddSources(test.FixedState, after, options);
        if (Snippet.MarksDiagnostic(after, new TAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id)))
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        if (options.FixedAtOnce is { } atOnce)
            Snippet.AddSources(test.BatchFixedState, atOnce, options);

        await RunAsync(test, options);
        if (!options.OthersMaySpeak)
            await OtherRules.NoneBeginsToSpeak<TAnalyzer>(before, after, options);
    }

    /// <summary>The rule speaks, but the fix (or the action that the options name) is not offered.</summary>
    public static Task OffersNothing(string code, SnippetOptions? options = null)
    {
        options ??= new();
        if (SnippetCollector.Takes(code, options))
            return Task.CompletedTask;

        var test = Create(code, options);
        Snippet.AddSources(test.FixedState, code, options);
        return RunAsync(test, options);
    }

    private static SnippetFixTest<TAnalyzer, TFix> Create(string code, SnippetOptions options)
    {
        var test = new SnippetFixTest<TAnalyzer, TFix>(options) { CodeActionEquivalenceKey = options.Action, CodeActionIndex = options.ActionIndex };
        Snippet.Configure(test, code, options);
        return test;
    }

    private static Task RunAsync(SnippetFixTest<TAnalyzer, TFix> test, SnippetOptions options)
    {
        options.Configure?.Invoke(test);
        options.ConfigureFix?.Invoke(test);
        return test.RunAsync();
    }
}
