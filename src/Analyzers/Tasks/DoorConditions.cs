using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>What decides whether a branch is taken.</summary>
internal enum DoorKind
{
    /// <summary>The status of the HTTP response.</summary>
    HttpStatus,

    /// <summary>Something in the answer: the task's status, its error, its result.</summary>
    Answer,

    /// <summary>Something that has nothing to do with the answer: a count, the time, a token, a flag of the program.</summary>
    Elsewhere,

    /// <summary>A tick of a timer, which is false only once the timer is disposed.</summary>
    Tick,

    /// <summary>A variable that the loop sets for reasons that are not followed.</summary>
    Unknown,
}

/// <summary>Tells what the branches of a loop depend on.</summary>
internal sealed class DoorConditions(PollingLoop loop, CancellationToken cancellationToken)
{
    private readonly MethodBodies _bodies = loop.Bodies;

    /// <summary>What a branch depends on.</summary>
    public DoorKind KindOf(RoundEdge edge) => KindOf(loop.Graph.Blocks[edge.Source.Block]);

    /// <summary>What the condition of a block depends on; <see cref="DoorKind.Elsewhere"/> for a block without one.</summary>
    public DoorKind KindOf(BasicBlock block)
    {
        if (block.ConditionalSuccessor is null || block.BranchValue is not { } value)
            return DoorKind.Elsewhere;
        // The step of a foreach is an invented call on the collection.
        if (value is IInvocationOperation { IsImplicit: true })
            return DoorKind.Elsewhere;
        return _bodies.OperationOf(value.Syntax, cancellationToken) is { } original ? KindOf(Tested(original), new(SymbolEqualityComparer.Default)) : DoorKind.Unknown;
    }

    /// <summary>What the value of a variable depends on.</summary>
    public DoorKind KindOf(ISymbol variable) => KindOfVariable(variable, new(SymbolEqualityComparer.Default) { variable }) ?? DoorKind.Elsewhere;

    /// <summary>What a condition looks at: in a <c>switch</c> the label stands for the value that is compared with it.</summary>
    private static IOperation Tested(IOperation condition)
    {
        var label = condition;
        while (label is IPatternOperation or { ConstantValue.HasValue: true, Parent: IPatternOperation or ICaseClauseOperation })
            label = label.Parent!;
        return label switch
        {
            ICaseClauseOperation { Parent.Parent: ISwitchOperation { Value: var value } } => value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation { Value: var value } } => value,
            _ => condition,
        };
    }

    private DoorKind KindOf(IOperation condition, HashSet<ISymbol> seen)
    {
        var kind = DoorKind.Elsewhere;
        var pending = new Stack<IOperation>();
        pending.Push(condition);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            switch (Own(operation, seen))
            {
                case DoorKind.Answer:
                    return DoorKind.Answer;
                case (DoorKind.HttpStatus or DoorKind.Tick) and var own:
                    kind = kind == DoorKind.Elsewhere ? own : kind;
                    continue;
                case DoorKind.Unknown:
                    kind = DoorKind.Unknown;
                    continue;
            }

            foreach (var child in operation.ChildOperations)
                pending.Push(child);
        }

        return kind;
    }

    /// <summary>What an operation depends on by itself; null where its parts tell.</summary>
    private DoorKind? Own(IOperation operation, HashSet<ISymbol> seen)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" } tick when !tick.Arguments.Any(Tokens.IsHandedOn):
                return DoorKind.Tick;
            case IPropertyReferenceOperation { Property: { Name: "IsSuccessStatusCode" or "StatusCode" or "ReasonPhrase", ContainingType.Name: "HttpResponseMessage" } }:
                return DoorKind.HttpStatus;
            case IInvocationOperation call when call.Syntax == loop.Request.Call.Syntax || call.Syntax == loop.Origin.Call.Syntax:
                return DoorKind.Answer;
        }

        return References.Held(operation) is { } variable && operation is ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation && seen.Add(variable)
            ? KindOfVariable(variable, seen)
            : null;
    }

    private DoorKind? KindOfVariable(ISymbol variable, HashSet<ISymbol> seen)
    {
        DoorKind? kind = null;
        foreach (var source in VariableSources.Of(variable, loop.Code))
        {
            if (IsCounting(source, variable))
                continue;
            var own = source.ConstantValue.HasValue ? DoorKind.Unknown : KindOf(source, seen);
            if (own == DoorKind.Answer)
                return DoorKind.Answer;
            if (own != DoorKind.Elsewhere)
                kind = own;
        }

        return kind;
    }

    /// <summary>Whether a write only counts on: <c>i++</c>, <c>elapsed += interval</c>, <c>delay = delay * 2</c>.</summary>
    private static bool IsCounting(IOperation source, ISymbol variable) =>
        source is IIncrementOrDecrementOperation
        || source.Parent is ICompoundAssignmentOperation
        || source.DescendantsAndSelf().Any(part => References.Held(part) is { } held && SymbolEqualityComparer.Default.Equals(held, variable))
        // The start of a counter in the head of a `for`.
        || (source.ConstantValue.HasValue && source.Syntax.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.ForStatementSyntax>() is { } loop && loop.Declaration?.Span.Contains(source.Syntax.Span) == true);
}
