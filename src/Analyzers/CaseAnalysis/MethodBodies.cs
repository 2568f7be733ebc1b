using System.Collections.Concurrent;
using System.Collections.Immutable;
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
    private static readonly ConditionalWeakTable<IOperation, ControlFlowGraph> Graphs = new();
    private static readonly ConditionalWeakTable<IOperation, StrongBox<ImmutableArray<IOperation>>> Operations = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    private MethodBodies(Compilation compilation) => _compilation = compilation;

    /// <summary>The outermost body that an operation stands in: that of a member, not of a function nested in it.</summary>
    public static IOperation BodyAround(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>A body with all that is in it, in the order of the code: listed once, however many rules look through it.</summary>
    public static ImmutableArray<IOperation> OperationsIn(IOperation body) =>
        Operations.TryGetValue(body, out var known) ? known.Value : Operations.GetValue(body, static b => new(List(b))).Value;

    /// <summary>The flow graph of the whole body that an operation stands in, made once for all rules; null where it stands in none, as in an attribute.</summary>
    public static ControlFlowGraph? GraphAround(IOperation operation, CancellationToken cancellationToken)
    {
        var body = BodyAround(operation);
        if (Graphs.TryGetValue(body, out var known))
            return known;
        // The driver drops the model of a file that it is done with. Asked for one again, while a long method is still being looked at, the compilation would bind it anew.
        if (body.SemanticModel is { } model)
            Of(model.Compilation)._models.TryAdd(model.SyntaxTree, model);
        var graph = body switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellationToken),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellationToken),
            IBlockOperation block => ControlFlowGraph.Create(block, cancellationToken),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellationToken),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellationToken),
            IParameterInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellationToken),
            _ => null,
        };
        return graph is null ? null : Graphs.GetValue(body, _ => graph);
    }

    /// <summary>The graph of a local function that is in scope in a graph, or of a lambda that a variable there holds; null where it is not, as in code that
    /// does not compile.</summary>
    public static ControlFlowGraph? GraphOfLocal(IMethodSymbol function, ControlFlowGraph? scope, CancellationToken cancellationToken)
    {
        for (; scope is not null; scope = scope.Parent)
        {
            if (function.MethodKind == MethodKind.AnonymousFunction)
            {
                if (GraphFacts.Of(scope).HeldLambda(function) is { } lambda)
                    return scope.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken);
            }
            else if (scope.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
            {
                return scope.GetLocalFunctionControlFlowGraph(function, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>The method that a call runs: a variable that never holds anything but one lambda is a name for it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="scope">The graph that it is in.</param>
    public static IMethodSymbol Called(IInvocationOperation call, ControlFlowGraph? scope) =>
        call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: ILocalReferenceOperation { Local: var variable } } && LambdaIn(variable, scope) is { Symbol: var lambda }
            ? lambda
            : call.TargetMethod;

    /// <summary>Whether a method sees the variables of another around it.</summary>
    public static bool IsNested(IMethodSymbol method) => method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction;

    /// <summary>The lambda that a variable in scope in a graph holds from its declaration on; null where it may ever be another.</summary>
    private static IFlowAnonymousFunctionOperation? LambdaIn(ILocalSymbol variable, ControlFlowGraph? scope)
    {
        for (; scope is not null; scope = scope.Parent)
        {
            if (GraphFacts.Of(scope).LambdaIn(variable) is { } lambda)
                return lambda;
        }

        return null;
    }

    public static MethodBodies Of(Compilation compilation) => Cache.GetValue(compilation, static c => new MethodBodies(c));

    /// <summary>The body of a method, accessor, constructor, operator or function in one; null when it has none in this compilation.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        method = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (_bodies.TryGetValue(method, out var body))
            return body;
        if (method.DeclaringSyntaxReferences is not [var reference])
            return null;
        body = OperationOf(reference.GetSyntax(cancellationToken), cancellationToken);
        if (body is not (IMethodBodyBaseOperation or IBlockOperation or ILocalFunctionOperation or IAnonymousFunctionOperation))
            body = null;
        return _bodies.GetOrAdd(method, body);
    }

    /// <summary>The flow graph of a method of this compilation; null for local functions (ask their container's graph) and where there is no body.</summary>
    public ControlFlowGraph? GraphOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        BodyOf(method, cancellationToken) is { Parent: null } body ? GraphAround(body, cancellationToken) : null;

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

    private static ImmutableArray<IOperation> List(IOperation body)
    {
        var all = ImmutableArray.CreateBuilder<IOperation>();
        Add(body);
        return all.ToImmutable();

        void Add(IOperation operation)
        {
            all.Add(operation);
            foreach (var child in operation.ChildOperations)
                Add(child);
        }
    }
}
