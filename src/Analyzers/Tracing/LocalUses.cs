using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Where the locals of a member are mentioned. Found once for each body.</summary>
internal static class LocalUses
{
    private static readonly ConditionalWeakTable<IOperation, Dictionary<ISymbol, List<ILocalReferenceOperation>>> Cache = new();

    /// <summary>The references to a local, reads and writes but its declaration, in the order of the code.</summary>
    /// <param name="local">The local.</param>
    /// <param name="place">Any operation of the member's original tree.</param>
    public static IReadOnlyList<ILocalReferenceOperation> Of(ILocalSymbol local, IOperation place) =>
        Cache.GetValue(MethodBodies.BodyAround(place), Collect).TryGetValue(local, out var uses) ? uses : [];

    private static Dictionary<ISymbol, List<ILocalReferenceOperation>> Collect(IOperation body)
    {
        var all = new Dictionary<ISymbol, List<ILocalReferenceOperation>>(SymbolEqualityComparer.Default);
        foreach (var operation in MethodBodies.OperationsIn(body))
        {
            if (operation.Kind != OperationKind.LocalReference)
                continue;
            var use = (ILocalReferenceOperation)operation;
            if (!all.TryGetValue(use.Local, out var uses))
                all.Add(use.Local, uses = []);
            uses.Add(use);
        }

        return all;
    }
}
