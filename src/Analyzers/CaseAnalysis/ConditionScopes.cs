using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>A condition as it is written, which the flow graph splits into several branches.</summary>
/// <param name="Syntax">Identifies it.</param>
/// <param name="Kind">What its outcome does.</param>
/// <param name="Alternatives">The un-lowered condition; several for the labels of one switch section, which are one condition.</param>
internal sealed record ConditionScope(SyntaxNode Syntax, ConditionScopeKind Kind, IReadOnlyList<ConditionPart> Alternatives);

/// <summary>One un-lowered condition: an expression, or the match of a value with a pattern or constant under a guard.</summary>
/// <param name="Value">The boolean expression, or the matched value.</param>
/// <param name="Match">The pattern or constant; null for an expression.</param>
/// <param name="Guard">The <c>when</c> clause, if any.</param>
internal sealed record ConditionPart(IOperation Value, IOperation? Match, IOperation? Guard);

internal enum ConditionScopeKind
{
    /// <summary>Its outcome chooses the way: what it tells apart is looked at.</summary>
    Branching,

    /// <summary>A value that is only computed, such as <c>a &amp;&amp; b</c> or <c>a ?? b</c>: it tells nothing apart until it is branched on.</summary>
    Computing,

    /// <summary>The labels that share a switch section with <c>default</c>: they tell nothing apart from it.</summary>
    Neutral,
}

/// <summary>The conditions of a body and everything nested in it, found by syntax.</summary>
internal sealed class ConditionScopes
{
    private readonly Dictionary<SyntaxNode, ConditionScope> _bySyntax = new();

    // The test of a switch-expression arm has the whole arm as its syntax; what the arm yields lies inside it but not in the condition.
    private readonly Dictionary<SyntaxNode, ConditionScope> _byArm = new();

    public ConditionScopes(IOperation body) => Visit(body);

    /// <summary>The scopes around an operation of the graph, innermost first.</summary>
    public ConditionScope[] Around(IOperation operation)
    {
        List<ConditionScope>? scopes = null;
        if (_byArm.TryGetValue(operation.Syntax, out var arm))
            scopes = new() { arm };
        for (var node = operation.Syntax; node is not null and not StatementSyntax and not AnonymousFunctionExpressionSyntax and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (_bySyntax.TryGetValue(node, out var scope))
                (scopes ??= new()).Add(scope);
        }

        return scopes?.ToArray() ?? Array.Empty<ConditionScope>();
    }

