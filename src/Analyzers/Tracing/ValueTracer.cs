using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Answers which values an expression can have: constants, texts of which parts are known, named values from outside,
/// objects by the creation or call that makes them, or unknown.
/// Follows locals, the type's private and readonly members, parameterless methods and the operators of text;
/// never parameters, injected objects or configuration.</summary>
internal sealed class ValueTracer
{
    /// <summary>More possible values than this are not worth telling apart: the whole becomes unknown.</summary>
    private const int MaxValues = 16;

    /// <summary>How many declarations are followed one after the other.</summary>
    private const int MaxDepth = 24;

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<IOperation> _active = [];

    private ValueTracer(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The values that the expression can have where it stands; one unknown value at the least.</summary>
    /// <param name="expression">An operation of the original tree, not of a control flow graph.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static ImmutableArray<TracedValue> ValuesOf(IOperation expression, CancellationToken cancellationToken) =>
        expression.SemanticModel is { } model
            ? new ValueTracer(model.Compilation, cancellationToken).Trace(expression)
            : ImmutableArray.Create(TracedValue.Unknown(expression));

    /// <summary>The values of an expression met while tracing; none at all when it is being traced already or never yields a value.</summary>
    internal ImmutableArray<TracedValue> Trace(IOperation expression)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_active.Count == 0)
            return OrUnknown(Follow(expression), expression);
        if (_active.Count > MaxDepth)
            return Unknown(expression);
        return Follow(expression);
    }

    private static ImmutableArray<TracedValue> Unknown(IOperation expression) => ImmutableArray.Create(TracedValue.Unknown(expression));

    private static ImmutableArray<TracedValue> OrUnknown(ImmutableArray<TracedValue> values, IOperation expression) =>
        values.Length is 0 or > MaxValues ? Unknown(expression) : values;

    private ImmutableArray<TracedValue> Follow(IOperation expression)
    {
        expression = References.Unwrap(expression);
        if (expression.ConstantValue is { HasValue: true, Value: var constant })
            return ImmutableArray.Create(Constant(expression, constant));
        if (!_active.Add(expression))
            return ImmutableArray<TracedValue>.Empty;
        try
        {
            var values = Values(expression);
            return values.Length > MaxValues ? Unknown(expression) : values;
        }
        finally
        {
            _active.Remove(expression);
        }
    }

    /// <summary>A constant, with the expression that its declaration gives it where it has one in the compilation.</summary>
    private TracedValue Constant(IOperation expression, object? constant)
    {
        ISymbol? declared = expression switch
        {
            IFieldReferenceOperation { Field: { IsConst: true } field } => field,
            ILocalReferenceOperation { Local: { IsConst: true } local } => local,
            _ => null,
        };
        if (declared is null || TypeWrites.Initializer(declared, _compilation, _cancellationToken) is not { } value)
            return TracedValue.Known(expression, constant);
        return Constant(References.Unwrap(value), constant).Through(declared);
    }

    private ImmutableArray<TracedValue> Values(IOperation expression)
    {
        switch (expression)
        {
            case ILocalReferenceOperation local:
                return Variable(local.Local, local);
            case IParameterReferenceOperation parameter:
                return Variable(parameter.Parameter, parameter).Add(TracedValue.Unknown(parameter).Through(parameter.Parameter));
            case IFieldReferenceOperation field:
                return Member(field.Field, field);
            case ICoalesceOperation coalesce:
                return Trace(coalesce.Value).RemoveAll(static v => v.Constant is { HasValue: true, Value: null }).AddRange(Trace(coalesce.WhenNull));
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Trace(conditional.WhenTrue).AddRange(Trace(whenFalse));
            case ISwitchExpressionOperation @switch:
                return Union(@switch.Arms.Select(static arm => arm.Value));
            case IAssignmentOperation assignment and not ICompoundAssignmentOperation:
                return Trace(assignment.Value);
            case IThrowOperation:
                return ImmutableArray<TracedValue>.Empty;
            case IConditionalAccessOperation access:
                return Trace(access.WhenNotNull);
            case IConditionalAccessInstanceOperation instance:
                return Receiver(instance) is { } receiver ? Trace(receiver) : Unknown(instance);
            default:
                if (OutsideValues.Name(expression, this) is { } outside)
                    return ImmutableArray.Create(TracedValue.ReadFrom(expression, outside));
                if (TextOperations.Evaluate(expression, this) is { IsDefault: false } texts)
                    return texts;
                return expression switch
                {
                    IPropertyReferenceOperation { Arguments.IsEmpty: true } property => Member(property.Property, property),
                    IInvocationOperation call => Call(call),
                    _ => Unknown(expression),
                };
        }
    }

    private ImmutableArray<TracedValue> Union(IEnumerable<IOperation> expressions)
    {
        var values = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var expression in expressions)
            values.AddRange(Trace(expression));
        return values.ToImmutable();
    }

    private ImmutableArray<TracedValue> Variable(ISymbol variable, IOperation use)
    {
        var writes = BodyWrites.Around(use).Reaching(variable, use).ToList();
        if (writes.Count == 0 && variable is ILocalSymbol)
            return ImmutableArray.Create(TracedValue.Unknown(use).Through(variable));
        return Written(writes, variable);
    }

    private ImmutableArray<TracedValue> Member(ISymbol member, IMemberReferenceOperation reference)
    {
        if (member.DeclaringSyntaxReferences.IsEmpty)
            return OfFramework(member, reference);
        if (member is IPropertySymbol { GetMethod: { } getter } && MethodBodies.Of(_compilation).BodyOf(getter, _cancellationToken) is { } body)
            return MemberFacts.CanBeReplaced(member) ? Unknown(reference) : Returned(body, reference);
        var values = MemberFacts.IsWrittenInTypeOnly(member)
            ? Written(TypeWrites.Of(member.ContainingType, _compilation).To(member, _cancellationToken), member)
            : ImmutableArray<TracedValue>.Empty;
        return values.IsEmpty ? ImmutableArray.Create(TracedValue.Unknown(reference).Through(member)) : values;
    }

    /// <summary><c>string.Empty</c>, and what a <c>Lazy&lt;T&gt;</c> in sight is made to compute.</summary>
    private ImmutableArray<TracedValue> OfFramework(ISymbol member, IMemberReferenceOperation reference)
    {
        if (member is { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String })
            return ImmutableArray.Create(TracedValue.Known(reference, ""));
        return member.Name == "Value" && reference.Instance is { } lazy && References.IsSystemType(member.ContainingType, "Lazy")
            ? Computed(lazy, reference)
            : Unknown(reference);
    }

    private ImmutableArray<TracedValue> Computed(IOperation lazy, IOperation reference)
    {
        var values = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var value in Trace(lazy))
        {
            var factory = value.Creation?.Arguments is [{ Value: IDelegateCreationOperation { Target: var target } }, ..] ? target : null;
            var body = factory switch
            {
                IAnonymousFunctionOperation function => function.Body,
                IMethodReferenceOperation { Method: var method } when !MemberFacts.CanBeReplaced(method) =>
                    MethodBodies.Of(_compilation).BodyOf(method, _cancellationToken),
                _ => null,
            };
            values.AddRange(body is null ? Unknown(reference) : Returned(body, reference));
        }

        return values.ToImmutable();
    }

    private ImmutableArray<TracedValue> Written(List<Write> writes, ISymbol holder)
    {
        var values = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var write in writes)
        {
            if (write.Kind is WriteKind.Assign or WriteKind.AssignIfNull)
                values.AddRange(Trace(write.Value!));
            else if (write.Kind == WriteKind.Unknown)
                values.Add(TracedValue.Unknown(write.Site));
        }

        foreach (var write in writes)
        {
            if (write.Kind == WriteKind.Append && values.Count <= MaxValues)
                values.AddRange(TextOperations.Append(write.Site, values.ToImmutable(), Trace(write.Value!)));
        }

        for (var i = 0; i < values.Count; i++)
            values[i] = values[i].Through(holder);
        return values.ToImmutable();
    }

    private ImmutableArray<TracedValue> Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!method.Parameters.IsEmpty || MemberFacts.CanBeReplaced(method))
            return Unknown(call);
        return MethodBodies.Of(_compilation).BodyOf(method, _cancellationToken) is { } body ? Returned(body, call) : Unknown(call);
    }

    private ImmutableArray<TracedValue> Returned(IOperation body, IOperation call)
    {
        var values = ImmutableArray.CreateBuilder<TracedValue>();
        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned })
                values.AddRange(Trace(returned));
        }

        return values.Count == 0 ? Unknown(call) : values.ToImmutable();
    }

    private static IOperation? Receiver(IConditionalAccessInstanceOperation instance)
    {
        IOperation child = instance;
        for (var node = instance.Parent; node is not null; child = node, node = node.Parent)
        {
            if (node is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
        }

        return null;
    }
}
