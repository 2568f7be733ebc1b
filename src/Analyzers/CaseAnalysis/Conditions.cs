using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Evaluates operations, of the flow graph and un-lowered alike, to what they say case by case of the subject.</summary>
internal sealed partial class Conditions
{
    private readonly Subject _subject;
    private readonly CaseDomain _domain;
    private readonly ICalledMethods _calls;
    private readonly Split _undecided;
    private readonly Stack<Fact> _conditionalReceivers = new();
    private readonly Dictionary<(BinaryOperatorKind Kind, Fact.Constant Constant), Fact> _comparisons = new();

    public Conditions(Subject subject, ICalledMethods calls)
    {
        _subject = subject;
        _domain = subject.Domain;
        _calls = calls;
        _undecided = new(_domain.All, _domain.All);
    }

    /// <summary>What the operation's value is, given a state; pattern variables that it declares are set in the state.</summary>
    public Fact Evaluate(IOperation? operation, ref State state)
    {
        if (operation is null)
            return Fact.Unknown;
        // What a capture is called constant is not always what it holds: under a negation it is the opposite.
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation.Kind != OperationKind.FlowCaptureReference)
            return new Fact.Constant(Normalized(constant));
        if (_subject.IsOrigin(operation))
            return _subject.Yields(operation) ?? PathTo("");
        if (_subject.IsWatched(operation))
            return PathTo("");
        if (_subject.KnownTruth(operation) is { } known)
            return new Fact.Truth(known);
        // By kind: asking for one interface after another would cost more than the answer.
        switch (operation.Kind)
        {
            case OperationKind.LocalReference:
                return state.FactOf(((ILocalReferenceOperation)operation).Local);
            case OperationKind.ParameterReference:
                return state.FactOf(((IParameterReferenceOperation)operation).Parameter);
            case OperationKind.FlowCaptureReference:
                return state.FactOf(((IFlowCaptureReferenceOperation)operation).Id);
            case OperationKind.Conversion:
                return Converted((IConversionOperation)operation, ref state);
            case OperationKind.Await:
                return Evaluate(((IAwaitOperation)operation).Operation, ref state);
            case OperationKind.Parenthesized:
                return Evaluate(((IParenthesizedOperation)operation).Operand, ref state);
            case OperationKind.Argument:
                return Evaluate(((IArgumentOperation)operation).Value, ref state);
            case OperationKind.DeclarationExpression:
                return Evaluate(((IDeclarationExpressionOperation)operation).Expression, ref state);
            case OperationKind.Tuple:
                return TupleOf((ITupleOperation)operation, ref state);
            case OperationKind.SimpleAssignment:
                var assignment = (ISimpleAssignmentOperation)operation;
                return Assigned(assignment.Target, ref state) ?? Evaluate(assignment.Value, ref state);
            case OperationKind.CompoundAssignment:
                return Assigned(((ICompoundAssignmentOperation)operation).Target, ref state) ?? Other(operation, ref state);
            case OperationKind.PropertyReference or OperationKind.FieldReference or OperationKind.ArrayElementReference or OperationKind.ImplicitIndexerReference
                or OperationKind.DynamicMemberReference or OperationKind.DynamicIndexerAccess:
                return Member(operation, ref state);
            case OperationKind.Invocation:
                return Call((IInvocationOperation)operation, ref state);
            case OperationKind.DynamicInvocation:
                return Carried(operation, ref state) ?? Other(operation, ref state);
            case OperationKind.ObjectCreation:
                return Created((IObjectCreationOperation)operation, ref state);
            case OperationKind.DefaultValue:
                return operation.Type is { IsReferenceType: true } || IsNullable(operation.Type) ? Fact.Null : new Fact.Constant(_domain.DefaultValue);
            case OperationKind.Unary:
                return Unary((IUnaryOperation)operation, ref state);
            case OperationKind.Binary:
                var binary = (IBinaryOperation)operation;
                return Binary(binary.OperatorKind, binary.LeftOperand, binary.RightOperand, ref state);
            case OperationKind.TupleBinary:
                var tuples = (ITupleBinaryOperation)operation;
                var same = AreEqual(Evaluate(tuples.LeftOperand, ref state), Evaluate(tuples.RightOperand, ref state));
                return tuples.OperatorKind == BinaryOperatorKind.NotEquals ? Negated(same) : same;
            case OperationKind.IsPattern:
                var isPattern = (IIsPatternOperation)operation;
                var matched = Evaluate(isPattern.Value, ref state);
                return Match(isPattern.Pattern, matched, ref state);
            case OperationKind.IsNull:
                var asked = Evaluate(((IIsNullOperation)operation).Operand, ref state);
                // What a `using` asks by itself before it disposes of its variable decides nothing.
                return ReferenceEquals(asked, Fact.Unevaluable) && operation.Syntax is VariableDeclaratorSyntax ? Fact.Unknown : IsNull(asked);
            case OperationKind.IsType:
                return IsOfType((IIsTypeOperation)operation, ref state);
            case OperationKind.Coalesce:
                var coalesce = (ICoalesceOperation)operation;
                var preferred = Evaluate(coalesce.Value, ref state);
                return Coalesced(preferred, Evaluate(coalesce.WhenNull, ref state));
            case OperationKind.Conditional when operation is IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Chosen(conditional, whenFalse, ref state);
            case OperationKind.SwitchExpression:
                return ArmOf((ISwitchExpressionOperation)operation, ref state);
            case OperationKind.ConditionalAccess:
                return Accessed((IConditionalAccessOperation)operation, ref state);
            case OperationKind.ConditionalAccessInstance:
                return _conditionalReceivers.Count > 0 ? _conditionalReceivers.Peek() : Fact.Unknown;
            case OperationKind.InstanceReference:
                return state.FactOf(State.This);
            case OperationKind.AnonymousFunction or OperationKind.FlowAnonymousFunction or OperationKind.DelegateCreation or OperationKind.TypeOf or OperationKind.NameOf:
                return Fact.Unknown;
            default:
                return Other(operation, ref state);
        }
    }

    /// <summary>The operation as a truth value; one that says nothing can be either in every case.</summary>
    public Fact.Truth TruthOf(IOperation operation, ref State state) => AsTruth(Evaluate(operation, ref state));

    /// <summary>The value that an operation has in every case and every state, if it has one.</summary>
    public Optional<object?> ConstantOf(IOperation operation)
    {
        var state = State.Start(_domain);
        return Evaluate(operation, ref state) is Fact.Constant constant ? new(constant.Value) : default;
    }

    /// <summary>A condition as it is written: any of its alternatives.</summary>
    public Split SplitOf(ConditionScope scope, State state)
    {
        var result = new Split(CaseSet.Empty, _domain.All);
        foreach (var part in scope.Alternatives)
        {
            var value = Evaluate(part.Value, ref state);
            var split = (part.Match switch
            {
                null => AsTruth(value),
                IPatternOperation pattern => Match(pattern, value, ref state),
                var constant => AsTruth(AreEqual(value, Evaluate(constant, ref state))),
            }).Split;
            if (part.Guard is { } guard)
                split &= TruthOf(guard, ref state).Split;
            result |= split;
        }

        return result;
    }

    /// <summary>What stands at a path.</summary>
    public Fact PathTo(string path)
    {
        if (_subject.Derived.TryGetValue(path, out var derived))
        {
            var result = FactJoin.Tabulate(_domain, index => _domain.Cases[index].IsOther ? Fact.Table.Nothing : derived(_domain.Cases[index]));
            return result is Fact.Table { Values: var values } && values.All(static value => ReferenceEquals(value, Fact.Table.Nothing)) ? Fact.Unevaluable : result;
        }

        return _subject.ValuePaths.Contains(path) || _subject.FactAt is not { } factAt ? new Fact.Path(path, _subject.ValuePaths.Contains(path)) : factAt(path);
    }

    private Fact.Truth AsTruth(Fact fact)
    {
        if (fact is Fact.Truth truth)
            return truth;
        if (FactJoin.AsSplit(fact, _domain) is { } split)
            return new(split);
        return new(_undecided, fact.SpeaksOfSubject);
    }

    /// <summary>Something the evaluator has no case for: it speaks of the subject when a part of it does.</summary>
    private Fact Other(IOperation operation, ref State state)
    {
        if (_subject.StepFrom(operation) is { Name: "", From: { } carried })
            return Evaluate(carried, ref state);
        foreach (var child in operation.ChildOperations)
        {
            if (Evaluate(child, ref state).SpeaksOfSubject)
                return Fact.Unevaluable;
        }

        return Fact.Unknown;
    }

    private Fact Unary(IUnaryOperation unary, ref State state)
    {
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Not when IsBoolean(unary.Operand) || unary.Operand.Type is IDynamicTypeSymbol:
                var operand = TruthOf(unary.Operand, ref state);
                return operand with { Split = !operand.Split };
            case UnaryOperatorKind.True:
                return Evaluate(unary.Operand, ref state);
            case UnaryOperatorKind.Minus:
                return Map(static value => value is long number ? -number : Fact.Table.Nothing, Evaluate(unary.Operand, ref state));
            default:
                return Other(unary, ref state);
        }
    }

    private Fact IsOfType(IIsTypeOperation isType, ref State state)
    {
        var tested = Evaluate(isType.ValueOperand, ref state);
        if (TypeTestOf(tested, isType.TypeOperand) is { } typeTest)
            return new Fact.Truth(isType.IsNegated ? !typeTest : typeTest);
        return tested is Fact.Path { IsValue: true } ? Negated(IsNull(tested)) : tested.SpeaksOfSubject ? Fact.Unevaluable : Fact.Unknown;
    }

    internal static object? Normalized(object? value) => value switch
    {
        int number => (long)number,
        short number => (long)number,
        sbyte number => (long)number,
        byte number => (long)number,
        ushort number => (long)number,
        uint number => (long)number,
        ulong number => unchecked((long)number),
        float number => (double)number,
        _ => value,
    };

    private Fact Converted(IConversionOperation conversion, ref State state)
    {
        var operand = Evaluate(conversion.Operand, ref state);
        if (conversion.IsTryCast && conversion.Type is { } type && TypeTestOf(operand, type) is { } typeTest)
            return typeTest.WhenTrue.IsEmpty ? Fact.Null : typeTest.WhenFalse.IsEmpty ? operand : Fact.Unevaluable;
        if (conversion.OperatorMethod is null)
            return operand;
        // Text to extensible enum, and back.
        if (operand is Fact.Constant { Value: string text } && conversion.Type is { SpecialType: not SpecialType.System_String })
            return new Fact.Constant(_domain.ValueOfText(text));
        if (operand is Fact.Path { IsValue: true } or Fact.Table && conversion.Type?.SpecialType == SpecialType.System_String)
            return WireTextOf(operand);
        return operand;
    }

    private Fact Chosen(IConditionalOperation conditional, IOperation whenFalse, ref State state)
    {
        var condition = TruthOf(conditional.Condition, ref state);
        var first = Evaluate(conditional.WhenTrue, ref state);
        var second = Evaluate(whenFalse, ref state);
        return condition.IsTainted ? Fact.Unevaluable : FactJoin.Join(first, condition.Split.WhenTrue, second, condition.Split.WhenFalse, _domain);
    }

    private Fact ArmOf(ISwitchExpressionOperation switchExpression, ref State state)
    {
        var value = Evaluate(switchExpression.Value, ref state);
        var open = _domain.All;
        Fact? result = null;
        var reached = CaseSet.Empty;
        foreach (var arm in switchExpression.Arms)
        {
            var match = Match(arm.Pattern, value, ref state);
            var split = match.Split;
            if (arm.Guard is { } guard)
            {
                var guarded = TruthOf(guard, ref state);
                split &= guarded.Split;
                match = new(split, (match & guarded).IsTainted);
            }

            if (match.IsTainted)
                return Fact.Unevaluable;
            var here = open & split.WhenTrue;
            if (!here.IsEmpty)
            {
                var armFact = Evaluate(arm.Value, ref state);
                result = result is null ? armFact : FactJoin.Join(result, reached, armFact, here, _domain);
                reached |= here;
            }

            open &= split.WhenFalse;
        }

        return result ?? Fact.Unknown;
    }

    private Fact Accessed(IConditionalAccessOperation access, ref State state)
    {
        var receiver = Evaluate(access.Operation, ref state);
        _conditionalReceivers.Push(receiver);
        var result = Evaluate(access.WhenNotNull, ref state);
        _conditionalReceivers.Pop();
        if (receiver is Fact.Path { IsValue: false } path)
            return result is Fact.Path reached && path.MayBeNull ? reached with { MayBeNull = true } : result;
        return Map((first, second) => first is null ? null : second, receiver, result);
    }

    private static bool IsBoolean(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;

    private static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
