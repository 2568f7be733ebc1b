using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

internal sealed partial class Conditions
{
    /// <summary>What the parameters of a called method hold, its receiver (<see cref="State.This"/>) first where it has one.</summary>
    public ImmutableArray<KeyValuePair<object, Fact>> ArgumentsOf(IOperation call, ref State state) => call switch
    {
        IInvocationOperation invocation => Paired(invocation.Instance, invocation.Arguments, OperandsOf(invocation.Instance, invocation.Arguments, ref state)),
        IPropertyReferenceOperation property => Paired(property.Instance, property.Arguments, OperandsOf(property.Instance, property.Arguments, ref state)),
        IObjectCreationOperation creation => Paired(null, creation.Arguments, OperandsOf(null, creation.Arguments, ref state)),
        _ => ImmutableArray<KeyValuePair<object, Fact>>.Empty,
    };

    private Fact Call(IInvocationOperation invocation, ref State state)
    {
        // Evaluated once: a chain of calls would otherwise cost twice as much with each link.
        var operands = OperandsOf(invocation.Instance, invocation.Arguments, ref state);
        var method = invocation.TargetMethod;
        if (AreUnknown(operands) && !IsGivenMore(invocation))
            return Fact.Unknown;
        var step = StepOf(invocation, ref state);
        var receiver = OperandOf(step?.From ?? Subject.ReceiverOf(invocation), invocation, operands, ref state);
        if (receiver is Fact.Path path && step is { Name: { } name })
        {
            if (step is { IsHandedOut: true } && !path.IsValue)
                return HandOut(invocation, path, name, ref state);
            if (Follow(path, name) is { } part)
                return part;
        }

        if (Subject.IsWait(method))
            return receiver;
        if (receiver is Fact.Path { IsValue: false } from)
        {
            if (step is { Name: null })
                return Fact.Unknown;
            if (IsEnumeration(method))
                return from;
            if (IsSequenceCall(method))
                return OfSequence(invocation, from, ref state);
        }
        else if (receiver.SpeaksOfSubject && step is { Name: { } valueStep } && (valueStep.Length == 0 || _subject.Transparent.Contains(valueStep)))
        {
            return receiver;
        }

        if (invocation.Instance is IParameterReferenceOperation { Parameter: var handed } && _subject.FunctionOf(handed) is { } function)
            return Handed(function, invocation, operands, state);
        if (method.ContainingType?.SpecialType == SpecialType.System_String)
            return OfText(method, operands);
        if (method is { Name: "Equals", Parameters.Length: 1, IsStatic: false } or { Name: "Equals" or "ReferenceEquals", ContainingType.SpecialType: SpecialType.System_Object })
            return AreEqual(operands[0], operands[1]);
        if (receiver.SpeaksOfSubject && OfValue(method, operands) is { } ofValue)
            return ofValue;
        if (Membership(invocation, operands, ref state) is { } membership)
            return membership;
        var arguments = Paired(invocation.Instance, invocation.Arguments, operands);
        if (_calls.EffectOf(invocation, method, arguments, state) is { } effect)
            return effect.Returns;
        var tells = !_subject.TellingPaths.IsEmpty || method.ReturnType.SpecialType == SpecialType.System_Boolean;
        foreach (var argument in arguments)
        {
            if (argument.Value.SpeaksOfSubject || (argument.Value is Fact.Path passed && tells && _subject.LeadsToValue(passed.Steps)))
                return Fact.Unevaluable;
        }

        return Fact.Unknown;
    }

