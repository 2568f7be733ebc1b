using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Collects what a value is made of: the expressions in it, what the variables among them were given and filled with, and what methods of the compilation return.</summary>
internal sealed class ValueParts
{
    private const int DeepestPart = 48;
    private const int DeepestMethod = 3;

    private static readonly ConditionalWeakTable<IOperation, Dictionary<ISymbol, List<IOperation>>> Fillings = new();

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<IOperation> _parts = [];
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);

    private ValueParts(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The operations that some values are made of, these included, each once.</summary>
    public static IReadOnlyCollection<IOperation> Of(IEnumerable<IOperation> values, Compilation compilation, CancellationToken cancellationToken)
    {
        var parts = new ValueParts(compilation, cancellationToken);
        foreach (var value in values)
            parts.Visit(value, 0, 0);
        return parts._parts;
    }

    private void Visit(IOperation operation, int depth, int methods)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (depth > DeepestPart || References.IsFunction(operation) || !_parts.Add(operation))
            return;
        if (References.Held(operation) is { } symbol && _symbols.Add(symbol))
            VisitSources(symbol, operation, depth, methods);
        else if (operation is IInvocationOperation { TargetMethod: var method } && methods < DeepestMethod && !MemberFacts.CanBeReplaced(method))
            VisitReturned(method, depth, methods + 1);
        foreach (var child in operation.ChildOperations)
            Visit(child, depth + 1, methods);
    }

    private void VisitSources(ISymbol symbol, IOperation use, int depth, int methods)
    {
        if (symbol is IPropertySymbol { GetMethod: { } getter } && methods < DeepestMethod)
            VisitReturned(getter, depth, methods + 1);
        if (symbol is IFieldSymbol or IPropertySymbol)
        {
            if (symbol.DeclaringSyntaxReferences.IsEmpty)
                return;
            foreach (var write in TypeWrites.Of(symbol.ContainingType, _compilation).To(symbol, _cancellationToken))
                Visit(write.Value ?? write.Site, depth + 1, methods);
        }

        var body = MethodBodies.BodyAround(use);
        foreach (var source in VariableSources.Of(symbol, body))
            Visit(source, depth + 1, methods);
        foreach (var filling in FillingsIn(body, symbol))
            Visit(filling, depth + 1, methods);
    }

    private void VisitReturned(IMethodSymbol method, int depth, int methods)
    {
        if (MethodBodies.Of(_compilation).BodyOf(method, _cancellationToken) is not { } body)
            return;
        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is IReturnOperation { ReturnedValue: { } returned })
                Visit(returned, depth + 1, methods);
        }
    }

    /// <summary>The operations of a body that write to a member of what a variable holds, or call a method of it or of a member.</summary>
    private static IReadOnlyList<IOperation> FillingsIn(IOperation body, ISymbol variable) =>
        Fillings.GetValue(body, CollectFillings).TryGetValue(variable, out var found) ? found : [];

    private static Dictionary<ISymbol, List<IOperation>> CollectFillings(IOperation body)
    {
        var all = new Dictionary<ISymbol, List<IOperation>>(SymbolEqualityComparer.Default);
        foreach (var operation in body.Descendants())
        {
            if (FilledBy(operation) is not { } variable)
                continue;
            if (!all.TryGetValue(variable, out var found))
                all.Add(variable, found = []);
            found.Add(operation);
        }

        return all;
    }

    private static ISymbol? FilledBy(IOperation operation)
    {
        var holder = operation switch
        {
            IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } target } } => target,
            IInvocationOperation { Instance: { } target } => target,
            _ => null,
        };
        while (holder is not null && References.Unwrap(holder) is IPropertyReferenceOperation { Instance: { } outer } member && References.Held(member) is null)
            holder = outer;
        return holder is null ? null : References.Held(holder);
    }
}
