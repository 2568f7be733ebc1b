using System.Text.RegularExpressions;
using AiApi.Package.Tests;
using AiApi.Picture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.Ide.Tests;

/// <summary>In projects of an older version of the language every rule speaks, every fix is there, and what it writes is in that version.</summary>
[Collection(nameof(Ide))]
public sealed partial class OlderLanguageTests(Ide ide)
{
    private static readonly string Code = PackedPackage.Repository.Read("tests/Hosts/OlderCSharp.cs");

    [Theory]
    [InlineData("CSharp7_3", "")]
    [InlineData("CSharp7_3", "Handle each finish reason")]
    [InlineData("CSharp8", "")]
    [InlineData("CSharp12", "")]
    public async Task Every_rule_is_fixed_in_the_syntax_of_the_project(string version, string only)
    {
        var document = ide.Open(Enum.Parse<LanguageVersion>(version), [Code])[0];
        var reported = (await Ide.SquigglesAsync(document)).Select(squiggle => $"{LineOf(squiggle)} {squiggle.Id}").ToList();
        Assert.Empty(Announced(Code).Except(reported));
        Assert.Empty(reported.Except(Announced(Code)));

        var missing = new List<string>();
        var ids = (await Ide.SquigglesAsync(document)).Select(squiggle => squiggle.Id).Distinct().ToList();
        foreach (var id in ids)
        {
            foreach (var squiggle in (await Ide.SquigglesAsync(document)).Where(squiggle => squiggle.Id == id))
            {
                var offer = (await IdeServices.LightBulbAsync(document, squiggle.Location.SourceSpan))
                    .FirstOrDefault(offer => offer.Id == id && !offer.Title.StartsWith("Suppress ", StringComparison.Ordinal) && offer.Title.StartsWith(only, StringComparison.Ordinal)
                        && !offer.Title.StartsWith("Configure ", StringComparison.Ordinal));
                if (offer is null && only.Length == 0)
                    missing.Add($"{squiggle.Id} {LineOf(squiggle)}");
                if (offer is null)
                    continue;
                document = (await offer.FixAllAsync(FixAllScope.Document)).GetDocument(document.Id)!;
                break;
            }
        }

        Assert.Empty(missing);
        if (only.Length == 0)
            Assert.Empty(await Ide.SquigglesAsync(document));
    }

    private static IEnumerable<string> Announced(string code) =>
        from line in code.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        from id in Announcement().Match(line.Text).Groups["id"].Captures
        select $"{line.Number} {id.Value}";

    private static int LineOf(Diagnostic squiggle) => squiggle.Location.GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex(@"// (?:(?<id>AIAPI\d{4})(?:, )?)+$")]
    private static partial Regex Announcement();
}
