using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tests.TestingTests;

public class MarkupTests
{
    [Theory]
    [InlineData("ab [|cd|] ef", "ab cd ef", "=cd")]
    [InlineData("{|ID:cd|} {|ID:ef|}", "cd ef", "ID=cd ID=ef")]
    [InlineData("[|a [|b|] c|]", "a b c", "=a_b_c =b")]
    [InlineData("{|X:a [|b|] c|}", "a b c", "=b X=a_b_c")]
    [InlineData("{|#0:a {|#1:b|#0} c|#1}", "a b c", "#0=a_b #1=b_c")]
    [InlineData("{|#0:a|}{|ID:b|}", "ab", "#0=a ID=b")]
    [InlineData("x[||]y", "xy", "=")]
    [InlineData("{|A:|}{|B:|}", "", "A= B=")]
    [InlineData("[|a[0]|]", "a[0]", "=a[0]")]
    [InlineData("a[0] || b", "a[0] || b", "")]
    [InlineData("[|{|ID:a|}|]", "a", "=a ID=a")]
    [InlineData("[|a[|] b", "a[ b", "=a[")]
    [InlineData("{|ID:a[|} b", "a[ b", "ID=a[")]
    [InlineData("[|]|]", "]", "=]")]
    public void Spans_are_taken_out_of_the_text(string input, string text, string spans)
    {
        TestFileMarkupParser.GetPositionsAndSpans(input, out var output, out var positions, out var found);

        Assert.Equal(text, output);
        Assert.Empty(positions);
        Assert.Equal(spans, string.Join(' ', found
            .SelectMany(pair => pair.Value, (pair, span) => $"{pair.Key}={output.Substring(span.Start, span.Length).Replace(' ', '_')}")
            .Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_position_may_stand_inside_a_span()
    {
        TestFileMarkupParser.GetPositionsAndSpans("a [|b$$c|] d", out var output, out var positions, out var spans);

        Assert.Equal("a bc d", output);
        Assert.Equal(3, Assert.Single(positions));
        Assert.Equal(new TextSpan(2, 2), Assert.Single(spans[string.Empty]));
    }

    [Fact]
    public void A_position_can_be_left_as_code()
    {
        TestFileMarkupParser.GetSpans("$$\"\"\"[|x|]\"\"\"", treatPositionIndicatorsAsCode: true, out var output, out var spans);

        Assert.Equal("$$\"\"\"x\"\"\"", output);
        Assert.Equal(new TextSpan(5, 1), Assert.Single(spans[string.Empty]));
    }

    [Theory]
    [InlineData("[|a", "'1' starting spans and '0' ending spans")]
    [InlineData("a|] [|b", "Mismatched end tag")]
    [InlineData("{|#0:a|#1}", "start tag for span '#1'")]
    [InlineData("{|#0:a|} {|#0:b|}", "more than one")]
    public void Tags_that_do_not_pair_are_refused(string input, string message)
    {
        var failure = Assert.Throws<ArgumentException>(() => TestFileMarkupParser.GetPositionsAndSpans(input, out _, out _, out _));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}
