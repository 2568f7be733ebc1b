using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What is known at a program point. Immutable.</summary>
/// <param name="Possible">The cases of the subject that can reach the point.</param>
/// <param name="Alike">The cases that can have come the very same way as the reference case.</param>
/// <param name="IsLost">Whether the subject took part in a test that is not understood: nothing may be concluded any more.</param>
/// <param name="Facts">What variables (<see cref="ISymbol"/>) and flow captures (<see cref="CaptureId"/>) hold.</param>
/// <param name="Suspended">Where each condition that is being evaluated began, by its syntax.</param>
internal sealed record State(
    CaseSet Possible,
    CaseSet Alike,
    bool IsLost,
    FactMap Facts,
    ImmutableDictionary<SyntaxNode, Suspension> Suspended)
{
    /// <summary>The slot of <c>this</c>, where a called member's receiver is the watched object.</summary>
    public static readonly object This = new();

    private static readonly ImmutableDictionary<SyntaxNode, Suspension> NoneSuspended = ImmutableDictionary<SyntaxNode, Suspension>.Empty;

    /// <summary>The state before anything is known: every case is possible, and every case like the reference.</summary>
    public static State Start(CaseDomain domain) => new(domain.All, domain.All, false, FactMap.Empty, NoneSuspended);

    public Fact FactOf(object slot) => Facts[slot];

    public State With(object slot, Fact fact) => WithFacts(Facts.With(slot, fact));

    public State Lost() => IsLost ? this : this with { IsLost = true };

    /// <summary>The state after a new watched object took the place of the old one: nothing said of the old one holds.</summary>
    public State Renewed(CaseDomain domain, Checked? known)
    {
        var facts = Facts;
        foreach (var entry in Facts)
        {
            if (entry.Value is not Fact.Constant)
                facts = facts.With(entry.Key, Fact.Unknown);
        }

        return new(known?.Possible ?? domain.All, known?.Alike ?? domain.All, known?.IsLost ?? false, facts, NoneSuspended);
    }

    /// <summary>The state before a new watched object of which only the constants remain that variables hold in every possible case.</summary>
    public State Constants(CaseDomain domain)
    {
        var facts = FactMap.Empty;
        foreach (var entry in Facts)
        {
            if (FactJoin.ConstantIn(entry.Value, Possible, domain) is { } constant)
                facts = facts.With(entry.Key, constant);
        }

        return Start(domain) with { Facts = facts };
    }

    /// <summary>The state with those facts only that another state has too.</summary>
    public State Common(State other)
    {
        var facts = Facts;
        foreach (var entry in Facts)
        {
            if (!other.FactOf(entry.Key).Equals(entry.Value))
                facts = facts.With(entry.Key, Fact.Unknown);
        }

        return this with { Facts = facts };
    }

    /// <summary>The state in which code elsewhere starts that can see the variables but not the intermediate values: a handler, a nested function.</summary>
    public State ForOtherCode()
    {
        var others = WithFacts(Facts.WithoutCaptures());
        return others.Suspended.IsEmpty ? others : others with { Suspended = NoneSuspended };
    }

    /// <summary>The state that holds wherever either of two holds.</summary>
    public State Join(State other, CaseDomain domain)
    {
        if (ReferenceEquals(this, other))
            return this;
        var facts = Facts.Join(other.Facts, (first, second) => FactJoin.Join(first, Possible, second, other.Possible, domain));
        var suspended = Suspended;
        if (!ReferenceEquals(Suspended, other.Suspended))
        {
            foreach (var entry in other.Suspended)
                suspended = suspended.SetItem(entry.Key, suspended.TryGetValue(entry.Key, out var known) ? known.Join(entry.Value) : entry.Value);
        }

        var result = new State(Possible | other.Possible, Alike | other.Alike, IsLost || other.IsLost, facts, suspended);
        return result.IsSameAs(this) ? this : result;
    }

    /// <summary>Whether both say the same.</summary>
    public bool IsSameAs(State other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return Possible == other.Possible && Alike == other.Alike && IsLost == other.IsLost
            && Facts.IsSameAs(other.Facts) && HaveSameEntries(Suspended, other.Suspended);
    }

    private State WithFacts(FactMap facts) => ReferenceEquals(facts, Facts) ? this : this with { Facts = facts };

    private static bool HaveSameEntries<TKey, TValue>(ImmutableDictionary<TKey, TValue> left, ImmutableDictionary<TKey, TValue> right)
        where TKey : notnull
        where TValue : notnull
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Count != right.Count)
            return false;
        foreach (var entry in left)
        {
            if (!right.TryGetValue(entry.Key, out var value) || !value.Equals(entry.Value))
                return false;
        }

        return true;
    }
}

/// <summary>The beginning of a condition.</summary>
/// <param name="Possible">The cases that were possible there.</param>
/// <param name="Alike">The cases that were alike there.</param>
internal readonly record struct Suspension(CaseSet Possible, CaseSet Alike)
{
    public Suspension Join(Suspension other) => new(Possible | other.Possible, Alike | other.Alike);
}
