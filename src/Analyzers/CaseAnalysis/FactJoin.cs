using System.Collections.Immutable;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Facts as tables over the cases, and their join.</summary>
internal static class FactJoin
{
    /// <summary>What a variable holds where two ways meet: in a case that only one way lets through, what that way says.</summary>
    public static Fact Join(Fact left, CaseSet leftPossible, Fact right, CaseSet rightPossible, CaseDomain domain)
    {
        if (left.Equals(right) || rightPossible.IsEmpty)
            return left;
        if (leftPossible.IsEmpty)
            return right;
        if (Absent(left, right, rightPossible, domain) is { } found)
            return found;
        if (Absent(right, left, leftPossible, domain) is { } alsoFound)
            return alsoFound;
        if (MaybeNull(left, leftPossible, right, rightPossible) is { } path)
            return path;
        if (left == Fact.Unevaluable || right == Fact.Unevaluable)
            return Fact.Unevaluable;
        if (JoinTruths(left, leftPossible, right, rightPossible, domain) is { } joined)
            return joined;

        if (left is Fact.Tuple leftTuple && right is Fact.Tuple rightTuple && leftTuple.Elements.Length == rightTuple.Elements.Length)
            return new Fact.Tuple(leftTuple.Elements.Select((element, index) => Join(element, leftPossible, rightTuple.Elements[index], rightPossible, domain)).ToImmutableArray());

        if (JoinMade(left, leftPossible, right, rightPossible, domain) is { } made)
            return made;
        return JoinTables(left, leftPossible, right, rightPossible, domain)
            ?? (left.SpeaksOfSubject || right.SpeaksOfSubject ? Fact.Unevaluable : Fact.Unknown);
    }

    /// <summary>The join of two objects that the code made, or of one with null; nothing is known of one that was made elsewhere.</summary>
    private static Fact? JoinMade(Fact left, CaseSet leftPossible, Fact right, CaseSet rightPossible, CaseDomain domain)
    {
        switch (left, right)
        {
            case (Fact.Made first, Fact.Made second):
                var joined = Fact.Made.Nothing with { MayBeNull = first.MayBeNull || second.MayBeNull };
                foreach (var name in first.Members.Keys.Union(second.Members.Keys))
                {
                    var (one, other) = (first.Members.TryGetValue(name, out var known) ? known : Fact.Unknown, second.Members.TryGetValue(name, out known) ? known : Fact.Unknown);
                    joined = joined.With(name, Join(one, leftPossible, other, rightPossible, domain));
                }

                return joined;
            case (Fact.Made first, Fact.Constant { Value: null }):
                return first with { MayBeNull = true };
            case (Fact.Constant { Value: null }, Fact.Made second):
                return second with { MayBeNull = true };
            default:
                return left is Fact.Made || right is Fact.Made ? Fact.Unknown : null;
        }
    }

    /// <summary>The join of two truth values, one of which may be unknown.</summary>
    private static Fact? JoinTruths(Fact left, CaseSet leftPossible, Fact right, CaseSet rightPossible, CaseDomain domain)
    {
        var (leftSplit, rightSplit) = (AsSplit(left, domain), AsSplit(right, domain));
        if ((leftSplit is null && (rightSplit is null || left != Fact.Unknown)) || (rightSplit is null && right != Fact.Unknown))
            return null;
        var undecided = new Split(domain.All, domain.All);
        var (first, second) = (leftSplit ?? undecided, rightSplit ?? undecided);
        var neither = domain.All - leftPossible - rightPossible;
        var truth = new Split(
            (first.WhenTrue & leftPossible) | (second.WhenTrue & rightPossible) | neither,
            (first.WhenFalse & leftPossible) | (second.WhenFalse & rightPossible) | neither);
        var isTainted = IsTainted(left) || IsTainted(right);
        return truth == undecided && !isTainted ? Fact.Unknown : new Fact.Truth(truth, isTainted);
    }

    /// <summary>The join of two values, one of which may be unknown; null when no case's value is known any more.</summary>
    private static Fact? JoinTables(Fact left, CaseSet leftPossible, Fact right, CaseSet rightPossible, CaseDomain domain)
    {
        if ((!IsTabular(left) && left != Fact.Unknown) || (!IsTabular(right) && right != Fact.Unknown))
            return null;
        // Where both ways are open to the same cases, as at the head of a loop, two constants and what is unknown have no case in common.
        if ((left == Fact.Unknown || right == Fact.Unknown || (left is Fact.Constant && right is Fact.Constant))
            && (left == Fact.Unknown || leftPossible.IsSubsetOf(rightPossible)) && (right == Fact.Unknown || rightPossible.IsSubsetOf(leftPossible)))
            return null;
        var values = ImmutableArray.CreateBuilder<object?>(domain.Cases.Length);
        var isKnown = false;
        for (var index = 0; index < domain.Cases.Length; index++)
        {
            var value = (leftPossible.Contains(index), rightPossible.Contains(index)) switch
            {
                (true, true) => ValueIn(left, index, domain) is var known && Equals(known, ValueIn(right, index, domain)) ? known : Fact.Table.Nothing,
                (true, false) => ValueIn(left, index, domain),
                (false, true) => ValueIn(right, index, domain),
                _ => Fact.Table.Nothing,
            };
            isKnown |= !ReferenceEquals(value, Fact.Table.Nothing);
            values.Add(value);
        }

        return isKnown ? new Fact.Table(values.MoveToImmutable()) : null;
    }

