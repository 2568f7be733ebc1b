using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>The functions that a call hands to a method which polls with them: what asks for the task, and what says whether it is over.</summary>
internal sealed class HandedFunctions
{
    private readonly Dictionary<ISymbol, IOperation> _functions = new(SymbolEqualityComparer.Default);
    private readonly IReadOnlyList<Function> _known;

    private HandedFunctions(IInvocationOperation call, IMethodSymbol poller, IReadOnlyList<Function> known)
    {
        Call = call;
        Poller = poller;
        _known = known;
    }

    /// <summary>The call that hands them on.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>The method that polls.</summary>
    public IMethodSymbol Poller { get; }

    /// <summary>Their code: bodies of lambdas, references to methods.</summary>
    public IEnumerable<IOperation> Code => _functions.Values;

    /// <summary>The functions that a call hands on; null when it hands on none.</summary>
    /// <param name="call">The call.</param>
    /// <param name="known">The functions of the member that the call is in.</param>
    public static HandedFunctions? In(IInvocationOperation call, IReadOnlyList<Function> known)
    {
        var handed = new HandedFunctions(call, (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition, known);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter
                && argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation or IMethodReferenceOperation } creation)
                handed._functions[handed.Poller.Parameters[parameter.Ordinal]] = creation.Target;
        }

        return handed._functions.Count > 0 ? handed : null;
    }

    /// <summary>The function that is handed in as a parameter.</summary>
    public IOperation? Of(IParameterSymbol parameter) => _functions.TryGetValue(parameter, out var function) ? function : null;

    /// <summary>The lambda that runs when the poller calls one of its parameters; null when the call is of something else.</summary>
    public Function? RunBy(IInvocationOperation call) =>
        call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: IParameterReferenceOperation { Parameter: var parameter } }
        && Of(parameter) is { } function
            ? _known.FirstOrDefault(known => known.Body.Syntax == function.Syntax)
            : null;
}
