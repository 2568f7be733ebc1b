using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.TestingTests;

/// <summary>A test in the library's own terms, with .NET as its only reference.</summary>
internal class NumberTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public NumberTest() => Reference(this);

    public static void Reference(AnalyzerTest<DefaultVerifier> test)
    {
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestState.AdditionalReferences.AddRange(Packages.Net.References);
    }
}

/// <summary>The same with a code fix.</summary>
internal class NumberTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public NumberTest() => NumberTest<TAnalyzer>.Reference(this);
}

internal static class FailureAssert
{
    /// <summary>The test fails, and its message contains each of the texts.</summary>
    public static async Task FailsAsync(this AnalyzerTest<DefaultVerifier> test, params string[] texts)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => test.RunAsync());
        foreach (var text in texts)
            Assert.Contains(text.ReplaceLineEndings(), failure.Message.ReplaceLineEndings(), StringComparison.Ordinal);
    }
}
