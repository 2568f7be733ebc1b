using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>One place that gives a variable, field or property a value.</summary>
/// <param name="Target">What is written: a reference, or the declarator of a local.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Value">The value given; null when <paramref name="Kind"/> is <see cref="WriteKind.Unknown"/>.</param>
/// <param name="Site">The whole operation that writes.</param>
internal readonly record struct Write(IOperation Target, WriteKind Kind, IOperation? Value, IOperation Site)
{
    /// <summary>Adds what <paramref name="operation"/> itself writes, not what its parts write.</summary>
    public static void Collect(IOperation operation, List<Write> writes)
    {
        switch (operation.Kind)
        {
            case OperationKind.SimpleAssignment:
                var assignment = (ISimpleAssignmentOperation)operation;
                writes.Add(new(assignment.Target, assignment.IsRef ? WriteKind.Unknown : WriteKind.Assign, assignment.Value, assignment));
                break;
            case OperationKind.CoalesceAssignment:
                var coalesce = (ICoalesceAssignmentOperation)operation;
                writes.Add(new(coalesce.Target, WriteKind.AssignIfNull, coalesce.Value, coalesce));
                break;
            case OperationKind.CompoundAssignment
                when operation is ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } append:
                writes.Add(new(append.Target, WriteKind.Append, append.Value, append));
                break;
            case OperationKind.CompoundAssignment:
                var compound = (ICompoundAssignmentOperation)operation;
                writes.Add(new(compound.Target, WriteKind.Unknown, null, compound));
                break;
            case OperationKind.Increment or OperationKind.Decrement:
                var step = (IIncrementOrDecrementOperation)operation;
                writes.Add(new(step.Target, WriteKind.Unknown, null, step));
                break;
            case OperationKind.DeconstructionAssignment:
                var deconstruction = (IDeconstructionAssignmentOperation)operation;
                CollectDeconstruction(deconstruction.Target, deconstruction.Value, deconstruction, writes);
                break;
            case OperationKind.Argument when operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                writes.Add(new(argument.Value, WriteKind.Unknown, null, argument));
                break;
            case OperationKind.AddressOf:
                var address = (IAddressOfOperation)operation;
                writes.Add(new(address.Reference, WriteKind.Unknown, null, address));
                break;
            case OperationKind.VariableDeclarator
                when operation is IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } alias && alias.GetVariableInitializer() is { } initializer:
                writes.Add(new(initializer.Value, WriteKind.Unknown, null, alias));
                break;
            case OperationKind.VariableDeclarator when operation is IVariableDeclaratorOperation declarator && declarator.GetVariableInitializer() is { } initializer:
                writes.Add(new(declarator, WriteKind.Assign, initializer.Value, declarator));
                break;
            case OperationKind.IsPattern:
                var isPattern = (IIsPatternOperation)operation;
                if (WholeValuePattern(isPattern.Pattern) is { } pattern)
                    writes.Add(new(pattern, WriteKind.Assign, isPattern.Value, isPattern));
                break;
        }
    }

    /// <summary>The pattern that declares a variable for the whole tested value: <c>is string key</c>, <c>is not { } key</c>.</summary>
    private static IPatternOperation? WholeValuePattern(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => WholeValuePattern(negated.Pattern),
        IBinaryPatternOperation both => WholeValuePattern(both.LeftPattern) ?? WholeValuePattern(both.RightPattern),
        IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null } => pattern,
        _ => null,
    };

    private static void CollectDeconstruction(IOperation target, IOperation value, IOperation site, List<Write> writes)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is not ITupleOperation targets)
        {
            writes.Add(new(target, WriteKind.Assign, value, site));
            return;
        }

        if (value is IConversionOperation conversion)
            value = conversion.Operand;
        var values = value as ITupleOperation;
        for (var i = 0; i < targets.Elements.Length; i++)
        {
            if (values is not null && i < values.Elements.Length)
                CollectDeconstruction(targets.Elements[i], values.Elements[i], site, writes);
            else
                writes.Add(new(targets.Elements[i], WriteKind.Unknown, null, site));
        }
    }
}

internal enum WriteKind
{
    Assign,
    AssignIfNull,
    Append,
    Unknown,
}