    private void Visit(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Conditional:
                var conditional = (IConditionalOperation)operation;
                if (IsBoolean(conditional) && conditional.Syntax is ConditionalExpressionSyntax)
                {
                    VisitValue(conditional);
                    return;
                }

                VisitCondition(conditional.Condition);
                VisitOptional(conditional.WhenTrue);
                VisitOptional(conditional.WhenFalse);
                return;
            case OperationKind.Loop when operation is IWhileLoopOperation { Condition: { } condition } loop:
                VisitCondition(condition);
                Visit(loop.Body);
                return;
            case OperationKind.Loop when operation is IForLoopOperation { Condition: { } condition } loop:
                foreach (var child in loop.ChildOperations)
                {
                    if (child == condition)
                        VisitCondition(child);
                    else
                        Visit(child);
                }

                return;
            case OperationKind.CatchClause when operation is ICatchClauseOperation { Filter: { } filter } clause:
                VisitCondition(filter);
                Visit(clause.Handler);
                return;
            case OperationKind.Switch:
                VisitSwitch((ISwitchOperation)operation);
                return;
            case OperationKind.SwitchExpression:
                var switchExpression = (ISwitchExpressionOperation)operation;
                if (IsBoolean(switchExpression))
                    VisitValue(switchExpression);
                else
                    VisitArms(switchExpression);
                return;
            case OperationKind.Binary when operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
            case OperationKind.Coalesce or OperationKind.CoalesceAssignment or OperationKind.ConditionalAccess:
                VisitValue(operation);
                return;
            default:
                VisitChildren(operation);
                return;
        }
    }

    private void VisitChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
            Visit(child);
    }

    private void VisitOptional(IOperation? operation)
    {
        if (operation is not null)
            Visit(operation);
    }

    private void VisitCondition(IOperation condition)
    {
        Add(condition.Syntax, ConditionScopeKind.Branching, new ConditionPart(condition, null, null));
        VisitParts(condition);
    }

    private void VisitValue(IOperation value)
    {
        Add(value.Syntax, ConditionScopeKind.Computing, new ConditionPart(value, null, null));
        VisitParts(value);
    }

    /// <summary>The parts of a boolean belong to its scope; only what is not boolean below them has scopes of its own.</summary>
    private void VisitParts(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Binary when operation is IBinaryOperation binary && IsBoolean(binary.LeftOperand):
                VisitParts(binary.LeftOperand);
                VisitParts(binary.RightOperand);
                break;
            case OperationKind.Unary:
                VisitParts(((IUnaryOperation)operation).Operand);
                break;
            case OperationKind.Conversion when operation is IConversionOperation conversion && IsBoolean(conversion.Operand):
                VisitParts(conversion.Operand);
                break;
            case OperationKind.Conditional when operation is IConditionalOperation conditional && IsBoolean(conditional):
                VisitParts(conditional.Condition);
                VisitParts(conditional.WhenTrue);
                if (conditional.WhenFalse is { } whenFalse)
                    VisitParts(whenFalse);
                break;
            case OperationKind.SwitchExpression when operation is ISwitchExpressionOperation switchExpression && IsBoolean(switchExpression):
                Visit(switchExpression.Value);
                foreach (var arm in switchExpression.Arms)
                {
                    if (arm.Guard is { } guard)
                        VisitParts(guard);
                    VisitParts(arm.Value);
                }

                break;
            default:
                VisitChildren(operation);
                break;
        }
    }

    private void VisitSwitch(ISwitchOperation @switch)
    {
        Visit(@switch.Value);
        foreach (var section in @switch.Cases)
        {
            var parts = new List<ConditionPart>();
            var kind = ConditionScopeKind.Branching;
            foreach (var clause in section.Clauses)
            {
                switch (clause)
                {
                    case ISingleValueCaseClauseOperation single:
                        parts.Add(new(@switch.Value, single.Value, null));
                        break;
                    case IPatternCaseClauseOperation pattern:
                        parts.Add(new(@switch.Value, pattern.Pattern, pattern.Guard));
                        if (pattern.Guard is { } guard)
                            VisitParts(guard);
                        break;
                    case IDefaultCaseClauseOperation:
                        kind = ConditionScopeKind.Neutral;
                        break;
                }
            }

            var scope = new ConditionScope(section.Syntax, kind, parts);
            foreach (var clause in section.Clauses)
                _bySyntax[clause.Syntax] = scope;
            foreach (var statement in section.Body)
                Visit(statement);
        }
    }

    private void VisitArms(ISwitchExpressionOperation switchExpression)
    {
        Visit(switchExpression.Value);
        foreach (var arm in switchExpression.Arms)
        {
            var scope = new ConditionScope(arm.Syntax, ConditionScopeKind.Branching, new[] { new ConditionPart(switchExpression.Value, arm.Pattern, arm.Guard) });
            _byArm[arm.Syntax] = scope;
            if (arm.Guard is { } guard)
            {
                _bySyntax[guard.Syntax] = scope;
                VisitParts(guard);
            }

            Visit(arm.Value);
        }
    }

    private void Add(SyntaxNode syntax, ConditionScopeKind kind, ConditionPart part) =>
        _bySyntax[syntax] = new(syntax, kind, new[] { part });

    private static bool IsBoolean(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;
}

/// <summary>Which scopes each block of one graph lies in.</summary>
internal sealed class BlockScopes
{
    private readonly ConditionScope[][] _ofBlock;
    private readonly ConditionScope[][] _ofBranch;

    public BlockScopes(ControlFlowGraph graph, ConditionScopes scopes)
    {
        _ofBlock = new ConditionScope[graph.Blocks.Length][];
        _ofBranch = new ConditionScope[graph.Blocks.Length][];
        foreach (var block in graph.Blocks)
        {
            var branch = block.ConditionalSuccessor is not null && block.BranchValue is { } value ? scopes.Around(value) : Array.Empty<ConditionScope>();
            _ofBranch[block.Ordinal] = branch;
            // A block without a branch belongs to the condition whose part it computes (the constant arm of a short-circuit operator).
            _ofBlock[block.Ordinal] = branch.Length > 0 || block.Operations.IsEmpty ? branch : scopes.Around(block.Operations[block.Operations.Length - 1]);
        }
    }

    /// <summary>The scopes of the block's branch, innermost first.</summary>
    public ConditionScope[] OfBranch(BasicBlock block) => _ofBranch[block.Ordinal];

    /// <summary>The scopes of the block, innermost first.</summary>
    public ConditionScope[] OfBlock(BasicBlock block) => _ofBlock[block.Ordinal];

    /// <summary>Whether the block computes a part of the scope.</summary>
    public bool IsInside(BasicBlock? block, ConditionScope scope) => block is not null && Array.IndexOf(_ofBlock[block.Ordinal], scope) >= 0;
}
