using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

internal sealed partial class Conditions
{
    /// <summary>What the parameters of a called method hold, its receiver (<see cref="State.This"/>) first where it has one.</summary>
    public ImmutableArray<KeyValuePair<object, Fact>> ArgumentsOf(IOperation call, ref State state)
    {
        var facts = ImmutableArray.CreateBuilder<KeyValuePair<object, Fact>>();
        var (receiver, arguments) = call switch
        {
            IInvocationOperation invocation => (invocation.Instance, invocation.Arguments),
            IPropertyReferenceOperation property => (property.Instance, property.Arguments),
            IObjectCreationOperation creation => (null, creation.Arguments),
            _ => (null, ImmutableArray<IArgumentOperation>.Empty),
        };
        if (receiver is not null && Evaluate(receiver, ref state) is var self && !ReferenceEquals(self, Fact.Unknown))
            facts.Add(new(State.This, self));
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && Evaluate(argument.Value, ref state) is var fact && !ReferenceEquals(fact, Fact.Unknown))
                facts.Add(new(parameter.OriginalDefinition, fact));
        }

        return facts.ToImmutable();
    }

    private Fact Call(IInvocationOperation invocation, ref State state)
    {
        var method = invocation.TargetMethod;
        var receiverOperation = Subject.ReceiverOf(invocation);
        var receiver = Evaluate(receiverOperation, ref state);
        if (receiver is Fact.Path { IsValue: false } path)
        {
            var step = Subject.StepOf(invocation);
            if (step is not null && _subject.Step(path.Steps, step) is { } next && !IsOutCall(method))
                return next == path.Steps ? path : PathTo(next);
            if (IsPlumbing(method))
                return path;
        }
        else if (receiver.SpeaksOfSubject && Subject.StepOf(invocation) is { } valueStep && _subject.Transparent.Contains(valueStep))
        {
            return receiver;
        }

        if (method.ContainingType?.SpecialType == SpecialType.System_String)
            return MapAll(arguments => Values.Text(method.Name, arguments, _domain), OperandsOf(invocation, ref state));
        if (method is { Name: "Equals", Parameters.Length: 1, IsStatic: false } && receiverOperation is not null)
            return AreEqual(receiver, Evaluate(invocation.Arguments[0].Value, ref state));
        if (method is { Name: "Equals" or "ReferenceEquals", Parameters.Length: 2, IsStatic: true, ContainingType.SpecialType: SpecialType.System_Object })
            return AreEqual(Evaluate(invocation.Arguments[0].Value, ref state), Evaluate(invocation.Arguments[1].Value, ref state));
        if (receiver.SpeaksOfSubject && OfValue(invocation, receiver, ref state) is { } ofValue)
            return ofValue;
        if (Membership(invocation, ref state) is { } membership)
            return membership;
        var arguments = ArgumentsOf(invocation, ref state);
        if (_calls.EffectOf(invocation, method, arguments, state) is { } effect)
            return effect.Returns;
        var tells = _subject.OtherMembersSpeak || method.ReturnType.SpecialType == SpecialType.System_Boolean;
        foreach (var argument in arguments)
        {
            if (argument.Value.SpeaksOfSubject || argument.Value is Fact.Path passed && tells && _subject.LeadsToValue(passed.Steps))
                return Fact.Unevaluable;
        }

        return Fact.Unknown;
    }

    /// <summary>Methods that every value has: text forms, null handling, comparison, flags.</summary>
    private Fact? OfValue(IInvocationOperation invocation, Fact value, ref State state)
    {
        switch (invocation.TargetMethod.Name)
        {
            case "ToString" when IsNullable(invocation.TargetMethod.ContainingType):
                return Coalesced(TextOf(value), new Fact.Constant(""));
            case "ToString":
                return TextOf(value);
            case "GetValueOrDefault":
                var fallback = invocation.Arguments.IsEmpty ? new Fact.Constant(_domain.DefaultValue) : Evaluate(invocation.Arguments[0].Value, ref state);
                return Coalesced(value, fallback);
            case "CompareTo":
                return Map(static (first, second) => first is long left && second is long right ? (long)left.CompareTo(right) : Fact.Table.Nothing,
                    value, Evaluate(invocation.Arguments[0].Value, ref state));
            case "HasFlag":
                return Map(static (first, second) => first is long flags && second is long flag ? (flags & flag) == flag : Fact.Table.Nothing,
                    value, Evaluate(invocation.Arguments[0].Value, ref state));
            default:
                return null;
        }
    }

    /// <summary>Whether a constant collection has the value, or an element for which a predicate holds.</summary>
    private Fact? Membership(IInvocationOperation invocation, ref State state)
    {
        var name = invocation.TargetMethod.Name;
        if (name is not ("Contains" or "IndexOf" or "Any" or "Exists"))
            return null;
        var operands = invocation.Instance is { } instance
            ? invocation.Arguments.Select(static argument => argument.Value).Prepend(instance).ToArray()
            : invocation.Arguments.Select(static argument => argument.Value).ToArray();
        if (operands.Length < 2 || _calls.ConstantSetOf(operands[0]) is not { } set)
            return null;
        if (name is "Any" or "Exists")
            return AnyOf(set, operands[1], ref state);
        var comparer = operands.Length > 2 ? ConstantSetReader.ComparerOf(operands[2]) ?? set.Comparer : set.Comparer;
        var domain = _domain;
        return Map(
            value =>
            {
                if (value is string text && comparer is not null)
                    return Found(set.Elements.Any(element => element is string known && comparer.Equals(known, text)), name);
                var unsure = false;
                foreach (var element in set.Elements)
                {
                    var equal = Values.AreEqual(value, element, domain);
                    if (equal is true)
                        return Found(true, name);
                    unsure |= equal is null;
                }

                return unsure ? Fact.Table.Nothing : Found(false, name);
            },
            Evaluate(operands[1], ref state));

        static object Found(bool found, string name) => name == "IndexOf" ? found ? 0L : -1L : found;
    }

    private Fact? AnyOf(ConstantSet set, IOperation predicate, ref State state)
    {
        if (_calls.LambdaOf(predicate) is not { Symbol.Parameters: [var parameter], Body.Operations: [IReturnOperation { ReturnedValue: { } result }] })
            return null;
        var any = new Fact.Truth(new Split(CaseSet.Empty, _domain.All));
        foreach (var element in set.Elements)
        {
            var inner = state.With(parameter, new Fact.Constant(element));
            var truth = TruthOf(result, ref inner);
            any = new(any.Split | truth.Split, any.IsTainted || truth.IsTainted);
        }

        return any;
    }

    private Fact[] OperandsOf(IInvocationOperation invocation, ref State state)
    {
        var operands = new List<Fact>();
        if (invocation.Instance is { } instance)
            operands.Add(Evaluate(instance, ref state));
        foreach (var argument in invocation.Arguments)
        {
            // Cultures and comparers of text functions are no constants; the functions that have them count as invariant.
            if (argument.Parameter?.Type is { Name: not "CultureInfo" })
                operands.Add(Evaluate(argument.Value, ref state));
        }

        return operands.ToArray();
    }

    private static bool IsOutCall(IMethodSymbol method) => method.Parameters is [.., { RefKind: RefKind.Out }];

    /// <summary>Calls that only carry a value: of tasks and of enumeration.</summary>
    private static bool IsPlumbing(IMethodSymbol method) =>
        method.Name is "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync" or "GetEnumerator" or "GetAsyncEnumerator" or "WithCancellation";
}
