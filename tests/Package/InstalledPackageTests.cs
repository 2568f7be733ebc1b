using System.Text.RegularExpressions;

namespace AiApi.Package.Tests;

[Collection(nameof(PackedPackage))]
public sealed partial class InstalledPackageTests(PackedPackage package)
{
    private const string Mistakes = """
        using OpenAI.Chat;

        namespace Scratch;

        public sealed class Bot(ChatClient chat)
        {
            public async Task<string> AnswerAsync(string question)
            {
                ChatCompletion completion = await chat.CompleteChatAsync(question);
                return completion.Content[0].Text;
            }

            public async Task<string> TitleAsync(string transcript) => (await chat.CompleteChatAsync(transcript)).Value.Content[0].Text;

            public async Task<string> CategoryAsync(string mail)
            {
                ChatCompletion completion = await chat.CompleteChatAsync(mail);
                if (completion.FinishReason == ChatFinishReason.ContentFilter)
                    return "unknown";

                return completion.Content[0].Text;
            }
        }
        """;

    [Fact]
    public void A_program_that_installs_the_package_is_warned_and_its_fixes_mend_it()
    {
        using var program = Program(Mistakes);
        Assert.Equal(["AIAPI1001", "AIAPI1001", "AIAPI1002"], Warnings(program.Build()));

        program.ApplyFixes("AIAPI1001", "AIAPI1002");

        Assert.Empty(Warnings(program.Build()));
    }

    [Fact]
    public void The_mode_chooses_the_preset()
    {
        using var program = Program(Mistakes);

        Assert.Equal(["AIAPI1001", "AIAPI1001", "AIAPI1002"], Warnings(program.Build("-p:AiApiAnalysisMode=Recommended")));
        Assert.Equal(["AIAPI1001", "AIAPI1001", "AIAPI1002"], Warnings(program.Build("-p:AiApiAnalysisMode=Minimum")));
        Assert.Empty(program.Build("-p:AiApiAnalysisMode=None"));

        var all = program.Build("-p:AiApiAnalysisMode=All");
        Assert.Superset(new HashSet<string> { "AIAPI1001", "AIAPI1002" }, all.Select(report => report.Id).ToHashSet());
        Assert.All(all, report => Assert.Equal("warning", report.Level));
    }

    [Fact]
    public void A_mode_that_does_not_exist_is_named_and_the_default_holds()
    {
        using var program = Program(Mistakes);

        var reports = program.Build("-p:AiApiAnalysisMode=Strict");

        Assert.Contains("warning AIAPI0001: AiApiAnalysisMode 'Strict' is not known: it is Recommended, Minimum, All or None.", program.Output);
        Assert.Equal(["AIAPI1001", "AIAPI1001", "AIAPI1002"], Warnings(reports));
    }

    [Fact]
    public void The_users_own_severities_win_over_the_preset()
    {
        using var program = Program(Mistakes);
        program.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.AIAPI1001.severity = none
            """);

        Assert.Equal(["AIAPI1002"], Warnings(program.Build("-p:AiApiAnalysisMode=Minimum")));
    }

    [Fact]
    public void Bulk_severities_work_in_the_default_mode()
    {
        using var program = Program(Mistakes);
        program.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_analyzer_diagnostic.category-AiApi.Completions.severity = none
            """);

        Assert.Empty(program.Build());
    }

    [Fact]
    public void The_configuration_to_paste_changes_nothing()
    {
        using var program = Program(Mistakes);
        var before = InOrder(program.Build());
        program.Write(".editorconfig", $"root = true\n{ConfigurationToPaste().Match(PackedPackage.Repository.Read("AnalyzerRules.md")).Groups["text"].Value}");

        Assert.Equal(before, InOrder(program.Build()));

        // The compiler lists what its analyzers find as they find it.
        static IEnumerable<ScratchProgram.Report> InOrder(IEnumerable<ScratchProgram.Report> reports) => reports.OrderBy(report => report.ToString(), StringComparer.Ordinal).ToList();
    }

    [Fact]
    public void An_option_that_cannot_be_read_is_reported()
    {
        using var program = Program(Mistakes);
        program.Write(".editorconfig", """
            root = true
            [*.cs]
            aiapi_retryable_status_codes = 429, soon
            """);

        Assert.Equal(["AIAPI0001", "AIAPI1001", "AIAPI1001", "AIAPI1002"], Warnings(program.Build()));
        Assert.Contains("aiapi_retryable_status_codes", program.Output);
    }

    private static IEnumerable<string> Warnings(IEnumerable<ScratchProgram.Report> reports) =>
        reports.Where(report => report.Level == "warning").Select(report => report.Id).Order();

    [GeneratedRegex(@"<!-- generated: editorconfig -->\s+```ini\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ConfigurationToPaste();

    private ScratchProgram Program(string code)
    {
        var program = new ScratchProgram(package);
        program.Write("Bot.cs", code);
        program.Restore();
        return program;
    }
}
