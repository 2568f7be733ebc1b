using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

internal sealed partial class Conditions
{
    /// <summary>Whether a method runs over the elements of its first argument or receiver.</summary>
    public static bool IsSequenceCall(IMethodSymbol method) => method.ContainingType switch
    {
        { Name: "Enumerable" or "ParallelEnumerable", ContainingNamespace.Name: "Linq" } => true,
        { Name: "List" or "Array" } => method.Name is "ForEach" or "ConvertAll" or "Find" or "Exists",
        { Name: "Parallel" } => true,
        _ => false,
    };

    /// <summary>The state in which a lambda starts that is run over the elements of a followed collection.</summary>
    public State GivenElements(IFlowAnonymousFunctionOperation lambda, State state)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            parent = parent.Parent;
        if (parent is not IInvocationOperation call || !IsSequenceCall(call.TargetMethod) || lambda.Symbol.Parameters.IsEmpty)
            return state;
        var source = call.Instance ?? call.Arguments[0].Value;
        var parameter = lambda.Symbol.Parameters[call.TargetMethod.Name == "Aggregate" ? lambda.Symbol.Parameters.Length - 1 : 0];
        return Evaluate(source, ref state) is Fact.Path { IsValue: false } path && Follow(path, "[]") is { } element ? state.With(parameter, element) : state;
    }

    /// <summary>What a call of LINQ makes of a followed collection: the same elements, parts of them, one of them, or a truth about them.</summary>
    private Fact OfSequence(IInvocationOperation call, Fact.Path source, ref State state)
    {
        var name = call.TargetMethod.Name;
        var function = call.Arguments.Length > 1 && call.Arguments[1].Parameter?.Type.TypeKind == TypeKind.Delegate ? call.Arguments[1].Value : null;
        if (function is null)
            return name is "Any" or "Count" or "LongCount" ? Fact.Unknown : source;
        if (Follow(source, "[]") is not { } element)
            return Fact.Unknown;
        var part = _calls.LambdaOf(function) is { Symbol.Parameters: [var parameter, ..], Body.Operations: [IReturnOperation { ReturnedValue: { } value }] }
            ? EvaluateWith(parameter, element, value, state)
            : null;
        switch (name)
        {
            case "Select":
                return part is Fact.Path selected ? selected with { IsSequence = true } : Fact.Unknown;
            case "SelectMany":
                return part is Fact.Path collection && Follow(collection, "[]") is Fact.Path { IsValue: false } inner ? inner with { IsSequence = true } : Fact.Unknown;
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "DistinctBy":
                return source;
        }

        // What is left are predicates; one that is not in sight may look.
        if (part is null ? element is Fact.Path path && _subject.LeadsToValue(path.Steps) : part.SpeaksOfSubject)
            return Fact.Unevaluable;
        return name switch
        {
            "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "MaxBy" or "MinBy" => element,
            "Where" or "TakeWhile" or "SkipWhile" => source,
            _ => Fact.Unknown,
        };
    }

    private Fact EvaluateWith(IParameterSymbol parameter, Fact element, IOperation value, State state)
    {
        var inner = state.With(parameter, element);
        return Evaluate(value, ref inner);
    }
}
