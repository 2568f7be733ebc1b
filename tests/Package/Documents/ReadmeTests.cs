using System.Text.RegularExpressions;

namespace AiApi.Package.Tests.Documents;

[Collection(nameof(PackedPackage))]
public sealed partial class ReadmeTests(PackedPackage package)
{
    [Fact]
    public void The_fix_writes_what_the_readme_shows()
    {
        var blocks = CodeBlock().Matches(PackedPackage.Repository.Read("README.md")).Select(match => Method(match.Groups["code"].Value)).ToList();
        Assert.Equal(2, blocks.Count);

        using var program = new ScratchProgram(package);
        program.Write("Bot.cs", ReportComment().Replace(blocks[0], ""));
        program.Restore();
        program.ApplyFixes("AIAPI1001");

        Assert.Equal(blocks[1], program.Read("Bot.cs"));
    }

    private static string Method(string statements) => $$"""
        using OpenAI.Chat;

        internal sealed class Bot(ChatClient client)
        {
            public async Task<string> AnswerAsync(string question)
            {
        {{string.Concat(statements.Split('\n').Select(line => line.Length == 0 ? "\n" : $"        {line}\n"))[..^1]}}
            }
        }

        """.ReplaceLineEndings("\n");

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@" // AIAPI.*$", RegexOptions.Multiline)]
    private static partial Regex ReportComment();
}
