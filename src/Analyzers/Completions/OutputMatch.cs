using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>Statements that tell a text apart by constants: <c>switch</c> statements, and chains of <c>if</c> and <c>else if</c>.</summary>
internal static class OutputMatch
{
    /// <summary>The number of constant texts that a switch names; zero where it has a section for all others.</summary>
    public static int WordsIn(ISwitchOperation @switch)
    {
        var words = 0;
        foreach (var clause in @switch.Cases.SelectMany(static section => section.Clauses))
        {
            switch (clause)
            {
                case ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: string } }:
                    words++;
                    break;
                case IPatternCaseClauseOperation { Pattern: var pattern } when WordsIn(pattern) is > 0 and var named:
                    words += named;
                    break;
                case ISingleValueCaseClauseOperation:
                    break;
                default:
                    return 0;
            }
        }

        return words;
    }

    /// <summary>The text that each condition of a chain without <c>else</c> compares with constants, two at the least; null where it does not.</summary>
    public static IOperation? TextIn(IConditionalOperation chain)
    {
        IOperation? text = null;
        var words = 0;
        var links = 0;
        for (IOperation? link = chain; link is not null; link = NextOf((IConditionalOperation)link), links++)
        {
            if (link is not IConditionalOperation { Condition: var condition } || !TryCount(condition, ref words, ref text))
                return null;
        }

        return links > 1 && words > 1 ? text : null;
    }

    /// <summary>Whether something follows that throws or returns.</summary>
    public static bool HasExitAfter(IOperation statement)
    {
        for (var child = statement; child.Parent is { } parent && !References.IsFunction(child); child = parent)
        {
            if (parent is IBlockOperation block && block.Operations.SkipWhile(sibling => sibling != child).Skip(1).Any(IsExit))
                return true;
        }

        return false;
    }

    /// <summary>Whether all that is done on an expected text is to set one variable, which then had a value for the others.</summary>
    public static bool SetsOneVariable(IOperation statement)
    {
        var targets = ActionsIn(statement).Select(static action => (action as IExpressionStatementOperation)?.Operation is ISimpleAssignmentOperation assignment ? References.Held(assignment.Target) : null).ToList();
        return targets.Count > 0 && targets.All(target => target is not null && SymbolEqualityComparer.Default.Equals(target, targets[0]));
    }

    /// <summary>Whether an <c>if</c> goes on with a chain, in braces or without.</summary>
    public static bool IsLink(IOperation statement) =>
        (statement.Parent is IBlockOperation { Operations.Length: 1, Parent: IConditionalOperation } block ? block : statement) is var branch && branch.Parent is IConditionalOperation around && around.WhenFalse == branch;

    private static IOperation? NextOf(IConditionalOperation link) =>
        link.WhenFalse is IBlockOperation { Operations: [IConditionalOperation only] } ? only : link.WhenFalse;

    private static IEnumerable<IOperation?> ActionsIn(IOperation statement)
    {
        if (statement is ISwitchOperation @switch)
            return @switch.Cases.Select(static section => FirstOf(section.Body.FirstOrDefault()));
        var actions = new List<IOperation?>();
        for (var link = statement as IConditionalOperation; link is not null; link = NextOf(link) as IConditionalOperation)
            actions.Add(FirstOf(link.WhenTrue));
        return actions;
    }

    private static IOperation? FirstOf(IOperation? action) => action is IBlockOperation block ? FirstOf(block.Operations.FirstOrDefault()) : action;

    private static bool IsExit(IOperation operation) => References.OwnOperations(operation).Any(static inner => inner is IReturnOperation { IsImplicit: false } or IThrowOperation);

    /// <summary>Counts the constants that a condition compares one text with; false where it asks for anything else.</summary>
    private static bool TryCount(IOperation condition, ref int words, ref IOperation? text)
    {
        switch (condition)
        {
            case IParenthesizedOperation { Operand: var inner }:
                return TryCount(inner, ref words, ref text);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr, LeftOperand: var left, RightOperand: var right }:
                return TryCount(left, ref words, ref text) && TryCount(right, ref words, ref text);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand: var right }:
                return IsWord(right) ? Take(left, 1, ref words, ref text) : IsWord(left) && Take(right, 1, ref words, ref text);
            case IIsPatternOperation { Value: var value, Pattern: var pattern }:
                return WordsIn(pattern) is > 0 and var named && Take(value, named, ref words, ref text);
            case IInvocationOperation { TargetMethod: { Name: "Equals" or "Contains" or "StartsWith" or "EndsWith", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } value, Arguments: [{ Value: var word }, ..] }:
                return IsWord(word) && Take(value, 1, ref words, ref text);
            case IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var value }, { Value: var word }, ..] }:
                return IsWord(word) && Take(value, 1, ref words, ref text);
            default:
                return false;
        }
    }

    private static bool Take(IOperation value, int named, ref int words, ref IOperation? text)
    {
        text ??= value;
        words += named;
        return SymbolEqualityComparer.Default.Equals(RootOf(value), RootOf(text));
    }

    /// <summary>The variable that a text is, or is made of.</summary>
    private static ISymbol? RootOf(IOperation text)
    {
        for (IOperation? operation = text; operation is not null; operation = TextCarriers.StepFrom(operation)?.From)
        {
            operation = References.Unwrap(operation);
            if (References.Held(operation) is { } symbol)
                return symbol;
        }

        return (References.Unwrap(text) as IPropertyReferenceOperation)?.Property;
    }

    private static bool IsWord(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: string };

    private static int WordsIn(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value: var value } when IsWord(value) => 1,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or, LeftPattern: var left, RightPattern: var right } when WordsIn(left) > 0 && WordsIn(right) > 0 => WordsIn(left) + WordsIn(right),
        _ => 0,
    };
}