    /// <summary>Whether a call can know more than its operands say: a function sees the variables around it.</summary>
    private static bool IsGivenMore(IInvocationOperation call)
    {
        if (call.TargetMethod.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke)
            return true;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Type: { TypeKind: TypeKind.Delegate } or { Name: "Expression" } })
                return true;
        }

        return false;
    }

    /// <summary>The step that a call takes, by a key that a helper was given as well.</summary>
    public PathStep? StepOf(IInvocationOperation invocation, ref State state)
    {
        if (_subject.StepFrom(invocation) is { } step)
            return step;
        if (_subject.FactAt is null || !Subject.TakesKey(invocation.TargetMethod.Name))
            return null;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value is IParameterReferenceOperation && Evaluate(argument.Value, ref state) is Fact.Constant { Value: string key })
                return new(Subject.ReceiverOf(invocation), key, invocation.TargetMethod.Parameters[invocation.TargetMethod.Parameters.Length - 1].RefKind == RefKind.Out);
        }

        return null;
    }

    /// <summary>A <c>TryGet</c> method: it sets its last argument, and says whether the part is there.</summary>
    private Fact HandOut(IInvocationOperation invocation, Fact.Path from, string step, ref State state)
    {
        if (Follow(from, step) is not Fact.Path part)
            return Fact.Unknown;
        var target = invocation.Arguments[invocation.Arguments.Length - 1].Value;
        if ((target is IDeclarationExpressionOperation { Expression: var declared } ? declared : target) is ILocalReferenceOperation { Local: var local })
            state = state.With(local, part);
        return Negated(IsAbsent(part.Steps));
    }

    /// <summary>A call of a function that was handed in: a lambda without branches, or a method.</summary>
    private Fact Handed(IOperation function, IInvocationOperation invocation, Fact[] operands, State state)
    {
        var arguments = operands.Skip(operands.Length - invocation.Arguments.Length).ToArray();
        if (_calls.LambdaOf(function) is { Symbol.Parameters: var parameters, Body.Operations: var statements } && parameters.Length == arguments.Length)
        {
            for (var index = 0; index < arguments.Length; index++)
                state = state.With(parameters[index], arguments[index]);
            foreach (var statement in statements)
            {
                switch (statement)
                {
                    case IReturnOperation { ReturnedValue: { } result }:
                        return Evaluate(result, ref state);
                    case IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var local, Initializer.Value: { } value }] }] }:
                        state = state.With(local, Evaluate(value, ref state));
                        continue;
                }

                break;
            }
        }

        if (function is IMethodReferenceOperation { Method: { } method } && method.Parameters.Length == arguments.Length)
        {
            var named = method.Parameters.Select((parameter, index) => new KeyValuePair<object, Fact>(parameter.OriginalDefinition, arguments[index]));
            var known = named.Where(static pair => !ReferenceEquals(pair.Value, Fact.Unknown)).ToImmutableArray();
            if (_calls.EffectOf(invocation, method, known, state) is { } effect)
                return effect.Returns;
        }

        return arguments.Any(static argument => argument.SpeaksOfSubject || argument is Fact.Path) ? Fact.Unevaluable : Fact.Unknown;
    }

    /// <summary>The facts of a call's operands: the receiver, if there is one, and the arguments in the order in which they are written.</summary>
    private Fact[] OperandsOf(IOperation? instance, ImmutableArray<IArgumentOperation> arguments, ref State state)
    {
        var first = instance is null ? 0 : 1;
        var operands = new Fact[first + arguments.Length];
        if (instance is not null)
            operands[0] = Evaluate(instance, ref state);
        for (var index = 0; index < arguments.Length; index++)
            operands[first + index] = Evaluate(arguments[index].Value, ref state);
        return operands;
    }

    /// <summary>The fact of one operand, which is known by now.</summary>
    private Fact OperandOf(IOperation? operand, IInvocationOperation invocation, Fact[] operands, ref State state)
    {
        if (operand is null)
            return Fact.Unknown;
        if (operand == invocation.Instance)
            return operands[0];
        for (var index = 0; index < invocation.Arguments.Length; index++)
        {
            if (invocation.Arguments[index].Value == operand)
                return operands[operands.Length - invocation.Arguments.Length + index];
        }

        return Evaluate(operand, ref state);
    }

    private static bool AreUnknown(Fact[] operands) => Array.TrueForAll(operands, static operand => ReferenceEquals(operand, Fact.Unknown));

    private static ImmutableArray<KeyValuePair<object, Fact>> Paired(IOperation? instance, ImmutableArray<IArgumentOperation> arguments, Fact[] operands)
    {
        if (AreUnknown(operands))
            return ImmutableArray<KeyValuePair<object, Fact>>.Empty;
        var facts = ImmutableArray.CreateBuilder<KeyValuePair<object, Fact>>();
        for (var index = 0; index < operands.Length; index++)
        {
            if (ReferenceEquals(operands[index], Fact.Unknown))
                continue;
            var argument = index - (instance is null ? 0 : 1);
            if (argument < 0)
                facts.Add(new(State.This, operands[index]));
            else if (arguments[argument].Parameter is { } parameter)
                facts.Add(new(parameter.OriginalDefinition, operands[index]));
        }

        return facts.ToImmutable();
    }

    /// <summary>A method of <see cref="string"/>. Its culture, which is no constant, counts as invariant.</summary>
    private Fact OfText(IMethodSymbol method, Fact[] operands)
    {
        if (method.Parameters is [.., { Type.Name: "CultureInfo" }])
            Array.Resize(ref operands, operands.Length - 1);
        return MapAll(arguments => Values.Text(method.Name, arguments, _domain), operands);
    }

    /// <summary>Methods that every value has: text forms, null handling, comparison, flags.</summary>
    private Fact? OfValue(IMethodSymbol method, Fact[] operands)
    {
        switch (method.Name)
        {
            case "ToString" when IsNullable(method.ContainingType):
                return Coalesced(TextOf(operands[0]), new Fact.Constant(""));
            case "ToString":
                return TextOf(operands[0]);
            case "get_HasValue":
                // As the graph lowers `a ??= b`.
                return Negated(IsNull(operands[0]));
            case "ValueEquals":
                return AreEqual(operands[0], operands[1]);
            case "GetValueOrDefault":
                return Coalesced(operands[0], operands.Length > 1 ? operands[1] : new Fact.Constant(_domain.DefaultValue));
            case "CompareTo":
                return Map(static (first, second) => first is long left && second is long right ? (long)left.CompareTo(right) : Fact.Table.Nothing, operands[0], operands[1]);
            case "HasFlag":
                return Map(static (first, second) => first is long flags && second is long flag ? (flags & flag) == flag : Fact.Table.Nothing, operands[0], operands[1]);
            default:
                return null;
        }
    }

    /// <summary>Whether a constant collection has the value, or an element for which a predicate holds.</summary>
    private Fact? Membership(IInvocationOperation invocation, Fact[] operands, ref State state)
    {
        var name = invocation.TargetMethod.Name;
        if (name is not ("Contains" or "IndexOf" or "Any" or "Exists") || operands.Length < 2)
            return null;
        var collection = invocation.Instance ?? invocation.Arguments[0].Value;
        if (_calls.ConstantSetOf(collection) is not { } set)
            return null;
        var last = invocation.Arguments[invocation.Arguments.Length - 1].Value;
        if (name is "Any" or "Exists")
            return AnyOf(set, last, ref state);
        var comparer = (operands.Length > 2 ? ConstantSetReader.ComparerOf(last) : null) ?? set.Comparer;
        return Map(value => IsAmong(value, set, comparer) switch
        {
            null => Fact.Table.Nothing,
            var isFound when name == "IndexOf" => isFound is true ? 0L : -1L,
            var isFound => isFound,
        }, operands[1]);
    }

    private bool? IsAmong(object? value, ConstantSet set, StringComparer? comparer)
    {
        bool? isFound = false;
        foreach (var element in set.Elements)
        {
            var isEqual = comparer is not null && value is string text ? element is string known && comparer.Equals(known, text) : Values.AreEqual(value, element, _domain);
            if (isEqual is true)
                return true;
            isFound = isEqual is null ? null : isFound;
        }

        return isFound;
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
            any |= truth;
        }

        return any;
    }

    /// <summary>Calls that only carry what is enumerated.</summary>
    private static bool IsEnumeration(IMethodSymbol method) =>
        method.Name is "ConfigureAwait" or "GetEnumerator" or "GetAsyncEnumerator" or "MoveNext" or "MoveNextAsync" or "WithCancellation";
}
