using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What is written to a variable within a piece of code: the values, and the calls that fill it as an <c>out</c> argument.</summary>
internal static class VariableSources
{
    /// <summary>The sources of a local, a parameter, or a field or property of this object.</summary>
    public static IEnumerable<IOperation> Of(ISymbol variable, IOperation code)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, variable) && declarator.GetVariableInitializer() is { } initializer:
                    yield return initializer.Value;
                    break;
                case IAssignmentOperation { Target: var target } assignment when IsOn(target, variable):
                    yield return assignment.Value;
                    break;
                case IIncrementOrDecrementOperation { Target: var target } step when IsOn(target, variable):
                    yield return step;
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Value: var target, Parent: { } call } when IsOn(target, variable):
                    yield return call;
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared } pattern when Same(declared, variable) && MatchedBy(pattern) is { } value:
                    yield return value;
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: { } declared } pattern when Same(declared, variable) && MatchedBy(pattern) is { } value:
                    yield return value;
                    break;
                case IDeconstructionAssignmentOperation deconstruction when deconstruction.Target.DescendantsAndSelf().Any(target => IsOn(target, variable)):
                    yield return deconstruction.Value;
                    break;
                case IForEachLoopOperation loop when loop.Locals.Contains(variable, SymbolEqualityComparer.Default):
                    yield return loop.Collection;
                    break;
            }
        }
    }

    private static IOperation? MatchedBy(IOperation pattern)
    {
        for (var parent = pattern.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IIsPatternOperation test:
                    return test.Value;
                case ISwitchExpressionOperation @switch:
                    return @switch.Value;
                case ISwitchOperation @switch:
                    return @switch.Value;
            }
        }

        return null;
    }

    private static bool IsOn(IOperation target, ISymbol variable) => References.Held(target) is { } held && Same(held, variable);

    private static bool Same(ISymbol first, ISymbol second) => SymbolEqualityComparer.Default.Equals(first, second);
}
