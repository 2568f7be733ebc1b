using System.Text.Json;
using System.Text.RegularExpressions;
using AiApi.Documents;

namespace AiApi.Package.Tests.Documents;

/// <summary>What README.md tells people to paste or to type does what it says. The text is taken from README.md itself.</summary>
[Collection(nameof(PackedPackage))]
public sealed partial class ReadmeRecipeTests(PackedPackage package)
{
    private const string Mistakes = """
        using OpenAI.Chat;

        namespace Scratch;

        public sealed class CLASS(ChatClient chat)
        {
            public async Task<string> AnswerAsync(string question)
            {
                ChatCompletion completion = await chat.CompleteChatAsync(question);
                return completion.Content[0].Text;
            }
        }
        """;

    private static readonly string Readme = PackedPackage.Repository.Read("README.md");

    [Fact]
    public void The_workflow_fails_on_the_rules_it_names_and_leaves_the_file_that_it_uploads()
    {
        using var program = Program(Mistakes);
        var workflow = Block("In CI", "yaml").Replace("${{ matrix.project }}", ".");

        var (exitCode, output) = Type(program, Value(workflow, "- run"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error AIAPI1001: ", output);
        using var sarif = JsonDocument.Parse(program.Read(Value(workflow, "sarif_file")));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        Assert.Equal(["AIAPI1001 warning", "AIAPI1004 note"], results.Select(result => $"{result.GetProperty("ruleId")} {result.GetProperty("level")}").Order());

        program.Write("Bot.cs", "");
        Assert.Equal(0, Type(program, Value(workflow, "- run")).ExitCode);
    }

    [Fact]
    public void The_commands_find_mend_and_verify()
    {
        using var program = Program(Mistakes);
        program.Write(".editorconfig", $"root = true\n{Block("Options", "ini")}");
        var (build, mend) = Block("Install", "sh", 1).Trim().Split('\n') is [var first, var second] ? (first, second) : throw new InvalidOperationException("README.md has two commands.");
        var verify = Block("In CI", "sh");

        Assert.Contains("warning AIAPI1001: ", Type(program, build).Output);
        Assert.Equal(2, Type(program, verify).ExitCode);
        Assert.Equal(0, Type(program, mend).ExitCode);
        Assert.Equal(0, Type(program, verify).ExitCode);
        var (exitCode, output) = Type(program, build);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("AIAPI", output);
    }

    [Fact]
    public void The_package_comes_by_command_or_once_for_all_projects()
    {
        using var program = Program(Mistakes);
        var withoutPackage = PackageReference().Replace(program.Read("Scratch.csproj"), "");
        var central = program.Read("Directory.Packages.props");
        program.Write("Directory.Packages.props", "<Project />");
        program.Write("Scratch.csproj", Versioned(withoutPackage));

        // The version under test is none that a command without this option takes.
        Assert.Equal(0, Type(program, $"{Block("Install", "sh").Trim()} --prerelease").ExitCode);
        Assert.Contains("<PrivateAssets>all</PrivateAssets>", program.Read("Scratch.csproj"));
        Assert.Contains("warning AIAPI1001: ", Type(program, "dotnet build").Output);

        program.Write("Scratch.csproj", Versioned(withoutPackage));
        program.Write("Directory.Build.props", UnderTest(Block("For a whole repository", "xml")));
        Assert.Contains("warning AIAPI1001: ", Type(program, "dotnet build").Output);

        program.Write("Scratch.csproj", withoutPackage);
        program.Write("Directory.Build.props", "<Project />");
        program.Write("Directory.Packages.props", Regex.Replace(central, "<PackageVersion Include=\"AiApi.Analyzers\".*?/>", UnderTest(GlobalReference().Match(Readme).Value)));
        Assert.Contains("warning AIAPI1001: ", Type(program, "dotnet build").Output);
    }

    [Fact]
    public void A_baseline_quiets_the_findings_of_today_and_none_of_tomorrow()
    {
        using var program = Program("");
        program.Write("Old/First.cs", Mistakes.Replace("CLASS", "First"));
        program.Write("Old/Second.cs", Mistakes.Replace("CLASS", "Second"));
        program.Write(".editorconfig", "root = true\n");

        var (exitCode, output) = program.Run("bash", "-c", Block("In an old code base", "sh"));
        Assert.True(exitCode == 0, output);
        Assert.Equal(0, Type(program, "dotnet build --no-incremental -warnaserror").ExitCode);

        program.Write("New/First.cs", Mistakes.Replace("CLASS", "Third"));
        var (failed, errors) = Type(program, "dotnet build -warnaserror");
        Assert.NotEqual(0, failed);
        Assert.Matches(@"New[/\\]First\.cs\(\d+,\d+\): error AIAPI1001: ", errors);
        Assert.DoesNotMatch(@"(First|Second)\.cs.*Old", errors);
    }

    [Fact]
    public void Versions_are_the_one_of_this_repository() =>
        Assert.All(Version().Matches(Readme), version => Assert.Equal(
            Regex.Match(PackedPackage.Repository.Read("Directory.Build.props"), "<Version>(.*)</Version>").Groups[1].Value, version.Groups["version"].Value));

    [Fact]
    public void Commands_name_rules_that_exist() =>
        Assert.Subset(RuleCatalog.Load().Select(rule => rule.Id).ToHashSet(), Regex.Matches(Readme, @"AIAPI\d{4}").Select(match => match.Value).ToHashSet());

    /// <summary>The code of the table is the code of the rules' own sections, which is compiled and analyzed (DocumentedCodeTests).</summary>
    [Fact]
    public void The_table_shows_code_that_is_reported_and_code_that_is_not()
    {
        var rows = TableRow().Matches(Section("What it catches"));
        Assert.NotEmpty(rows);

        var rules = PackedPackage.Repository.Read("AnalyzerRules.md");
        Assert.All(rows, row =>
        {
            var section = Regex.Match(rules, $@"^### {row.Groups["rule"].Value}\n.*?(?=^\#\#\#? )", RegexOptions.Multiline | RegexOptions.Singleline).Value;
            Assert.Contains(Regex.Matches(section, "^```csharp flagged\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline), block => block.Value.Contains(row.Groups["before"].Value));
            Assert.Contains(Regex.Matches(section, "^```csharp silent\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline), block => block.Value.Contains(row.Groups["after"].Value));
        });
    }

    private static (int ExitCode, string Output) Type(ScratchProgram program, string command)
    {
        var words = command.Split(' ');
        return program.Run(words[0], words[1..]);
    }

    private static string Section(string heading) =>
        Regex.Match(Readme, $@"^## {heading}\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups["text"].Value;

    private static string Block(string heading, string language, int index = 0) =>
        Regex.Matches(Section(heading), $"^```{language}\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)[index].Groups["text"].Value;

    private static string Value(string yaml, string key) =>
        Regex.Matches(yaml, $@"^ *{key}: (?<value>.*)$", RegexOptions.Multiline).Single().Groups["value"].Value;

    private static string UnderTest(string xml) => Version().Replace(xml, $"Include=\"AiApi.Analyzers\" Version=\"{PackedPackage.Version}\"");

    private static string Versioned(string project) => project.Replace(
        "Include=\"OpenAI\"", Regex.Match(PackedPackage.Repository.Read("Directory.Packages.props"), "Include=\"OpenAI\" Version=\".*?\"").Value);

    private ScratchProgram Program(string code)
    {
        var program = new ScratchProgram(package);
        program.Write("Bot.cs", code.Replace("CLASS", "Bot"));
        return program;
    }

    [GeneratedRegex("<PackageReference Include=\"AiApi.Analyzers\".*?/>")]
    private static partial Regex PackageReference();

    [GeneratedRegex("<GlobalPackageReference .*?/>")]
    private static partial Regex GlobalReference();

    [GeneratedRegex("Include=\"AiApi.Analyzers\" Version=\"(?<version>.*?)\"")]
    private static partial Regex Version();

    [GeneratedRegex(@"^\| \[(?<rule>AIAPI\d{4})\]\(.*?\) \| `(?<before>.*?)` \| .* \| `(?<after>.*?)` \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
