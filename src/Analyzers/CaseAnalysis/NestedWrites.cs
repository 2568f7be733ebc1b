using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>Finds variables that a lambda or local function writes although they are declared around it.</summary>
internal static class NestedWrites
{
    public static HashSet<ISymbol> Of(IOperation body)
    {
        var outermost = body;
        while (outermost.Parent is { } parent)
            outermost = parent;
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Visit(outermost, null, written);
        return written;
    }

    private static void Visit(IOperation operation, IMethodSymbol? function, HashSet<ISymbol> written)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                function = lambda.Symbol;
                break;
            case ILocalFunctionOperation local:
                function = local.Symbol;
                break;
            case IAssignmentOperation assignment when function is not null:
                Note(assignment.Target, function, written);
                break;
            case IIncrementOrDecrementOperation increment when function is not null:
                Note(increment.Target, function, written);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when function is not null:
                Note(argument.Value, function, written);
                break;
        }

        foreach (var child in operation.ChildOperations)
            Visit(child, function, written);
    }

    private static void Note(IOperation target, IMethodSymbol function, HashSet<ISymbol> written)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local } when !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function):
                written.Add(local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function):
                written.Add(parameter);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    Note(element, function, written);
                break;
        }
    }
}
