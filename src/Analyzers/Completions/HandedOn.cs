using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>What leads to a result or its reason, and to where that is handed on.</summary>
internal static class HandedOn
{
    /// <summary>Whether a value leads to the whole result.</summary>
    public static bool LeadsToResult(Fact fact, Subject subject) => fact switch
    {
        Fact.Path { IsValue: false } path => subject.LeadsToValue(path.Steps),
        Fact.Tuple tuple => tuple.Elements.Any(element => LeadsToResult(element, subject)),
        _ => false,
    };

    /// <summary>Whether a value leads to the reason of the result, or is it.</summary>
    public static bool Leads(Fact fact, Subject subject) => fact switch
    {
        Fact.Path path => subject.LeadsToValue(path.Steps),
        Fact.Tuple tuple => tuple.Elements.Any(element => Leads(element, subject)),
        // A value that the reason only decides between, such as a text or null, is not the reason.
        Fact.Table table => !table.Values.Contains(Fact.Table.Nothing),
        _ => fact.SpeaksOfSubject,
    };

    /// <summary>Whether a lambda goes to code that may run it at any time: LINQ does not.</summary>
    public static bool IsPassedOn(IFlowAnonymousFunctionOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            parent = parent.Parent;
        return parent switch
        {
            IInvocationOperation { TargetMethod: var method } => method.ContainingNamespace?.ToDisplayString() != "System.Linq" && method.MethodKind != MethodKind.LocalFunction,
            IObjectCreationOperation => true,
            ISimpleAssignmentOperation { Target: not ILocalReferenceOperation } => true,
            _ => false,
        };
    }

    /// <summary>The arguments of a call or a creation.</summary>
    public static IEnumerable<IArgumentOperation> ArgumentsOf(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => Enumerable.Empty<IArgumentOperation>(),
    };
}
