using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What the operations of a block do to the state, in the order in which they are evaluated.</summary>
internal sealed class Transfer(CaseFlow flow, GraphShape shape, GraphRun? run)
{
    private readonly Subject _subject = flow.Subject;
    private readonly Conditions _conditions = flow.Conditions;
    private readonly ICalledMethods _calls = flow;

    /// <summary>Whether a lambda or local function was met.</summary>
    public bool MetNestedFunction { get; private set; }

    public void Apply(IOperation operation, ref State state, Action<IOperation, Point>? observe, bool isReturned)
    {
        foreach (var child in operation.ChildOperations)
            Apply(child, ref state, observe, isReturned: false);
        if (!state.Possible.IsEmpty)
            observe?.Invoke(operation, new Point(state, _conditions, isReturned, run!));
        if (_subject.IsOrigin(operation))
            state = state.Renewed(_subject.Domain, _subject.CheckedAt(operation));
        // By kind: asking for one interface after another is most of what an operation that does nothing would cost.
        switch (operation.Kind)
        {
            case OperationKind.SimpleAssignment:
                var assignment = (ISimpleAssignmentOperation)operation;
                Assign(assignment.Target, _conditions.Evaluate(assignment.Value, ref state), ref state);
                break;
            case OperationKind.FlowCapture:
                var capture = (IFlowCaptureOperation)operation;
                state = state.With(capture.Id, _conditions.Evaluate(capture.Value, ref state));
                break;
            case OperationKind.VariableDeclarator when operation is IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                state = state.With(declarator.Symbol, _conditions.Evaluate(initializer.Value, ref state));
                break;
            case OperationKind.DeconstructionAssignment:
                var deconstruction = (IDeconstructionAssignmentOperation)operation;
                Deconstruct(deconstruction.Target, _conditions.Evaluate(deconstruction.Value, ref state), ref state);
                break;
            case OperationKind.CompoundAssignment:
                var compound = (ICompoundAssignmentOperation)operation;
                Assign(compound.Target, _conditions.Binary(compound.OperatorKind, compound.Target, compound.Value, ref state), ref state);
                break;
            case OperationKind.Increment or OperationKind.Decrement:
                var increment = (IIncrementOrDecrementOperation)operation;
                Assign(increment.Target, _conditions.Incremented(increment, ref state), ref state);
                break;
            case OperationKind.CoalesceAssignment:
                Assign(((ICoalesceAssignmentOperation)operation).Target, Fact.Unknown, ref state);
                break;
            case OperationKind.Invalid when !_subject.IsIgnoredCall(operation):
                LoseWhatIsTested(operation, ref state);
                break;
            case OperationKind.FlowAnonymousFunction or OperationKind.MethodReference:
                MetNestedFunction = true;
                break;
            case OperationKind.IsPattern:
                _conditions.Evaluate(operation, ref state);
                break;
            case OperationKind.Invocation:
                Call(operation, ((IInvocationOperation)operation).TargetMethod, ref state);
                break;
            case OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor }:
                Call(operation, constructor, ref state);
                break;
            case OperationKind.PropertyReference
                when operation is IPropertyReferenceOperation { Instance: { } instance, Property: { DeclaringSyntaxReferences.IsEmpty: false, GetMethod: { } getter } }
                    && _conditions.Evaluate(instance, ref state) is Fact.Path { IsValue: false } path && _subject.StepFrom(operation) is { Name: { } step }
                    && _subject.Step(path.Steps, step) is null:
                Call(operation, getter, ref state);
                break;
        }
    }

    private void Assign(IOperation target, Fact fact, ref State state)
    {
        if (target is IMemberReferenceOperation { Instance: { } instance, Member.Name: var member } && shape.SlotOf(instance) is { } holder && state.FactOf(holder) is Fact.Made made)
        {
            state = state.With(holder, made.With(member, fact));
            return;
        }

        if (shape.SlotOf(target) is not { } slot)
            return;
        if (slot is ISymbol symbol && _subject.OriginSymbols.Contains(symbol))
        {
            state = state.Renewed(_subject.Domain, null);
            fact = new Fact.Path("", _subject.ValuePaths.Contains(""));
        }

        state = state.With(slot, fact);
    }

    private void Deconstruct(IOperation target, Fact fact, ref State state)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is not ITupleOperation tuple)
        {
            Assign(target, fact, ref state);
            return;
        }

        for (var index = 0; index < tuple.Elements.Length; index++)
        {
            var element = fact is Fact.Tuple values && index < values.Elements.Length ? values.Elements[index] : Fact.Unknown;
            Deconstruct(tuple.Elements[index], element, ref state);
        }
    }

    /// <summary>Code that does not compile: who receives the watched object there is not known.</summary>
    private void LoseWhatIsTested(IOperation invalid, ref State state)
    {
        foreach (var child in invalid.ChildOperations)
        {
            var fact = _conditions.Evaluate(child, ref state);
            if (!fact.SpeaksOfSubject && (fact is not Fact.Path path || !_subject.LeadsToValue(path.Steps)))
                continue;
            flow.NoteOutsideLook();
            state = state.Lost();
        }
    }

    private void Call(IOperation call, IMethodSymbol method, ref State state)
    {
        var arguments = _conditions.ArgumentsOf(call, ref state);
        if (call is IInvocationOperation invocation)
        {
            AssignOutArguments(invocation, ref state);
            if (GuardOf(invocation, ref state) is { } guard)
            {
                state = Restricted(state, guard, AlikeOf(guard));
                return;
            }
        }

        // What a function around sees may be the subject; what a variable holds may be such a function.
        MetNestedFunction |= method.MethodKind == MethodKind.LocalFunction;
        var concernsSubject = method.MethodKind == MethodKind.LocalFunction || call is IInvocationOperation { Instance: ILocalReferenceOperation, TargetMethod.MethodKind: MethodKind.DelegateInvoke };
        foreach (var argument in arguments)
            concernsSubject |= argument.Value.SpeaksOfSubject || (argument.Value is Fact.Path path && _subject.LeadsToValue(path.Steps));
        if (!concernsSubject)
            return;
        if (_subject.IsCheckingCall(call))
        {
            state = state.Lost();
        }
        else if (_calls.EffectOf(call, method, arguments, state) is { } effect)
        {
            // A helper that returns a truth about the subject is a check only once that truth is branched on.
            var alike = effect.Returns is Fact.Truth or Fact.Table ? flow.Subject.Domain.All : effect.Alike;
            state = Restricted(effect.IsLost ? state.Lost() : state, effect.Normally, alike);
        }
        else if (IsLook(call, method, arguments))
        {
            flow.NoteOutsideLook();
            state = state.Lost();
        }
    }

    /// <summary>Whether code that is not in sight receives the watched object or its value and may test it.</summary>
    private bool IsLook(IOperation call, IMethodSymbol method, ImmutableArray<KeyValuePair<object, Fact>> arguments)
    {
        if (call is IPropertyReferenceOperation || _subject.IsIgnoredCall(call))
            return false;
        // What the evaluator understands is a value like any other, tested where it is branched on.
        var isUnderstood = method.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Object
            || method.Name is "Contains" or "Equals" or "ToString" or "GetValueOrDefault" or "HasFlag" or "CompareTo" or "IndexOf" or "GetHashCode"
            || _subject.StepFrom(call) is { From: not null, Name: "" };
        foreach (var argument in arguments)
        {
            if (ReferenceEquals(argument.Key, State.This))
                continue;
            if (argument.Value is Fact.Path { IsValue: false } path ? _subject.LeadsToValue(path.Steps) && !IsCarrier(call, method) : argument.Value.SpeaksOfSubject && !isUnderstood)
                return true;
        }

        return false;
    }

    /// <summary>Whether the call only carries its argument along a known path (<c>First()</c> of an extension, <c>ConfigureAwait</c>).</summary>
    private bool IsCarrier(IOperation call, IMethodSymbol method) =>
        (_subject.StepFrom(call) is { From: { } from } && from != (call as IInvocationOperation)?.Instance) || Conditions.IsSequenceCall(method);

    private void AssignOutArguments(IInvocationOperation invocation, ref State state)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.Out or RefKind.Ref })
                continue;
            var fact = Fact.Unknown;
            if (_conditions.StepOf(invocation, ref state) is { From: { } receiver, Name: { } step } && _conditions.Evaluate(receiver, ref state) is Fact.Path { IsValue: false } path
                && _subject.Step(path.Steps, step) is { } next)
            {
                fact = _conditions.PathTo(next);
            }

            Assign(argument.Value, fact, ref state);
        }
    }

    private CaseSet? GuardOf(IInvocationOperation invocation, ref State state)
    {
        if (_subject.Guards.IsEmpty || _subject.StepFrom(invocation) is not { From: { } receiver, Name: { } step })
            return null;
        return _conditions.Evaluate(receiver, ref state) is Fact.Path path && _subject.Guards.TryGetValue(path.Steps.Length == 0 ? step : path.Steps + "/" + step, out var guard)
            ? guard
            : null;
    }

    private CaseSet AlikeOf(CaseSet guard) => flow.Reference is { } reference && guard.Contains(reference) ? guard : CaseSet.Empty;

    private State Restricted(State state, CaseSet possible, CaseSet alike)
    {
        var left = state.Possible & possible;
        var stillAlike = flow.Reference is { } reference && !left.Contains(reference) ? CaseSet.Empty : state.Alike & alike;
        return left == state.Possible && stillAlike == state.Alike ? state : state with { Possible = left, Alike = stillAlike };
    }
}
