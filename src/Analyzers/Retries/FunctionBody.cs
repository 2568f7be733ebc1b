using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>A member's body, or a lambda or local function in it, with what the rules on requests look for in its own code. Searched once, however many ask.</summary>
internal sealed class FunctionBody
{
    private static readonly ConditionalWeakTable<IOperation, FunctionBody[]> Cache = new();

    private readonly FunctionBody? _outer;
    private readonly IAnonymousFunctionOperation? _lambda;
    private readonly List<IInvocationOperation> _calls = [];
    private readonly List<IObjectCreationOperation> _creations = [];
    private readonly List<ISimpleAssignmentOperation> _assignments = [];

    private FunctionBody(IOperation body, IMethodSymbol? method, FunctionBody? outer = null, IAnonymousFunctionOperation? lambda = null)
    {
        Body = body;
        Method = method;
        _outer = outer;
        _lambda = lambda;
    }

    public IOperation Body { get; }

    /// <summary>The method that calls of itself would name; null for a lambda or initializer.</summary>
    public IMethodSymbol? Method { get; }

    public IReadOnlyList<IInvocationOperation> Calls => _calls;

    public IReadOnlyList<IObjectCreationOperation> Creations => _creations;

    public IReadOnlyList<ISimpleAssignmentOperation> Assignments => _assignments;

    /// <summary>Whether the code can go back: by a loop or a label.</summary>
    public bool HasLoops { get; private set; }

    /// <summary>The function of a block and those inside it, the outer ones first.</summary>
    /// <param name="block">The block.</param>
    /// <param name="owner">The member that it belongs to.</param>
    public static IReadOnlyList<FunctionBody> In(IOperation block, ISymbol owner) => Cache.TryGetValue(block, out var known) ? known : Cache.GetValue(block, _ => Find(block, owner));

    /// <summary>The flow graph; null where there is none, as in code that does not compile.</summary>
    public ControlFlowGraph? GraphOf(CancellationToken cancellationToken)
    {
        if (_outer is null)
            return MethodBodies.GraphAround(Body, cancellationToken);
        var around = _outer.GraphOf(cancellationToken);
        if (_lambda is null)
            return MethodBodies.GraphOfLocal(Method!, around, cancellationToken);
        return around is null ? null : FunctionGraphs.In(around, _lambda, cancellationToken);
    }

    private static FunctionBody[] Find(IOperation block, ISymbol owner)
    {
        var functions = new List<FunctionBody> { new(block, owner as IMethodSymbol) };
        for (var index = 0; index < functions.Count; index++)
            functions[index].Visit(functions[index].Body, functions);
        return functions.ToArray();
    }

    private void Visit(IOperation operation, List<FunctionBody> functions)
    {
        switch (operation.Kind)
        {
            case OperationKind.Invocation:
                _calls.Add((IInvocationOperation)operation);
                break;
            case OperationKind.ObjectCreation:
                _creations.Add((IObjectCreationOperation)operation);
                break;
            case OperationKind.SimpleAssignment:
                _assignments.Add((ISimpleAssignmentOperation)operation);
                break;
            case OperationKind.Loop or OperationKind.Labeled:
                HasLoops = true;
                break;
        }

        foreach (var child in operation.ChildOperations)
        {
            switch (child.Kind)
            {
                case OperationKind.LocalFunction:
                    var local = (ILocalFunctionOperation)child;
                    functions.Add(new(local.Body ?? child, local.Symbol, this));
                    break;
                case OperationKind.AnonymousFunction:
                    var lambda = (IAnonymousFunctionOperation)child;
                    functions.Add(new(lambda.Body, null, this, lambda));
                    break;
                default:
                    Visit(child, functions);
                    break;
            }
        }
    }
}
