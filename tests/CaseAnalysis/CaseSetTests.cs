using AiApi.Analyzers.CaseAnalysis;

namespace AiApi.Analyzers.Tests.CaseAnalysis;

/// <summary>Case sets and splits against plain sets of numbers, for domains of one word, of just more, and of several.</summary>
public class CaseSetTests
{
    public static TheoryData<int, int> Samples()
    {
        var samples = new TheoryData<int, int>();
        foreach (var size in new[] { 1, 7, 63, 64, 65, 128, 129, 502 })
        {
            for (var seed = 0; seed < 12; seed++)
                samples.Add(size, seed);
        }

        return samples;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Operators_are_those_of_sets(int size, int seed)
    {
        var (first, second) = (Members(size, seed), Members(size, seed + 1000));
        var (left, right) = (SetOf(first, size), SetOf(second, size));

        Assert.Equal(first.Union(second).Order(), Indices(left | right));
        Assert.Equal(first.Intersect(second).Order(), Indices(left & right));
        Assert.Equal(first.Except(second).Order(), Indices(left - right));
        Assert.Equal(first.Overlaps(second), left.Overlaps(right));
        Assert.Equal(first.IsSubsetOf(second), left.IsSubsetOf(right));
        Assert.Equal(first.Count == 0, left.IsEmpty);
        Assert.All(Enumerable.Range(0, size), index => Assert.Equal(first.Contains(index), left.Contains(index)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Equality_follows_the_members_however_a_set_was_made(int size, int seed)
    {
        var members = Members(size, seed);
        var set = SetOf(members, size);
        var again = members.Aggregate(CaseSet.Empty, static (sum, index) => sum | CaseSet.Of(index));
        var wide = set | (CaseSet.Of(700) - CaseSet.Of(700));

        Assert.Equal(set, again);
        Assert.Equal(set, wide);
        Assert.Equal(set.GetHashCode(), again.GetHashCode());
        Assert.Equal(set.GetHashCode(), wide.GetHashCode());
        Assert.NotEqual(set, set | CaseSet.Of(size));
        Assert.Equal(set, (set | CaseSet.Of(size)) - CaseSet.Of(size));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(502)]
    public void The_first_cases_are_all_below_a_count(int count) => Assert.Equal(Enumerable.Range(0, count), Indices(CaseSet.FirstOf(count)));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Splits_combine_outcome_by_outcome(int size, int seed)
    {
        var (left, right) = (SplitOf(size, seed), SplitOf(size, seed + 2000));
        Assert.All(Enumerable.Range(0, size), index =>
        {
            var (first, second) = (Outcomes(left, index), Outcomes(right, index));
            Assert.Equal(first.Select(static outcome => !outcome).Order(), Outcomes(!left, index));
            Assert.Equal(Combined(first, second, static (a, b) => a && b), Outcomes(left & right, index));
            Assert.Equal(Combined(first, second, static (a, b) => a || b), Outcomes(left | right, index));
        });
        Assert.Equal(left, !!left);
        Assert.Equal(!(left & right), !left | !right);
        Assert.Equal(left.WhenTrue, left.Side(true));
        Assert.Equal(left.WhenFalse, left.Side(false));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Alike_are_the_cases_with_the_same_possible_outcomes(int size, int seed)
    {
        var split = SplitOf(size, seed);
        var reference = seed % size;
        var expected = Enumerable.Range(0, size).Where(index => Outcomes(split, index).SequenceEqual(Outcomes(split, reference)));
        Assert.Equal(expected, Indices(split.AlikeWith(reference, CaseSet.FirstOf(size))));
    }

    private static HashSet<int> Members(int size, int seed)
    {
        var random = new Random(seed);
        var density = random.Next(0, 4);
        return [.. Enumerable.Range(0, size).Where(_ => random.Next(3) < density)];
    }

    private static CaseSet SetOf(IEnumerable<int> members, int size)
    {
        var set = new CaseSet.Builder(size);
        foreach (var member in members)
            set.Add(member);
        return set.ToSet();
    }

    /// <summary>A split in which every case has an outcome at least.</summary>
    private static Split SplitOf(int size, int seed)
    {
        var whenTrue = SetOf(Members(size, seed), size);
        return new(whenTrue, SetOf(Members(size, seed + 1), size) | (CaseSet.FirstOf(size) - whenTrue));
    }

    private static List<int> Indices(CaseSet set)
    {
        var indices = new List<int>();
        foreach (var index in set)
            indices.Add(index);
        return indices;
    }

    private static List<bool> Outcomes(Split split, int index) =>
        [.. new[] { false, true }.Where(outcome => split.Side(outcome).Contains(index))];

    private static IEnumerable<bool> Combined(List<bool> first, List<bool> second, Func<bool, bool, bool> combine) =>
        first.SelectMany(_ => second, combine).Distinct().Order();
}
