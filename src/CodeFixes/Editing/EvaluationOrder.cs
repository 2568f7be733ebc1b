using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.CodeFixes.Editing;

/// <summary>Whether an expression can be evaluated before the statement that it is a part of, and what has to go with it so that
/// everything is still evaluated as often as it was and in the same order.</summary>
internal sealed class EvaluationOrder
{
    private readonly IOperation _operation;
    private readonly Func<ITypeSymbol, bool> _isImmutable;
    private readonly HashSet<ISymbol> _written;

    /// <summary>Looks at what the expression writes itself.</summary>
    /// <param name="operation">The expression to be moved.</param>
    /// <param name="isImmutable">Types whose members give the same whenever they are read.</param>
    public EvaluationOrder(IOperation operation, Func<ITypeSymbol, bool> isImmutable)
    {
        _operation = operation;
        _isImmutable = isImmutable;
        _written = new HashSet<ISymbol>(operation.DescendantsAndSelf().SelectMany(WrittenBy), SymbolEqualityComparer.Default);
    }

    /// <summary>The operands that are evaluated before the expression and have to stay before it, in their order;
    /// null when the expression has to stay where it is.</summary>
    public IReadOnlyList<ExpressionSyntax>? MovedAlong()
    {
        var moved = new List<ExpressionSyntax>();
        var child = _operation;
        for (; child.Parent is { } parent && !IsStatement(parent); child = parent)
        {
            if (IsEvaluatedOnlySometimes(child, parent))
                return null;
            var earlier = new List<ExpressionSyntax>();
            if (!parent.ChildOperations.TakeWhile(sibling => sibling != child).All(sibling => TryAdd(sibling, earlier)))
                return null;
            moved.InsertRange(0, earlier);
        }

        return IsClauseOfQuery(child.Parent) ? null : moved;
    }

    private static bool IsStatement(IOperation operation) =>
        operation is IReturnOperation or IExpressionStatementOperation or IBlockOperation || operation.Syntax is StatementSyntax;

    /// <summary>A clause is the body of a lambda that nobody wrote, so that no statement can be put there.</summary>
    private static bool IsClauseOfQuery(IOperation? body) =>
        body is IReturnOperation { Parent.Parent: IAnonymousFunctionOperation { Syntax: not AnonymousFunctionExpressionSyntax } };

    private static bool IsEvaluatedOnlySometimes(IOperation child, IOperation parent) => parent switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary => binary.RightOperand == child,
        IConditionalOperation conditional => conditional.Condition != child,
        ICoalesceOperation coalesce => coalesce.WhenNull == child,
        ICoalesceAssignmentOperation assignment => assignment.Value == child,
        IConditionalAccessOperation access => access.WhenNotNull == child,
        ISwitchExpressionArmOperation or ICaseClauseOperation or ICatchClauseOperation or IAnonymousFunctionOperation => true,
        _ => false,
    };

    /// <summary>Adds what a later evaluation could tell from an earlier one; false if it cannot be evaluated ahead of its place.</summary>
    private bool TryAdd(IOperation earlier, List<ExpressionSyntax> operands)
    {
        if (IsStable(earlier) || IsHeldObject(earlier))
            return true;
        switch (earlier)
        {
            case IArgumentOperation { Parameter.RefKind: not RefKind.None }:
                return false;
            case IArgumentOperation or IInterpolationOperation or IArrayInitializerOperation or IObjectOrCollectionInitializerOperation:
            case { IsImplicit: true }:
            case IPropertyReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation when IsOnlyWritten(earlier):
                return earlier.ChildOperations.All(child => TryAdd(child, operands));
            case ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation } assignment:
                return TryAdd(assignment.Value, operands);
            case { Syntax: ExpressionSyntax expression, Type: { SpecialType: not SpecialType.System_Void, IsRefLikeType: false } type }
                when !IsTarget(earlier) && !(type.IsValueType && IsReceiver(earlier)):
                operands.Add(expression);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether evaluating it a little later gives the same, and does nothing that could be noticed.</summary>
    private bool IsStable(IOperation operation) => operation.ConstantValue.HasValue || operation switch
    {
        ILocalReferenceOperation reference => !_written.Contains(reference.Local),
        IParameterReferenceOperation reference => !_written.Contains(reference.Parameter),
        IFieldReferenceOperation reference => (reference.Field.IsReadOnly && ChildrenAreStable(reference)) || IsReadOfImmutable(reference),
        IPropertyReferenceOperation reference => IsReadOfImmutable(reference) && reference.Arguments.All(IsStable),
        IInstanceReferenceOperation or IAnonymousFunctionOperation or IDiscardOperation or IDeclarationExpressionOperation or ITypeOfOperation
            or IDefaultValueOperation or IInterpolatedStringTextOperation => true,
        IArgumentOperation or IConversionOperation or IBinaryOperation or IUnaryOperation or IConditionalOperation or ICoalesceOperation
            or IInterpolatedStringOperation or IInterpolationOperation or ITupleOperation or IIsTypeOperation or IIsPatternOperation
            or IPatternOperation or IDelegateCreationOperation or IMethodReferenceOperation or IObjectCreationOperation
            or IArrayCreationOperation or IArrayInitializerOperation or IAnonymousObjectCreationOperation
            or IVariableDeclaratorOperation or IVariableInitializerOperation => ChildrenAreStable(operation),
        _ => false,
    };

    private bool ChildrenAreStable(IOperation operation) => operation.ChildOperations.All(IsStable);

    /// <summary>A chain of members that starts at a variable holding an immutable object.</summary>
    private bool IsReadOfImmutable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation reference => _isImmutable(reference.Local.Type),
        IParameterReferenceOperation reference => _isImmutable(reference.Parameter.Type),
        IMemberReferenceOperation { Instance: { } instance } => IsReadOfImmutable(instance),
        _ => false,
    };

    /// <summary>An object that something is called or set on: the fields and properties that lead to it lead to it later, too.</summary>
    private static bool IsHeldObject(IOperation operation) =>
        IsReceiver(operation)
        && operation.Type is { IsReferenceType: true }
        && operation.DescendantsAndSelf().All(o =>
            o is IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 } or IInstanceReferenceOperation);

    private static bool IsReceiver(IOperation operation) => operation.Parent switch
    {
        IInvocationOperation invocation => invocation.Instance == operation,
        IMemberReferenceOperation member => member.Instance == operation,
        _ => false,
    };

    private static bool IsTarget(IOperation operation) => operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;

    private static bool IsOnlyWritten(IOperation operation) =>
        IsTarget(operation) && operation.Parent is ISimpleAssignmentOperation or IDeconstructionAssignmentOperation;

    private static IEnumerable<ISymbol> WrittenBy(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: var target } => VariablesIn(target),
        IIncrementOrDecrementOperation { Target: var target } => VariablesIn(target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var target } => VariablesIn(target),
        _ => [],
    };

    private static IEnumerable<ISymbol> VariablesIn(IOperation operation) => operation.DescendantsAndSelf().Select(o => o switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IParameterReferenceOperation reference => reference.Parameter,
        _ => (ISymbol?)null,
    }).OfType<ISymbol>();
}
