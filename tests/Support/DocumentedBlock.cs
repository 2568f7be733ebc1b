using System.Text.RegularExpressions;

namespace AiApi.Analyzers.Tests.Support;

/// <summary>A tagged block of AnalyzerRules.md: code that is <c>flagged</c> or <c>silent</c>, or <c>options</c>.</summary>
/// <param name="Line">Where it begins in the document; failures name the file made from it.</param>
/// <param name="Rule">The rule in whose section it stands.</param>
/// <param name="Tag">What is expected of it.</param>
/// <param name="Text">What it holds.</param>
internal sealed partial record DocumentedBlock(int Line, string Rule, string Tag, string Text)
{
    /// <summary>What the code uses besides what every console project does.</summary>
    public const string Usings = """
        global using System.ClientModel;
        global using System.ClientModel.Primitives;
        global using System.Diagnostics.CodeAnalysis;
        global using System.Net.Http.Headers;
        global using System.Text;
        global using System.Text.Json;
        global using OpenAI;
        global using OpenAI.Chat;
        global using OpenAI.Images;
        """;

    /// <summary>The members as a class. What looks like a key must not stand in a document: its end is left out there.</summary>
    public string Class => $"internal sealed class Block{Line}(ChatClient client)\n{{\n{Text.Replace("…\"", "xK4tWc8LbN1yHs6DfGp3Ea\"", StringComparison.Ordinal)}}}\n";

    public string File => $"AnalyzerRules.line{Line}.cs";

    /// <summary>The blocks of the document.</summary>
    public static IEnumerable<DocumentedBlock> In(string text) =>
        from Match match in TaggedBlock().Matches(text)
        let rule = RuleHeading().Matches(text[..match.Index]).Last().Groups["id"].Value
        select new DocumentedBlock(text[..match.Index].Count(character => character == '\n') + 1, rule, match.Groups["tag"].Value, match.Groups["text"].Value);

    [GeneratedRegex(@"^```(?:csharp|ini) (?<tag>flagged|silent|options)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TaggedBlock();

    [GeneratedRegex(@"^### (?<id>AIAPI\d{4})$", RegexOptions.Multiline)]
    private static partial Regex RuleHeading();
}
