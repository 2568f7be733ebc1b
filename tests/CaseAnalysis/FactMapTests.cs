using AiApi.Analyzers.CaseAnalysis;
using Xunit;

namespace AiApi.Analyzers.Tests.CaseAnalysis;

public sealed class FactMapTests
{
    [Fact]
    public void A_map_says_what_was_put_into_it_whatever_the_hashes_of_its_keys()
    {
        var random = new Random(1);
        foreach (var keys in KeySets())
        {
            var map = FactMap.Empty;
            var expected = new Dictionary<Key, Fact>();
            for (var step = 0; step < 400; step++)
            {
                Write(random, keys, ref map, expected);
                AssertSame(expected, map, keys);
            }
        }
    }

    [Fact]
    public void Maps_are_joined_key_by_key()
    {
        var random = new Random(2);
        foreach (var keys in KeySets())
        {
            for (var round = 0; round < 60; round++)
            {
                var common = FactMap.Empty;
                var expectedCommon = new Dictionary<Key, Fact>();
                for (var step = 0; step < round; step++)
                    Write(random, keys, ref common, expectedCommon);
                var (left, right) = (common, common);
                var (expectedLeft, expectedRight) = (new Dictionary<Key, Fact>(expectedCommon), new Dictionary<Key, Fact>(expectedCommon));
                for (var step = 0; step < round % 7; step++)
                {
                    Write(random, keys, ref left, expectedLeft);
                    Write(random, keys, ref right, expectedRight);
                }

                var expected = new Dictionary<Key, Fact>();
                foreach (var key in keys)
                {
                    var (one, other) = (expectedLeft.GetValueOrDefault(key, Fact.Unknown), expectedRight.GetValueOrDefault(key, Fact.Unknown));
                    var joined = one.Equals(other) ? one : Joined(one, other);
                    if (joined != Fact.Unknown)
                        expected[key] = joined;
                }

                AssertSame(expected, left.Join(right, Joined), keys);
            }
        }
    }

    [Fact]
    public void A_map_that_tells_nothing_new_leaves_the_other_as_it_is()
    {
        var keys = KeySets().First();
        var map = FactMap.Empty;
        foreach (var key in keys)
            map = map.With(key, Number(key.Number));
        var less = map.With(keys[3], Fact.Unknown).With(keys[3], Number(keys[3].Number));

        Assert.NotSame(map, less);
        Assert.True(map.IsSameAs(less));
        Assert.Same(map, map.Join(less, Joined));
        Assert.Same(map, map.With(keys[5], Number(keys[5].Number)));
        Assert.Same(map, map.WithoutCaptures());
    }

    /// <summary>Keys of which all, some, none have the same hash, and of which the hashes differ in high and low bits.</summary>
    private static IEnumerable<Key[]> KeySets()
    {
        int[] bits = [0, 1, 2, 3, 1 << 30, int.MinValue, int.MinValue + 1, -1, 0x5555_0000, 0x5555_0001, 77, 78, 1 << 16, 3 << 16];
        yield return [.. bits.Select((hash, number) => new Key(number, hash))];
        yield return [.. bits.Select((hash, number) => new Key(number, hash & 1))];
        yield return [.. bits.Select((_, number) => new Key(number, 5))];
    }

    private static void Write(Random random, Key[] keys, ref FactMap map, Dictionary<Key, Fact> expected)
    {
        var key = keys[random.Next(keys.Length)];
        var value = random.Next(4);
        map = map.With(key, value == 0 ? Fact.Unknown : Number(value));
        expected.Remove(key);
        if (value != 0)
            expected.Add(key, Number(value));
    }

    private static void AssertSame(Dictionary<Key, Fact> expected, FactMap map, Key[] keys)
    {
        Assert.Equal(expected.Count, map.Count);
        Assert.Equal(expected.OrderBy(static entry => entry.Key.Number), map.Select(static entry => KeyValuePair.Create((Key)entry.Key, entry.Value)).OrderBy(static entry => entry.Key.Number));
        foreach (var key in keys)
            Assert.Equal(expected.GetValueOrDefault(key, Fact.Unknown), map[key]);
        var anew = expected.Reverse().Aggregate(FactMap.Empty, static (all, entry) => all.With(entry.Key, entry.Value));
        Assert.True(map.IsSameAs(anew));
        Assert.Equal(expected.Count == 0, map.IsSameAs(FactMap.Empty));
    }

    /// <summary>The smaller number; nothing where one of them is 3.</summary>
    private static Fact Joined(Fact left, Fact right) =>
        left == Fact.Unknown ? right : right == Fact.Unknown ? left
        : left is Fact.Constant { Value: int first } && right is Fact.Constant { Value: int second } && first != 3 && second != 3 ? Number(Math.Min(first, second))
        : Fact.Unknown;

    private static Fact.Constant Number(int value) => new(value);

    private sealed record Key(int Number, int Hash)
    {
        public override int GetHashCode() => Hash;
    }
}
