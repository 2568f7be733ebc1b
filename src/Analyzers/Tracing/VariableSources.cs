using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What is written to the variables of a piece of code: the values, and the calls that fill them as an <c>out</c> argument. Found once for each piece.</summary>
internal static class VariableSources
{
    private static readonly ConditionalWeakTable<IOperation, Dictionary<ISymbol, List<IOperation>>> Cache = new();

    /// <summary>The sources of a local, a parameter, or a field or property of this object, in the order of the code.</summary>
    public static IReadOnlyList<IOperation> Of(ISymbol variable, IOperation code) =>
        Cache.GetValue(code, Collect).TryGetValue(variable, out var sources) ? sources : [];

    private static Dictionary<ISymbol, List<IOperation>> Collect(IOperation code)
    {
        var all = new Dictionary<ISymbol, List<IOperation>>(SymbolEqualityComparer.Default);
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                    Add(declarator.Symbol, initializer.Value);
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    foreach (var target in deconstruction.Target.DescendantsAndSelf())
                        AddTo(target, deconstruction.Value);
                    break;
                case IAssignmentOperation assignment:
                    AddTo(assignment.Target, assignment.Value);
                    break;
                case IIncrementOrDecrementOperation step:
                    AddTo(step.Target, step);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: { } call } argument:
                    AddTo(argument.Value, call);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared } pattern when MatchedBy(pattern) is { } value:
                    Add(declared, value);
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: { } declared } pattern when MatchedBy(pattern) is { } value:
                    Add(declared, value);
                    break;
                case IForEachLoopOperation loop:
                    foreach (var local in loop.Locals)
                        Add(local, loop.Collection);
                    break;
            }
        }

        return all;

        void AddTo(IOperation target, IOperation source)
        {
            if (References.Held(target) is { } variable)
                Add(variable, source);
        }

        void Add(ISymbol variable, IOperation source)
        {
            if (!all.TryGetValue(variable, out var sources))
                all.Add(variable, sources = []);
            if (sources.Count == 0 || sources[sources.Count - 1] != source)
                sources.Add(source);
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
}
