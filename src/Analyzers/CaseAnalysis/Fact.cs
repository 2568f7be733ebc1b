using System.Collections.Immutable;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What is known of a value, case by case of the subject.</summary>
internal abstract record Fact
{
    /// <summary>Nothing is known, and the value has nothing to do with the subject.</summary>
    public static readonly Fact Unknown = new UnknownFact();

    /// <summary>The value depends on the subject in a way that is not understood: a test of it silences the run.</summary>
    public static readonly Fact Unevaluable = new UnevaluableFact();

    public static readonly Fact Null = new Constant(null);

    /// <summary>Whether the value says something about the subject's case.</summary>
    public virtual bool SpeaksOfSubject => false;

    private sealed record UnknownFact : Fact;

    private sealed record UnevaluableFact : Fact
    {
        public override bool SpeaksOfSubject => true;
    }

    /// <summary>The same value in every case: a <see cref="long"/>, <see cref="bool"/>, <see cref="string"/>, <see cref="MemberValue"/>, … or null.</summary>
    public sealed record Constant(object? Value) : Fact;

    /// <summary>The object at a path below what the subject's origin yields; "" is that object itself.</summary>
    /// <param name="Steps">The path.</param>
    /// <param name="IsValue">Whether the path ends at the subject itself.</param>
    /// <param name="MayBeNull">Whether the variable can also be null here.</param>
    /// <param name="IsSequence">Whether this is a sequence of such objects, not one of them.</param>
    public sealed record Path(string Steps, bool IsValue, bool MayBeNull = false, bool IsSequence = false) : Fact
    {
        /// <summary>The cases in which it certainly is null; null for none.</summary>
        public CaseSet? NullIn { get; init; }

        public override bool SpeaksOfSubject => IsValue;
    }

    /// <summary>A truth value.</summary>
    /// <param name="Split">In which cases it can be true and false.</param>
    /// <param name="IsTainted">Whether a part of it depends on the subject in a way that is not understood.</param>
    public sealed record Truth(Split Split, bool IsTainted = false) : Fact
    {
        public override bool SpeaksOfSubject => IsTainted || Split.WhenTrue != Split.WhenFalse;

        private bool IsNever => !IsTainted && Split.WhenTrue.IsEmpty;

        private bool IsAlways => !IsTainted && Split.WhenFalse.IsEmpty;

        /// <summary>Both hold. Where one never does, it does not matter what the other depends on.</summary>
        public static Truth operator &(Truth left, Truth right) =>
            new(left.Split & right.Split, (left.IsTainted || right.IsTainted) && !left.IsNever && !right.IsNever);

        /// <summary>One of them holds. Where one always does, it does not matter what the other depends on.</summary>
        public static Truth operator |(Truth left, Truth right) =>
            new(left.Split | right.Split, (left.IsTainted || right.IsTainted) && !left.IsAlways && !right.IsAlways);
    }

    /// <summary>A value computed from the subject: one entry a case.</summary>
    public sealed record Table(ImmutableArray<object?> Values) : Fact
    {
        /// <summary>Entry of a case in which the value is not known.</summary>
        public static readonly object Nothing = new();

        public override bool SpeaksOfSubject => true;

        public bool Equals(Table? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Length;
    }

    /// <summary>A tuple, element by element.</summary>
    public sealed record Tuple(ImmutableArray<Fact> Elements) : Fact
    {
        public override bool SpeaksOfSubject => Elements.Any(static element => element.SpeaksOfSubject);

        public bool Equals(Tuple? other) => other is not null && Elements.SequenceEqual(other.Elements);

        public override int GetHashCode() => Elements.Length;
    }

    /// <summary>An object that the code made itself, of which some members were given values that are known.</summary>
    /// <param name="Members">What these members hold.</param>
    /// <param name="MayBeNull">Whether the variable can also be null here.</param>
    public sealed record Made(ImmutableDictionary<string, Fact> Members, bool MayBeNull = false) : Fact
    {
        public static readonly Made Nothing = new(ImmutableDictionary<string, Fact>.Empty);

        public override bool SpeaksOfSubject => Members.Values.Any(static member => member.SpeaksOfSubject);

        /// <summary>The object after a member was given another value.</summary>
        public Made With(string member, Fact value) =>
            this with { Members = ReferenceEquals(value, Unknown) ? Members.Remove(member) : Members.SetItem(member, value) };

        public bool Equals(Made? other) => other is not null && MayBeNull == other.MayBeNull && Members.Count == other.Members.Count
            && Members.All(member => other.Members.TryGetValue(member.Key, out var value) && value.Equals(member.Value));

        public override int GetHashCode() => Members.Count;
    }
}