    /// <summary>Whether the fact has a value, or "not known", for each case.</summary>
    public static bool IsTabular(Fact fact) => fact is Fact.Constant or Fact.Table or Fact.Truth { IsTainted: false } or Fact.Path { IsValue: true } or Fact.Path { NullIn: not null };

    /// <summary>The value in one case; <see cref="Fact.Table.Nothing"/> where it is not known, <see cref="OtherValue"/> for the other case.</summary>
    public static object? ValueIn(Fact fact, int index, CaseDomain domain) => fact switch
    {
        Fact.Constant constant => constant.Value,
        Fact.Table table => table.Values[index],
        Fact.Path { IsValue: true } => domain.Cases[index].IsOther ? OtherValue.Instance : domain.Cases[index].Value,
        Fact.Path { NullIn: { } nulls } when nulls.Contains(index) => null,
        Fact.Truth { IsTainted: false } truth => (truth.Split.WhenTrue.Contains(index), truth.Split.WhenFalse.Contains(index)) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => Fact.Table.Nothing,
        },
        _ => Fact.Table.Nothing,
    };

    /// <summary>The constant that a fact comes to in all of these cases; null where it differs or is not known.</summary>
    public static Fact.Constant? ConstantIn(Fact fact, CaseSet cases, CaseDomain domain)
    {
        if (fact is Fact.Constant constant)
            return constant;
        if (fact is not (Fact.Table or Fact.Truth { IsTainted: false }))
            return null;
        Fact.Constant? common = null;
        foreach (var index in cases)
        {
            var value = ValueIn(fact, index, domain);
            if (ReferenceEquals(value, Fact.Table.Nothing) || value is OtherValue || (common is not null && !Equals(common.Value, value)))
                return null;
            common ??= new(value);
        }

        return common;
    }

    /// <summary>The fact as a truth value; null where it is none.</summary>
    public static Split? AsSplit(Fact fact, CaseDomain domain)
    {
        switch (fact)
        {
            case Fact.Truth truth:
                return truth.Split;
            case Fact.Constant { Value: bool value }:
                return value ? new(domain.All, CaseSet.Empty) : new(CaseSet.Empty, domain.All);
            case Fact.Table table:
                var whenTrue = new CaseSet.Builder(domain.Cases.Length);
                var whenFalse = new CaseSet.Builder(domain.Cases.Length);
                var any = false;
                for (var index = 0; index < table.Values.Length; index++)
                {
                    var value = table.Values[index];
                    any |= value is bool;
                    if (value is bool or null)
                    {
                        // A null bool? satisfies neither a condition nor its comparison with true.
                        if (value is true)
                            whenTrue.Add(index);
                        else
                            whenFalse.Add(index);
                    }
                    else if (ReferenceEquals(value, Fact.Table.Nothing))
                    {
                        whenTrue.Add(index);
                        whenFalse.Add(index);
                    }
                    else
                    {
                        return null;
                    }
                }

                return any ? new Split(whenTrue.ToSet(), whenFalse.ToSet()) : null;
            default:
                return null;
        }
    }

    /// <summary>A table filled case by case, as a truth value where every entry is one.</summary>
    public static Fact Tabulate(CaseDomain domain, Func<int, object?> valueIn)
    {
        var values = ImmutableArray.CreateBuilder<object?>(domain.Cases.Length);
        for (var index = 0; index < domain.Cases.Length; index++)
            values.Add(valueIn(index));
        var table = new Fact.Table(values.MoveToImmutable());
        return AsSplit(table, domain) is { } split && table.Values.All(static value => value is not null) ? new Fact.Truth(split) : table;
    }

    private static bool IsTainted(Fact fact) => fact is Fact.Truth { IsTainted: true };

    /// <summary>A variable that is null only where the subject is null holds the subject.</summary>
    private static Fact? Absent(Fact value, Fact other, CaseSet otherPossible, CaseDomain domain) =>
        value is Fact.Path { IsValue: true } && other is Fact.Constant { Value: null } && otherPossible.IsSubsetOf(domain.Nulls) ? value : null;

    /// <summary>A variable that is null until the watched object is assigned, or null in some cases, holds nothing else.</summary>
    private static Fact? MaybeNull(Fact left, CaseSet leftPossible, Fact right, CaseSet rightPossible)
    {
        var path = left as Fact.Path ?? right as Fact.Path;
        if (path is null || !IsPathOrNull(left, path) || !IsPathOrNull(right, path))
            return null;
        var (leftNulls, rightNulls) = (NullsOf(left, leftPossible), NullsOf(right, rightPossible));
        var nulls = (leftNulls | rightNulls) - (leftPossible - leftNulls) - (rightPossible - rightNulls);
        return path with { MayBeNull = MayBeNull(left) || MayBeNull(right), NullIn = nulls.IsEmpty ? null : nulls };
    }

    private static bool IsPathOrNull(Fact fact, Fact.Path path) => fact switch
    {
        Fact.Path other => other.Steps == path.Steps && other.IsSequence == path.IsSequence,
        Fact.Constant { Value: null } => true,
        _ => false,
    };

    private static bool MayBeNull(Fact fact) => fact is not Fact.Path { MayBeNull: false };

    /// <summary>The cases among those that are possible in which a variable certainly is null.</summary>
    private static CaseSet NullsOf(Fact fact, CaseSet possible) => fact switch
    {
        Fact.Path { NullIn: { } nulls } => nulls & possible,
        Fact.Path => CaseSet.Empty,
        _ => possible,
    };
}

/// <summary>Stands for a value that is none of the domain's named ones.</summary>
internal sealed class OtherValue
{
    public static readonly OtherValue Instance = new();

    private OtherValue()
    {
    }
}
