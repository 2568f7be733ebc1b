namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>A set of cases of one <see cref="CaseDomain"/>, by index. Immutable; sets of different domains must not meet.</summary>
internal readonly struct CaseSet : IEquatable<CaseSet>
{
    private const int WordBits = 64;

    // Most domains fit one word; only status numbers need the rest.
    private readonly ulong _first;
    private readonly ulong[]? _rest;

    private CaseSet(ulong first, ulong[]? rest)
    {
        _first = first;
        _rest = rest;
    }

    public static CaseSet Empty => default;

    public bool IsEmpty
    {
        get
        {
            if (_first != 0)
                return false;
            if (_rest is not null)
            {
                foreach (var word in _rest)
                {
                    if (word != 0)
                        return false;
                }
            }

            return true;
        }
    }

    /// <summary>The cases 0 to <paramref name="count"/> - 1.</summary>
    public static CaseSet FirstOf(int count)
    {
        var set = new Builder(count);
        for (var index = 0; index < count; index++)
            set.Add(index);
        return set.ToSet();
    }

    public static CaseSet Of(int index)
    {
        var set = new Builder(index + 1);
        set.Add(index);
        return set.ToSet();
    }

    public static CaseSet operator |(CaseSet left, CaseSet right) =>
        Combine(left, right, static (a, b) => a | b);

    public static CaseSet operator &(CaseSet left, CaseSet right) =>
        left._rest is null && right._rest is null ? new(left._first & right._first, null) : Combine(left, right, static (a, b) => a & b);

    public static CaseSet operator -(CaseSet left, CaseSet right) =>
        left._rest is null && right._rest is null ? new(left._first & ~right._first, null) : Combine(left, right, static (a, b) => a & ~b);

    public static bool operator ==(CaseSet left, CaseSet right) => left.Equals(right);

    public static bool operator !=(CaseSet left, CaseSet right) => !left.Equals(right);

    public bool Contains(int index)
    {
        if (index < WordBits)
            return (_first & (1UL << index)) != 0;
        var word = (index / WordBits) - 1;
        return _rest is not null && word < _rest.Length && (_rest[word] & (1UL << (index % WordBits))) != 0;
    }

    public bool IsSubsetOf(CaseSet other) => (this - other).IsEmpty;

    public bool Overlaps(CaseSet other) => !(this & other).IsEmpty;

    public Enumerator GetEnumerator() => new(this);

    public bool Equals(CaseSet other)
    {
        if (_first != other._first)
            return false;
        var length = Math.Max(_rest?.Length ?? 0, other._rest?.Length ?? 0);
        for (var word = 0; word < length; word++)
        {
            if (Word(_rest, word) != Word(other._rest, word))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is CaseSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = _first;
        if (_rest is not null)
        {
            foreach (var word in _rest)
            {
                // Trailing zero words do not count: they do not in Equals.
                if (word != 0)
                    hash = unchecked((hash * 31) + word);
            }
        }

        return hash.GetHashCode();
    }

    private static CaseSet Combine(CaseSet left, CaseSet right, Func<ulong, ulong, ulong> word)
    {
        var length = Math.Max(left._rest?.Length ?? 0, right._rest?.Length ?? 0);
        if (length == 0)
            return new(word(left._first, right._first), null);
        var rest = new ulong[length];
        for (var index = 0; index < length; index++)
            rest[index] = word(Word(left._rest, index), Word(right._rest, index));
        return new(word(left._first, right._first), rest);
    }

    private static ulong Word(ulong[]? words, int index) => words is not null && index < words.Length ? words[index] : 0;

    /// <summary>Collects cases into a set.</summary>
    public struct Builder(int capacity)
    {
        private readonly ulong[]? _rest = capacity > WordBits ? new ulong[(capacity - 1) / WordBits] : null;
        private ulong _first;

        public void Add(int index)
        {
            if (index < WordBits)
                _first |= 1UL << index;
            else
                _rest![(index / WordBits) - 1] |= 1UL << (index % WordBits);
        }

        public readonly CaseSet ToSet() => new(_first, _rest);
    }

    /// <summary>Enumerates the indices in ascending order.</summary>
    public struct Enumerator(CaseSet set)
    {
        public int Current { get; private set; } = -1;

        public bool MoveNext()
        {
            var end = WordBits * (1 + (set._rest?.Length ?? 0));
            while (++Current < end)
            {
                if (set.Contains(Current))
                    return true;
            }

            return false;
        }
    }
}
