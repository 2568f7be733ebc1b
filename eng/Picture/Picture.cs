using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Picture;

/// <summary>The picture of README.md: the sample with its squiggle, what it says, the light bulb's menu, and the code after a click on the first entry.
/// All of it is what the IDE services answer; nothing depends on the time or the machine.</summary>
internal static class Picture
{
    public const string Project = "samples/SoftFailures/SoftFailures.csproj";

    public const string Sample = "samples/SoftFailures/SupportBot.cs";

    public const string File = "samples/SoftFailures/SupportBot.svg";

    private const string Rule = "AIAPI1001";

    private const double CharacterWidth = 7.2;

    private const int LineHeight = 20;

    private const int Margin = 20;

    /// <summary>The picture, as SVG.</summary>
    public static async Task<string> OfAsync(Document document)
    {
        var squiggle = (await IdeServices.SquigglesAsync(document)).Single(squiggle => squiggle.Id == Rule);
        var offers = (await IdeServices.LightBulbAsync(document, squiggle.Location.SourceSpan)).TakeWhile(offer => offer.Id.StartsWith("AIAPI", StringComparison.Ordinal)
            && !offer.Title.StartsWith("Suppress ", StringComparison.Ordinal)).ToList();
        var after = (await offers[0].PreviewAsync()).GetDocument(document.Id)!;

        var linesBefore = await LinesAsync(document);
        var linesAfter = await LinesAsync(after);
        var known = linesBefore.Select(line => line.Text).ToHashSet();
        var width = (2 * Margin) + (linesBefore.Concat(linesAfter).Max(line => line.Text.Length) * CharacterWidth);
        var body = new StringBuilder();
        var y = Margin;

        y = Caption(body, y, "While you type");
        foreach (var line in linesBefore)
        {
            y = Draw(body, y, line, isNew: false);
            if (!line.Span.Contains(squiggle.Location.SourceSpan))
                continue;
            var x = Margin + ((squiggle.Location.SourceSpan.Start - line.Span.Start) * CharacterWidth);
            Wave(body, x, y - 3, squiggle.Location.SourceSpan.Length * CharacterWidth);
            var message = $"{squiggle.Id}: {squiggle.GetMessage()}";
            x = Math.Max(Margin, Math.Min(x, width - Margin - BoxWidth(message)));
            y = Box(body, x, y + 4, [message], "#fff8e1", "#f0c36d");
            y = Box(body, x, y, [.. offers.Select(offer => $"\u25B8 {offer.Title}")], "#ffffff", "#b0b0b0") + 4;
        }

        y = Caption(body, y + LineHeight, $"After \u201C{offers[0].Title}\u201D");
        foreach (var line in linesAfter)
            y = Draw(body, y, line, isNew: line.Text.Length > 0 && !known.Contains(line.Text));

        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Number(width)}" height="{y + Margin}" font-family="Consolas, Menlo, 'DejaVu Sans Mono', monospace" font-size="12">
            <title>{Escaped(squiggle.GetMessage())}</title>
            <rect width="100%" height="100%" rx="8" fill="#fdfdfd" stroke="#d0d0d0"/>
            {body}</svg>

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The statements of the method that the report lies in, without their comments: from the request to the end.</summary>
    private static async Task<List<Line>> LinesAsync(Document document)
    {
        var text = await document.GetTextAsync();
        var spans = (await Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, text.Length))).Where(span => !ClassificationTypeNames.AdditiveTypeNames.Contains(span.ClassificationType)).ToList();
        var lines = text.Lines.SkipWhile(line => !line.ToString().Contains("CompleteChatAsync")).TakeWhile(line => line.ToString() != "    }")
            .Where(line => !line.ToString().TrimStart().StartsWith("//", StringComparison.Ordinal)).ToList();
        var indentation = lines[0].ToString().TakeWhile(character => character == ' ').Count();
        return [.. lines.Select(line =>
        {
            var span = TextSpan.FromBounds(Math.Min(line.Start + indentation, line.End), line.End);
            return new Line(text.ToString(span), span, [.. spans.Where(part => span.Contains(part.TextSpan))]);
        })];
    }

    private static int Draw(StringBuilder body, int y, Line line, bool isNew)
    {
        if (isNew)
            body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Margin - 6}\" y=\"{y}\" width=\"{Number((line.Text.Length * CharacterWidth) + 12)}\" height=\"{LineHeight}\" fill=\"#e2f5e2\"/>\n");
        foreach (var part in line.Parts)
        {
            Text(body, Margin + ((part.TextSpan.Start - line.Span.Start) * CharacterWidth), y, line.Text.Substring(part.TextSpan.Start - line.Span.Start, part.TextSpan.Length),
                ColourOf(part.ClassificationType));
        }

        return y + LineHeight;
    }

    private static string ColourOf(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword => "#0000cc",
        ClassificationTypeNames.ControlKeyword => "#8f08c4",
        ClassificationTypeNames.StringLiteral => "#a31515",
        ClassificationTypeNames.NumericLiteral => "#098658",
        ClassificationTypeNames.Comment => "#3a7a3a",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.StructName or ClassificationTypeNames.EnumName => "#267f99",
        ClassificationTypeNames.MethodName => "#74531f",
        _ => "#1f2328",
    };

    private static int Caption(StringBuilder body, int y, string text)
    {
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{y + 10}\" font-family=\"sans-serif\" font-weight=\"bold\" fill=\"#57606a\">{Escaped(text)}</text>\n");
        return y + LineHeight;
    }

    private static void Wave(StringBuilder body, double x, int y, double width)
    {
        var path = new StringBuilder(FormattableString.Invariant($"M{Number(x)} {y}"));
        for (var at = 0.0; at < width; at += 4)
            path.Append(" q1 -3 2 0 t2 0");
        body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"#d98200\" stroke-width=\"1.4\"/>\n");
    }

    private static int Box(StringBuilder body, double x, int y, IReadOnlyList<string> lines, string fill, string stroke)
    {
        var width = lines.Max(BoxWidth);
        body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{y}\" width=\"{Number(width)}\" height=\"{(lines.Count * LineHeight) + 4}\" rx=\"3\" fill=\"{fill}\" stroke=\"{stroke}\"/>\n");
        for (var index = 0; index < lines.Count; index++)
            Text(body, x + 8, y + 2 + (index * LineHeight), lines[index], "#1f2328");

        return y + (lines.Count * LineHeight) + 4;
    }

    private static double BoxWidth(string line) => (line.Length * CharacterWidth) + 16;

    /// <summary>The width is said, so that the squiggle lies under its word whatever font is there.</summary>
    private static void Text(StringBuilder body, double x, int y, string text, string colour) => body.Append(
        CultureInfo.InvariantCulture,
        $"<text x=\"{Number(x)}\" y=\"{y + 14}\" textLength=\"{Number(text.Length * CharacterWidth)}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{colour}\">{Escaped(text)}</text>\n");

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => SecurityElement.Escape(text);

    /// <param name="Text">What the picture shows of it.</param>
    /// <param name="Span">Where that stands.</param>
    /// <param name="Parts">Its words and what they are.</param>
    private sealed record Line(string Text, TextSpan Span, IReadOnlyList<ClassifiedSpan> Parts);
}
