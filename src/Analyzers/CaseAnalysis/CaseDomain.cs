using System.Collections.Immutable;
using System.Globalization;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>One value that a subject can have.</summary>
/// <param name="Name">The name in messages: the enum member, the status number, the spelling.</param>
/// <param name="Value">The value as code compares it: a <see cref="long"/> (enum, number), a <see cref="string"/>, a <see cref="MemberValue"/>
/// (extensible enum) or null.</param>
/// <param name="Text">The wire text where it differs from the value.</param>
/// <param name="IsOther">Whether this case stands for all values without a case of their own: it equals no constant for certain.</param>
internal sealed record Case(string Name, object? Value, string? Text = null, bool IsOther = false);

/// <summary>A value of a struct that wraps a text and compares without case (extensible enum).</summary>
/// <param name="Text">The wrapped text.</param>
internal sealed record MemberValue(string Text)
{
    public bool Equals(MemberValue? other) => other is not null && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);
}

/// <summary>The finite set of values a subject can have, null and "anything else" among them where the subject can be so.</summary>
internal sealed class CaseDomain
{
    private readonly ImmutableDictionary<string, object> _members;

    private CaseDomain(ImmutableArray<Case> cases, ImmutableDictionary<string, object> members, object? defaultValue)
    {
        Cases = cases;
        All = CaseSet.FirstOf(cases.Length);
        Other = cases.Length > 0 && cases[cases.Length - 1].IsOther ? CaseSet.Of(cases.Length - 1) : CaseSet.Empty;
        Nulls = Where(static value => value is null);
        IsText = cases.All(static known => known.Value is string or null);
        _members = members;
        DefaultValue = defaultValue;
    }

    public ImmutableArray<Case> Cases { get; }

    public CaseSet All { get; }

    /// <summary>The case that stands for all values without one of their own; empty where there is none.</summary>
    public CaseSet Other { get; }

    /// <summary>The case of null; empty where the subject is never null.</summary>
    public CaseSet Nulls { get; }

    /// <summary>Whether the values are texts.</summary>
    public bool IsText { get; }

    /// <summary>What <c>default</c> of the subject's non-nullable type equals.</summary>
    public object? DefaultValue { get; }

    /// <summary>An enum: its members' names and values, in declaration order, and null where the subject is nullable.</summary>
    /// <param name="members">Names and values.</param>
    /// <param name="texts">Wire texts by member name; null where the surface shows none.</param>
    /// <param name="nullable">Whether the subject can be null.</param>
    /// <param name="open">Whether values without a name occur.</param>
    public static CaseDomain Enum(IEnumerable<KeyValuePair<string, long>> members, IReadOnlyDictionary<string, string>? texts = null, bool nullable = false, bool open = false)
    {
        var cases = ImmutableArray.CreateBuilder<Case>();
        var names = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var member in members)
        {
            cases.Add(new(member.Key, member.Value, texts is not null && texts.TryGetValue(member.Key, out var text) ? text : null));
            names[member.Key] = member.Value;
        }

