using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>The operations and flow graphs of the compilation's own members, for code that looks beyond the block being analysed.
/// The one place that asks for semantic models of other trees.</summary>
internal sealed class MethodBodies
{
    private static readonly ConditionalWeakTable<Compilation, MethodBodies> Cache = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ControlFlowGraph?> _graphs = new(SymbolEqualityComparer.Default);

    private MethodBodies(Compilation compilation) => _compilation = compilation;

    /// <summary>The outermost body that an operation stands in: that of a member, not of a function nested in it.</summary>
    public static IOperation BodyAround(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>The graph of a local function that is in scope in a graph; null where it is not, as in code that does not compile.</summary>
    public static ControlFlowGraph? GraphOfLocal(IMethodSymbol localFunction, ControlFlowGraph? scope, CancellationToken cancellationToken)
    {
        for (; scope is not null; scope = scope.Parent)
        {
            if (scope.LocalFunctions.Contains(localFunction, SymbolEqualityComparer.Default))
                return scope.GetLocalFunctionControlFlowGraph(localFunction, cancellationToken);
        }

        return null;
    }

    public static MethodBodies Of(Compilation compilation) => Cache.GetValue(compilation, static c => new MethodBodies(c));

    /// <summary>The body of a method, accessor, constructor or operator; null when it has none in this compilation.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        method = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (_bodies.TryGetValue(method, out var body))
            return body;
        if (method.DeclaringSyntaxReferences is not [var reference])
            return null;
        body = OperationOf(reference.GetSyntax(cancellationToken), cancellationToken);
        if (body is not (IMethodBodyBaseOperation or IBlockOperation or ILocalFunctionOperation))
            body = null;
        return _bodies.GetOrAdd(method, body);
    }

    /// <summary>The flow graph of a method of this compilation; null for local functions (ask their container's graph) and where there is no body.</summary>
    public ControlFlowGraph? GraphOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        method = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (_graphs.TryGetValue(method, out var graph))
            return graph;
        graph = BodyOf(method, cancellationToken) switch
        {
            IMethodBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellationToken),
            IConstructorBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellationToken),
            IBlockOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellationToken),
            _ => null,
        };
        return _graphs.GetOrAdd(method, graph);
    }

    /// <summary>The operation of a node of this compilation, whichever tree it is in.</summary>
    public IOperation? OperationOf(SyntaxNode node, CancellationToken cancellationToken)
    {
        if (!_compilation.ContainsSyntaxTree(node.SyntaxTree))
            return null;
#pragma warning disable RS0030, RS1030 // This is the place that the ban points to.
        var model = _models.GetOrAdd(node.SyntaxTree, tree => _compilation.GetSemanticModel(tree));
#pragma warning restore RS0030, RS1030
        return model.GetOperation(node, cancellationToken);
    }
}
