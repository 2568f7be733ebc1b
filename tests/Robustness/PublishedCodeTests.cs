using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tests.Robustness;

public class PublishedCodeTests
{
    [RoslynFact("4.14")]
    public void Published_code_is_a_sound_beginning_for_variants()
    {
        Assert.True(PublishedCode.All.Count > 40);
        Assert.All(PublishedCode.All, static snippet =>
            Assert.Empty(SnippetCompilation.Of(snippet).GetDiagnostics().Where(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)));
    }
}
