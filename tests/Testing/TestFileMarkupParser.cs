using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Takes the markup out of a test file: <c>$$</c> is a position, <c>[|…|]</c> a span, <c>{|name:…|}</c> a named span.
/// Spans nest; those that overlap are told apart by a number at either end: <c>{|#0:…{|#1:…|#0}…|#1}</c>.</summary>
public static partial class TestFileMarkupParser
{
    public static void GetPositionsAndSpans(
        string input,
        out string output,
        out ImmutableArray<int> positions,
        out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        Parse(input, treatPositionIndicatorsAsCode: false, out output, out positions, out spans);

    public static void GetSpans(string input, out string output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        GetSpans(input, treatPositionIndicatorsAsCode: false, out output, out spans);

    public static void GetSpans(
        string input,
        bool treatPositionIndicatorsAsCode,
        out string output,
        out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        Parse(input, treatPositionIndicatorsAsCode, out output, out _, out spans);

    private static void Parse(
        string input,
        bool treatPositionIndicatorsAsCode,
        out string output,
        out ImmutableArray<int> positions,
        out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        var text = new StringBuilder();
        var places = ImmutableArray.CreateBuilder<int>();
        var (starts, ends) = (new List<Tag>(), new List<Tag>());
        for (var index = 0; index < input.Length;)
        {
            var match = TagSyntax().Match(input, index);
            if (!match.Success)
            {
                text.Append(input, index, input.Length - index);
                break;
            }

            if (IsBracketBeforeEnd(input, match, starts, ends))
                match = TagSyntax().Match(input, match.Index + 1);

            text.Append(input, index, match.Index - index);
            index = match.Index + match.Length;
            if (match.Groups["position"].Success)
            {
                if (treatPositionIndicatorsAsCode)
                    text.Append(match.Value);
                else
                    places.Add(text.Length);
            }
            else if (match.Groups["start"].Success)
            {
                starts.Add(new Tag(match.Index, text.Length, match.Groups["name"].Value));
            }
            else
            {
                ends.Add(new Tag(match.Index, text.Length, match.Groups["number"].Value));
            }
        }

        output = text.ToString();
        positions = places.ToImmutable();
        spans = Pair(starts, ends);
    }

    /// <summary>Whether the start found in <c>[|]</c> or <c>[|}</c> is a bracket of the code and the end of the innermost open span.</summary>
    private static bool IsBracketBeforeEnd(string input, Match match, List<Tag> starts, List<Tag> ends)
    {
        var next = input.ElementAtOrDefault(match.Index + match.Length);
        if (match.Value != "[|" || next is not (']' or '}'))
            return false;

        var open = OpenStarts(starts, ends);
        return open.Count > 0 && (open[^1].Key.Length == 0) == (next == ']');
    }

    private static List<Tag> OpenStarts(List<Tag> starts, List<Tag> ends)
    {
        var open = new List<Tag>(starts);
        foreach (var end in ends)
        {
            var index = open.FindLastIndex(start => start.InputPosition < end.InputPosition && (end.Key.Length == 0 || start.Key == end.Key));
            if (index >= 0)
                open.RemoveAt(index);
        }

        return open;
    }

    private static ImmutableDictionary<string, ImmutableArray<TextSpan>> Pair(List<Tag> starts, List<Tag> ends)
    {
        if (starts.Count != ends.Count)
            throw new ArgumentException($"The input contained '{starts.Count}' starting spans and '{ends.Count}' ending spans.");

        var spans = ImmutableDictionary.CreateBuilder<string, ImmutableArray<TextSpan>>();
        foreach (var end in ends.OrderBy(end => end.Key.Length == 0))
        {
            var index = end.Key.Length == 0
                ? starts.FindLastIndex(start => start.InputPosition < end.InputPosition)
                : starts.FindIndex(start => start.Key == end.Key);
            if (index < 0)
            {
                throw new ArgumentException(end.Key.Length == 0
                    ? $"Mismatched end tag found at position '{end.InputPosition}'"
                    : $"The input did not contain a start tag for span '{end.Key}'");
            }

            var start = starts[index];
            starts.RemoveAt(index);
            var sameName = spans.GetValueOrDefault(start.Key, []);
            if (start.Key.StartsWith('#') && !sameName.IsEmpty)
                throw new ArgumentException($"The input contained more than one span '{start.Key}'");

            spans[start.Key] = sameName.Add(TextSpan.FromBounds(start.OutputPosition, end.OutputPosition));
        }

        return spans.ToImmutable();
    }

    [GeneratedRegex(@"(?<position>\$\$)|(?<start>\[\||\{\|(?<name>[^:|[\]{}]+):)|\|(?<number>\#\d+)\}|\|[\]}]")]
    private static partial Regex TagSyntax();

    /// <param name="InputPosition">Where the tag stands in the text with markup.</param>
    /// <param name="OutputPosition">Where it points to in the text without.</param>
    /// <param name="Key">Name of a start; number of an end, with its hash; empty for neither.</param>
    private readonly record struct Tag(int InputPosition, int OutputPosition, string Key);
}
