using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>What is reported does not depend on who comes first.</summary>
public class ConcurrencyTests
{
    private const int Programs = 60;

    private static readonly CollectedSnippet Project = SnippetCollector.All.First(static snippet => snippet.Options.Packages == Packages.OpenAI);

    [Fact]
    public async Task Fifty_concurrent_runs_report_what_a_serial_run_reports()
    {
        var trees = Trees();
        var expected = await Reports(trees, concurrent: false);

        Assert.NotEmpty(expected);
        for (var run = 0; run < Nightly.Count(inTest: 50, nightly: 50); run++)
            Assert.Equal(expected, await Reports(trees, concurrent: true));
    }

    /// <summary>Libraries of many tests, each in a namespace of its own.</summary>
    private static List<SyntaxTree> Trees() =>
    [
        .. SnippetCollector.All
            .Where(static snippet => snippet.Options is { EditorConfig: null, GlobalConfig: null, OtherFiles.Count: 0, LanguageVersion: LanguageVersion.Latest })
            .Where(static snippet => !snippet.Code.Contains("namespace ", StringComparison.Ordinal))
            .Select(static (snippet, index) => (Tree: SnippetCompilation.Parse(snippet, $"namespace Snippet{index};\n{snippet.Code}", $"Snippet{index}.cs"), snippet))
            .Where(static pair => !((CSharpSyntaxTree)pair.Tree).GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement) && !pair.Tree.GetDiagnostics().Any())
            .Where(static (_, index) => index % 12 == 0)
            .Take(Programs)
            .Select(static pair => pair.Tree),
    ];

    /// <summary>By their place: Roslyn hands over the reports of methods in the order in which their analyses end. Each run has a compilation of its own,
    /// or the second would find what the first has computed.</summary>
    private static async Task<List<string>> Reports(List<SyntaxTree> trees, bool concurrent)
    {
        var compilation = SnippetCompilation.Of(Project, trees, Packages.OpenAI + Packages.ExtensionsAI + Packages.Polly8 + Packages.NewtonsoftJson);
        var reports = await EveryRule.ReportsIn(compilation, SnippetCompilation.Settings(Project), concurrent);
        return
        [
            .. from report in reports
               let place = report.Location
               orderby place.SourceTree?.FilePath, place.SourceSpan, report.Id
               select $"{place} {report.Id} {report.GetMessage()} {string.Join(' ', report.AdditionalLocations)}",
        ];
    }
}
