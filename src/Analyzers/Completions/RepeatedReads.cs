using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>Tells the first read of a member that throws from those after it, which do not come by where it threw.</summary>
internal static class RepeatedReads
{
    /// <summary>Whether every way to a read passes an earlier one of the same member of the same variable.</summary>
    public static bool IsRepeated(IPropertyReferenceOperation read)
    {
        if (VariableOf(read) is not { } variable)
            return false;
        var first = default(IPropertyReferenceOperation);
        var lastWrite = -1;
        foreach (var operation in MethodBodies.OperationsIn(MethodBodies.BodyAround(read)))
        {
            if (operation.Syntax.SpanStart >= read.Syntax.SpanStart)
                continue;
            if (operation is IAssignmentOperation { Target: var target } && SymbolEqualityComparer.Default.Equals(SymbolOf(target), variable))
                lastWrite = Math.Max(lastWrite, operation.Syntax.SpanStart);
            else if (operation is IPropertyReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Property, read.Property)
                && SymbolEqualityComparer.Default.Equals(VariableOf(other), variable) && StandsOnTheWayTo(other, read))
                first = other;
        }

        return first is not null && first.Syntax.SpanStart > lastWrite;
    }

    /// <summary>Whether the statement of a read, in which nothing keeps it from being made, comes before another in its block.</summary>
    private static bool StandsOnTheWayTo(IOperation earlier, IOperation read)
    {
        var part = earlier;
        while (part.Parent is { } parent and not IBlockOperation)
        {
            if (parent is not (IArgumentOperation or IInvocationOperation or IObjectCreationOperation or IConversionOperation or IPropertyReferenceOperation or IExpressionStatementOperation
                or IAwaitOperation or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation
                or ISimpleAssignmentOperation or IInterpolationOperation or IInterpolatedStringOperation))
                return false;
            part = parent;
        }

        for (var around = read.Parent; around is not null; around = around.Parent)
        {
            if (around == part.Parent)
                return true;
        }

        return false;
    }

    private static ISymbol? VariableOf(IPropertyReferenceOperation read) => read.Instance is { } instance ? SymbolOf(instance) : null;

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
