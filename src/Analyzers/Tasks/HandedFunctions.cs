using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>The functions that a call hands to a method which polls with them: what asks for the task, and what says whether it is over.</summary>
internal sealed class HandedFunctions
{
    private readonly Dictionary<ISymbol, IOperation> _functions = new(SymbolEqualityComparer.Default);

    private HandedFunctions(IInvocationOperation call, IMethodSymbol poller)
    {
        Call = call;
        Poller = poller;
    }

    /// <summary>The call that hands them on.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>The method that polls.</summary>
    public IMethodSymbol Poller { get; }

    /// <summary>Their code: bodies of lambdas, references to methods.</summary>
    public IEnumerable<IOperation> Code => _functions.Values;

    /// <summary>The functions that a call hands on; null when it hands on none.</summary>
    public static HandedFunctions? In(IInvocationOperation call)
    {
        var handed = new HandedFunctions(call, (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation or IMethodReferenceOperation } creation)
                handed._functions[handed.Poller.Parameters[parameter.Ordinal]] = creation.Target;
        }

        return handed._functions.Count > 0 ? handed : null;
    }

    /// <summary>The function that is handed in as a parameter.</summary>
    public IOperation? Of(IParameterSymbol parameter) => _functions.TryGetValue(parameter, out var function) ? function : null;

    /// <summary>The call that a lambda makes when the poller asks by calling a parameter: its only expression.</summary>
    public IInvocationOperation? AskedBy(IInvocationOperation call) =>
        call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: IParameterReferenceOperation { Parameter: var parameter } }
        && Of(parameter) is IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } value }] }
            ? References.Unwrap(value) as IInvocationOperation
            : null;
}
