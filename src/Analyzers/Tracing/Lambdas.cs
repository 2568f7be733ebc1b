using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Small questions about lambdas.</summary>
internal static class Lambdas
{
    /// <summary>The lambda or method that a delegate is made of, without what stands around it.</summary>
    public static IOperation FunctionOf(IOperation value)
    {
        while (value is IConversionOperation or IDelegateCreationOperation or IArgumentOperation or IParenthesizedOperation)
            value = value.ChildOperations.First();
        return value;
    }

    /// <summary>The innermost lambda that the operation is in; null where there is none.</summary>
    public static IAnonymousFunctionOperation? Around(IOperation operation)
    {
        var current = operation.Parent;
        while (current is not null and not IAnonymousFunctionOperation)
            current = current.Parent;
        return current as IAnonymousFunctionOperation;
    }

    /// <summary>The call that is handed the lambda whose parameter is used; null where the parameter is none of a lambda.</summary>
    /// <param name="use">A use of the parameter.</param>
    /// <param name="parameter">The parameter.</param>
    public static IInvocationOperation? CallTaking(IOperation use, IParameterSymbol parameter)
    {
        IOperation? current = use;
        while (current is not null && !(current is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, parameter.ContainingSymbol)))
            current = current.Parent;
        current = current?.Parent;
        while (current is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation or IArgumentOperation)
            current = current.Parent;
        return current as IInvocationOperation;
    }
}
