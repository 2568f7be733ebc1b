using System.Text.RegularExpressions;

namespace AiApi.Package.Tests;

/// <summary>A mistake for each rule, in C# 7.3; an id in a comment announces the report on its line.</summary>
internal static partial class OlderCode
{
    public static readonly string Text = PackedPackage.Repository.Read("tests/Hosts/OlderCSharp.cs");

    public static IEnumerable<(int Line, string Id)> Announced() =>
        from line in Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        from id in Announcement().Match(line.Text).Groups["id"].Captures
        select (line.Number, id.Value);

    [GeneratedRegex(@"// (?:(?<id>AIAPI\d{4})(?:, )?)+$")]
    private static partial Regex Announcement();
}
