using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Comparisons and calculations, case by case.</summary>
internal sealed partial class Conditions
{
    public Fact Binary(BinaryOperatorKind kind, IOperation leftOperand, IOperation rightOperand, ref State state)
    {
        var first = Evaluate(leftOperand, ref state);
        var second = Evaluate(rightOperand, ref state);
        var isBoolean = IsBoolean(leftOperand) && IsBoolean(rightOperand);
        switch (kind)
        {
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And when isBoolean:
                var (left, right) = (AsTruth(first), AsTruth(second));
                return left & right;
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or when isBoolean:
                (left, right) = (AsTruth(first), AsTruth(second));
                return left | right;
            case BinaryOperatorKind.Equals:
                return AreEqual(first, second);
            case BinaryOperatorKind.NotEquals:
            case BinaryOperatorKind.ExclusiveOr when isBoolean:
                return Negated(AreEqual(first, second));
            default:
                return Compared(kind, first, second);
        }
    }

    /// <summary>What a variable holds after <c>++</c> or <c>--</c>.</summary>
    public Fact Incremented(IIncrementOrDecrementOperation increment, ref State state)
    {
        var step = increment.Kind == OperationKind.Increment ? 1L : -1L;
        return Map(value => value is long number ? number + step : Fact.Table.Nothing, Evaluate(increment.Target, ref state));
    }

    /// <summary>The value of an assignment that has taken place: what its variable holds; null where that is not known.</summary>
    private static Fact? Assigned(IOperation target, ref State state)
    {
        object? slot = target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return slot is not null && state.FactOf(slot) is var fact && fact != Fact.Unknown ? fact : null;
    }

    private Fact AreEqual(Fact left, Fact right)
    {
        if (left is Fact.Tuple leftTuple && right is Fact.Tuple rightTuple && leftTuple.Elements.Length == rightTuple.Elements.Length)
        {
            var all = new Fact.Truth(new Split(_domain.All, CaseSet.Empty));
            for (var index = 0; index < leftTuple.Elements.Length; index++)
            {
                var element = AsTruth(AreEqual(leftTuple.Elements[index], rightTuple.Elements[index]));
                all &= element;
            }

            return all;
        }

        if (left is Fact.Constant { Value: null })
            return IsNull(right);
        if (right is Fact.Constant { Value: null })
            return IsNull(left);
        return Compared(BinaryOperatorKind.Equals, left, right);
    }

    /// <summary>A comparison or calculation, case by case. What the subject's own value gives with a constant is kept: it is asked for again and again.</summary>
    private Fact Compared(BinaryOperatorKind kind, Fact left, Fact right)
    {
        if (left is not Fact.Path { IsValue: true, MayBeNull: false } || right is not Fact.Constant constant)
            return Map((first, second) => Values.Binary(kind, first, second, _domain), left, right);
        if (!_comparisons.TryGetValue((kind, constant), out var known))
            _comparisons[(kind, constant)] = known = Map((first, second) => Values.Binary(kind, first, second, _domain), left, right);
        return known;
    }

    private Fact Negated(Fact fact)
    {
        var truth = AsTruth(fact);
        return fact.SpeaksOfSubject || fact is Fact.Truth or Fact.Constant ? truth with { Split = !truth.Split } : fact;
    }

    private Fact IsNull(Fact fact) => fact switch
    {
        Fact.Path { IsValue: false, Steps: "", MayBeNull: false } => new Fact.Constant(false),
        Fact.Path { IsValue: false, IsSequence: false, Steps: var path } when _subject.Presence.TryGetValue(path, out var present) => new Fact.Truth(new Split(_domain.All - present, present)),
        Fact.Path { IsValue: false, NullIn: { } nulls } => new Fact.Truth(new Split(_domain.All, _domain.All - nulls)),
        Fact.Path { IsValue: false, Steps: var steps } => IsAbsent(steps),
        Fact.Made { MayBeNull: var mayBeNull } => mayBeNull ? Fact.Unknown : new Fact.Constant(false),
        _ => Map(static value => ReferenceEquals(value, Fact.Table.Nothing) ? Fact.Table.Nothing : value is null, fact),
    };

    /// <summary>Whether nothing stands at a path: certain only of what holds the value, which is null without it.</summary>
    private Fact IsAbsent(string path) => !_domain.Nulls.IsEmpty && (_subject.Holds(path) || PathTo(path).SpeaksOfSubject)
        ? new Fact.Truth(new Split(_domain.Nulls, _domain.All))
        : Fact.Unknown;

    private Fact Coalesced(Fact value, Fact whenNull)
    {
        if (value is Fact.Path { IsValue: false })
            return value with { };
        return Map((first, second) => ReferenceEquals(first, Fact.Table.Nothing) ? Fact.Table.Nothing : first ?? second, value, whenNull);
    }

    /// <summary>A function of one value, case by case.</summary>
    private Fact Map(Func<object?, object?> function, Fact argument) => MapAll(values => function(values[0]), argument);

    /// <summary>A function of two values, case by case.</summary>
    private Fact Map(Func<object?, object?, object?> function, Fact left, Fact right) => MapAll(values => function(values[0], values[1]), left, right);

    /// <summary>A function of values, case by case: <see cref="Fact.Unevaluable"/> when one of them speaks of the subject and the function is not understood.</summary>
    private Fact MapAll(Func<object?[], object?> function, params Fact[] arguments)
    {
        if (Array.TrueForAll(arguments, static argument => argument is Fact.Constant))
        {
            var value = function(Array.ConvertAll(arguments, static argument => ((Fact.Constant)argument).Value));
            return ReferenceEquals(value, Fact.Table.Nothing) ? Fact.Unknown : new Fact.Constant(value);
        }

        var speaks = Array.Exists(arguments, static argument => argument.SpeaksOfSubject);
        if (!Array.TrueForAll(arguments, FactJoin.IsTabular))
            return speaks ? Fact.Unevaluable : Fact.Unknown;
        var (isAnyKnown, isNamedAsked, isNamedKnown) = (false, false, false);
        var values = new object?[arguments.Length];
        var result = FactJoin.Tabulate(_domain, index =>
        {
            var value = ValueIn(index);
            var isKnown = !ReferenceEquals(value, Fact.Table.Nothing);
            isAnyKnown |= isKnown;
            // What becomes of null or of an unnamed value tells nothing of the named ones.
            if (_domain.Cases[index].Value is not null)
            {
                isNamedKnown |= isKnown;
                isNamedAsked |= Array.TrueForAll(values, static value => !ReferenceEquals(value, Fact.Table.Nothing));
            }

            return value;
        });
        return isAnyKnown && (isNamedKnown || !isNamedAsked) ? result : speaks ? Fact.Unevaluable : Fact.Unknown;

        object? ValueIn(int index)
        {
            for (var position = 0; position < arguments.Length; position++)
                values[position] = FactJoin.ValueIn(arguments[position], index, _domain);
            var value = function(values);
            for (var position = 0; position < arguments.Length; position++)
            {
                if (arguments[position] is Fact.Path { MayBeNull: true })
                {
                    var withNull = (object?[])values.Clone();
                    withNull[position] = null;
                    if (!Equals(value, function(withNull)))
                        return Fact.Table.Nothing;
                }
            }

            return value;
        }
    }
}