        return Create(cases, names.ToImmutable(), 0L, nullable, open);
    }

    /// <summary>A struct around a text, with static members: member names and their texts. Such a domain is always open.</summary>
    /// <param name="members">Static member names and the texts they wrap; several names may share a text.</param>
    /// <param name="defaultText">The text that <c>default</c> equals.</param>
    /// <param name="nullable">Whether the subject can be null.</param>
    public static CaseDomain ExtensibleEnum(IEnumerable<KeyValuePair<string, string>> members, string? defaultText = null, bool nullable = false)
    {
        var cases = ImmutableArray.CreateBuilder<Case>();
        var names = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var member in members)
        {
            var value = new MemberValue(member.Value);
            names[member.Key] = value;
            if (!cases.Any(known => value.Equals(known.Value)))
                cases.Add(new(member.Key, value, member.Value));
        }

        return Create(cases, names.ToImmutable(), defaultText is null ? null : new MemberValue(defaultText), nullable, open: true);
    }

    /// <summary>Texts, one case a spelling, so that comparisons are evaluated as they are written.</summary>
    /// <param name="spellings">The spellings that are told apart.</param>
    /// <param name="nullable">Whether the text can be null.</param>
    public static CaseDomain Text(IEnumerable<string> spellings, bool nullable = true) =>
        Text(spellings.Distinct(StringComparer.Ordinal).Select(static spelling => new KeyValuePair<string, string>(spelling, spelling)), nullable);

    /// <summary>Texts that have names; the spellings of one name stand side by side.</summary>
    /// <param name="spellings">Names and spellings.</param>
    /// <param name="nullable">Whether the text can be null.</param>
    public static CaseDomain Text(IEnumerable<KeyValuePair<string, string>> spellings, bool nullable = true)
    {
        var cases = ImmutableArray.CreateBuilder<Case>();
        foreach (var spelling in spellings)
            cases.Add(new(spelling.Key, spelling.Value));
        return Create(cases, ImmutableDictionary<string, object>.Empty, null, nullable, open: true);
    }

    /// <summary>Whole numbers from <paramref name="first"/> to <paramref name="last"/>, an end on either side (0 and the numbers next to the range stand for
    /// all that lie beyond), and null where the subject is nullable.</summary>
    public static CaseDomain Numbers(int first, int last, bool nullable)
    {
        var cases = ImmutableArray.CreateBuilder<Case>(last - first + 4);
        cases.Add(new("0", 0L));
        if (first > 1)
            cases.Add(new($"below {first}", first - 1L));
        for (long number = Math.Max(first, 1); number <= last; number++)
            cases.Add(new(number.ToString(CultureInfo.InvariantCulture), number));
        cases.Add(new($"above {last}", last + 1L));
        return Create(cases, ImmutableDictionary<string, object>.Empty, 0L, nullable, open: false);
    }

    /// <summary>Cases of any kind; several can have the same value, and differ in what is <see cref="Subject.Derived"/> from them.</summary>
    public static CaseDomain Of(IEnumerable<Case> cases) => new(cases.ToImmutableArray(), ImmutableDictionary<string, object>.Empty, null);

    /// <summary>The cases of these names, in all their spellings.</summary>
    /// <exception cref="ArgumentException">A name is none of this domain's: data and domain have drifted apart.</exception>
    public CaseSet Named(params string[] names)
    {
        var set = new CaseSet.Builder(Cases.Length);
        foreach (var name in names)
        {
            for (var index = IndexOf(name); index < Cases.Length && Cases[index].Name == name; index++)
                set.Add(index);
        }

        return set.ToSet();
    }

    /// <summary>The index of the (first) case of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Cases.Length; index++)
        {
            if (Cases[index].Name == name)
                return index;
        }

        throw new ArgumentException($"The domain has no case '{name}'.", nameof(name));
    }

    /// <summary>The cases that satisfy a predicate over their values; the other case, if there is one, is not asked and belongs to neither.</summary>
    public CaseSet Where(Func<object?, bool> predicate)
    {
        var set = new CaseSet.Builder(Cases.Length);
        for (var index = 0; index < Cases.Length; index++)
        {
            if (!Cases[index].IsOther && predicate(Cases[index].Value))
                set.Add(index);
        }

        return set.ToSet();
    }

    /// <summary>The value of a static member of the subject's type; a member that the data does not know equals no case but the other one.</summary>
    public object? ValueOfMember(string name) => _members.TryGetValue(name, out var value) ? value : new MemberValue("\0" + name);

    /// <summary>Whether the values are named or numbered, and have texts of their own on the wire.</summary>
    public bool HasTexts => Cases.Any(static known => known is { Value: long, Text: not null });

    /// <summary>The value that a text stands for on the wire.</summary>
    public object ValueOfText(string text) => Cases.FirstOrDefault(known => known.Value is long && known.Text == text)?.Value ?? new MemberValue(text);

    /// <summary>The text that stands for a value on the wire.</summary>
    public object TextOf(long value) => Cases.FirstOrDefault(known => Equals(known.Value, value))?.Text ?? Fact.Table.Nothing;

    /// <summary>The names of the set's cases, in the domain's order, each once.</summary>
    public IEnumerable<string> NamesOf(CaseSet set)
    {
        string? last = null;
        foreach (var index in set)
        {
            // Spellings of one name stand side by side.
            if (Cases[index].Name != last)
                yield return last = Cases[index].Name;
        }
    }

    private static CaseDomain Create(ImmutableArray<Case>.Builder cases, ImmutableDictionary<string, object> members, object? defaultValue, bool nullable, bool open)
    {
        if (nullable)
            cases.Add(new("null", null));
        if (open)
            cases.Add(new("other", null, IsOther: true));
        return new(cases.ToImmutable(), members, defaultValue);
    }
}
