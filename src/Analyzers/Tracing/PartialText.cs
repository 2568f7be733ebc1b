using System.Collections.Immutable;
using System.Text;

namespace AiApi.Analyzers.Tracing;

/// <summary>A text of which some parts are known: the constant parts in order, and a hole for each part that is not.</summary>
internal sealed class PartialText
{
    /// <summary>Stands for one hole in <see cref="Template"/>: the object replacement character, which no URL, model or key contains.</summary>
    public const char Hole = '\uFFFC';

    public static readonly PartialText Empty = new("", ImmutableArray<TracedValue>.Empty);

    private PartialText(string template, ImmutableArray<TracedValue> holes)
    {
        Template = template;
        Holes = holes;
    }

    /// <summary>The constant parts, with <see cref="Hole"/> in place of each unknown part; search it with the ordinary string methods.</summary>
    public string Template { get; }

    /// <summary>What stands in the holes, in order.</summary>
    public ImmutableArray<TracedValue> Holes { get; }

    /// <summary>The whole text; null when there is a hole in it.</summary>
    public string? Constant => Holes.IsEmpty ? Template : null;

    /// <summary>What the text starts with when it starts with a hole.</summary>
    public TracedValue? LeadingHole => Template.Length > 0 && Template[0] == Hole ? Holes[0] : null;

    /// <summary>The constant parts of the text, in order.</summary>
    public string[] ConstantParts => Template.Split([Hole], StringSplitOptions.RemoveEmptyEntries);

    public static PartialText Of(string constant) => constant.IndexOf(Hole) < 0 ? new(constant, ImmutableArray<TracedValue>.Empty) : Empty;

    public static PartialText Of(TracedValue hole) => new(Hole.ToString(), ImmutableArray.Create(hole));

    public PartialText Append(PartialText other) => new(Template + other.Template, Holes.AddRange(other.Holes));

    public PartialText TrimStart(params char[] characters) => Slice(Template.Length - Template.TrimStart(characters).Length, Template.Length);

    public PartialText TrimEnd(params char[] characters) => Slice(0, Template.TrimEnd(characters).Length);

    /// <summary>The part of the template from <paramref name="start"/> to before <paramref name="end"/>, with its holes.</summary>
    public PartialText Slice(int start, int end)
    {
        var template = Template.Substring(start, end - start);
        return new(template, ImmutableArray.Create(Holes, CountHoles(0, start), CountHoles(start, end)));
    }

    /// <summary>The text with <c>{…}</c> for each hole, for people to read.</summary>
    public override string ToString() => new StringBuilder(Template).Replace(Hole.ToString(), "{…}").ToString();

    private int CountHoles(int start, int end)
    {
        var count = 0;
        for (var i = start; i < end; i++)
        {
            if (Template[i] == Hole)
                count++;
        }

        return count;
    }
}
