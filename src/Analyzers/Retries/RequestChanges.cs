using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Where a body makes the request another one: what it is made of gets new values, or is changed in place.</summary>
internal sealed class RequestChanges
{
    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveRange", "RemoveAll", "Clear", "Enqueue", "Dequeue", "Push", "Pop", "Append", "Set",
        "AddUserMessage", "AddAssistantMessage", "AddSystemMessage", "AddMessage", "TryAddWithoutValidation", "AddMessages", "Reduce", "ReduceAsync",
    };

    /// <summary>Words in the names of methods that prepare another request: with other credentials, a shorter prompt, another model or server.</summary>
    private static readonly string[] Renewals =
        ["Refresh", "Rotate", "Renew", "Reauth", "Relogin", "Login", "SignIn", "Switch", "Fallback", "Failover", "Truncate", "Shorten", "Shrink", "Summarize", "Trim", "Compact", "NextKey", "NextModel"];

    /// <summary>Words in the names of methods that give another client each time.</summary>
    private static readonly string[] Choices = ["Select", "Choose", "Pick", "Next", "Route", "Random"];

    private readonly MethodBodies _bodies;
    private readonly bool _isStrict;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _clients = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _inputs = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _varying = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _madeAnew = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, bool> _changes = new();

    /// <summary>Looks for changes in the body that a request is sent from.</summary>
    /// <param name="request">The call that sends it, of the original tree.</param>
    /// <param name="isStrict">Whether values that may be read anew in each round count as new.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public RequestChanges(IInvocationOperation request, bool isStrict, MethodBodies bodies, CancellationToken cancellationToken)
    {
        _bodies = bodies;
        _isStrict = isStrict;
        _cancellationToken = cancellationToken;
        var (body, loop) = Surroundings(request);
        var round = References.OwnOperations(loop ?? body).ToList();
        AddInputs(request);
        ExpandInputs(round, request);
        FindClients(round, request);
        FindVarying(round);
        foreach (var operation in round)
            FindChange(operation, request);
    }

    /// <summary>Whether the operation of a flow graph makes the request another one.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="happensOnlyAfterFailure">Whether it stands where the first request does not come by.</param>
    public bool IsChange(IOperation operation, bool happensOnlyAfterFailure)
    {
        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation variable } step && _inputs.Contains(variable.Local) && IsNextElement(step.Value))
            return true;
        if (operation is IFlowCaptureOperation or IFlowCaptureReferenceOperation || !_changes.TryGetValue(operation.Syntax, out var onlyAfterFailure))
            return false;
        return !onlyAfterFailure || happensOnlyAfterFailure;
    }

    /// <summary>The function or member around an operation, and the innermost loop in it.</summary>
    private static (IOperation Body, IOperation? Loop) Surroundings(IOperation operation)
    {
        IOperation? loop = null;
        var body = operation;
        for (var current = operation.Parent; current is not null && !References.IsFunction(current); current = current.Parent)
        {
            if (current is ILoopOperation)
                loop ??= current;
            body = current;
        }

        return (body, loop);
    }

    private static bool IsNextElement(IOperation value) => References.Unwrap(value) is IPropertyReferenceOperation { IsImplicit: true, Property.Name: "Current" };

    private void AddInputs(IInvocationOperation request)
    {
        if (request.Instance is { } receiver)
            AddSymbolsOf(receiver);
        foreach (var argument in request.Arguments)
        {
            if (argument.Parameter?.Type.Name != nameof(CancellationToken))
                AddSymbolsOf(argument.Value);
        }
    }

    private void AddSymbolsOf(IOperation value)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (SymbolOf(operation) is { } symbol)
                _inputs.Add(symbol);
        }
    }

    /// <summary>Adds what the inputs are made of within a round.</summary>
    private void ExpandInputs(List<IOperation> round, IInvocationOperation request)
    {
        for (var count = -1; count != _inputs.Count;)
        {
            count = _inputs.Count;
            foreach (var operation in round)
            {
                if (WriteOf(operation) is (ILocalSymbol local, { } value) && _inputs.Contains(local) && !value.Syntax.Span.Contains(request.Syntax.Span))
                    AddSymbolsOf(value);
            }
        }
    }

    /// <summary>Finds what holds the client that the request is sent by, in a round.</summary>
    private void FindClients(List<IOperation> round, IInvocationOperation request)
    {
        if (request.Instance is not { } receiver || SymbolOf(References.Unwrap(receiver)) is not { } client)
            return;
        _clients.Add(client);
        for (var count = 0; count != _clients.Count;)
        {
            count = _clients.Count;
            foreach (var operation in round)
            {
                if (WriteOf(operation) is ({ } written, { } value) && _clients.Contains(written) && SymbolOf(References.Unwrap(value)) is { } holder)
                    _clients.Add(holder);
            }
        }
    }

    private void FindVarying(List<IOperation> round)
    {
        for (var count = -1; count != _varying.Count;)
        {
            count = _varying.Count;
            foreach (var operation in round)
            {
                switch (operation)
                {
                    case IForEachLoopOperation loop:
                        foreach (var local in loop.Locals)
                            _varying.Add(local);
                        break;
                    case ICompoundAssignmentOperation { Target: var target } when SymbolOf(target) is { } symbol:
                        _varying.Add(symbol);
                        break;
                    case IIncrementOrDecrementOperation { Target: var target } when SymbolOf(target) is { } symbol:
                        _varying.Add(symbol);
                        break;
                    case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when SymbolOf(argument.Value) is { } symbol:
                        _varying.Add(symbol);
                        break;
                    default:
                        if (WriteOf(operation) is ({ } written, { } value) && !IsSameEachTime(written, value))
                            _varying.Add(written);
                        else if (operation is IVariableDeclaratorOperation { Symbol: var declared } && WriteOf(operation) is not null)
                            _madeAnew.Add(declared);
                        break;
                }
            }
        }
    }

    private void FindChange(IOperation operation, IInvocationOperation request)
    {
        switch (operation)
        {
            case ICompoundAssignmentOperation { Target: var target } when IsInput(target):
            case IIncrementOrDecrementOperation { Target: var stepped } when IsInput(stepped):
                Note(operation, onlyAfterFailure: false);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var passed } when IsInput(passed) && operation.Parent is { } call:
                Note(call, onlyAfterFailure: false);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } changed } } setter when RootOf(changed) is { } root && _inputs.Contains(root):
                Note(setter, onlyAfterFailure: !_isStrict || _madeAnew.Contains(root));
                break;
            case IInvocationOperation invocation when invocation != request:
                FindChangeByCall(invocation);
                break;
            default:
                if (WriteOf(operation) is ({ } written, { } value) && _inputs.Contains(written) && !value.Syntax.Span.Contains(request.Syntax.Span))
                {
                    if (_varying.Contains(written))
                        Note(operation, onlyAfterFailure: false);
                    else if (!IsRebuilding(written.Kind == SymbolKind.Local ? ((ILocalSymbol)written).Type : value.Type) && value.ConstantValue is not { HasValue: true, Value: null })
                        Note(operation, onlyAfterFailure: true);
                }

                break;
        }
    }

    private void FindChangeByCall(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (invocation.Instance is { } receiver && RootOf(receiver) is { } root && _inputs.Contains(root) && Mutators.Contains(method.Name))
            Note(invocation, onlyAfterFailure: !_isStrict || _madeAnew.Contains(root));
        else if (Array.Exists(Renewals, word => method.Name.IndexOf(word, StringComparison.Ordinal) >= 0) || WritesInput(method))
            Note(invocation, onlyAfterFailure: true);
    }

    /// <summary>Whether a method of the same type gives a field that the request is made of another value.</summary>
    private bool WritesInput(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty || !_inputs.Any(static input => input is IFieldSymbol or IPropertySymbol))
            return false;
        if (_bodies.BodyOf(method, _cancellationToken) is not { } body)
            return false;
        foreach (var operation in body.Descendants())
        {
            var target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation step => step.Target,
                _ => null,
            };
            if (target is not null && IsInput(target))
                return true;
        }

        return false;
    }

    private bool IsSameEachTime(ISymbol written, IOperation value)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (SymbolOf(operation) is { } symbol && (_varying.Contains(symbol) || (SymbolEqualityComparer.Default.Equals(symbol, written) && !IsRebuilding(value.Type))))
                return false;
            if (operation is IInvocationOperation { TargetMethod: { ReturnsVoid: false } chosen } && _clients.Contains(written) && IsChoice(chosen))
                return false;
            if (_isStrict && operation is IInvocationOperation { TargetMethod: { ReturnsVoid: false } method } invocation && MayBeReadAnew(invocation, method))
                return false;
        }

        return true;
    }

    private static bool IsChoice(IMethodSymbol method) =>
        Array.Exists(Choices, word => method.Name.IndexOf(word, StringComparison.Ordinal) >= 0) && method.ContainingType is not { ContainingNamespace.Name: "Linq" };

    /// <summary>Whether a call may give something new each time: input, a queue's next item.</summary>
    private static bool MayBeReadAnew(IInvocationOperation invocation, IMethodSymbol method) =>
        (invocation.Arguments.All(static argument => argument.Parameter?.Type.Name == nameof(CancellationToken)) && method.Name is not ("ToString" or "ToList" or "ToArray" or "ConfigureAwait"))
        || method.Name.StartsWith("Read", StringComparison.Ordinal) || method.Name.StartsWith("Receive", StringComparison.Ordinal)
        || method.Name.StartsWith("Take", StringComparison.Ordinal) || method.Name.StartsWith("Next", StringComparison.Ordinal);

    /// <summary>A message can be sent only once: making it anew, from the old one too, makes no other request.</summary>
    private static bool IsRebuilding(ITypeSymbol? type) => type is { Name: "HttpRequestMessage" } || type?.BaseType is { Name: "HttpContent" } || type is { Name: "HttpContent" };

    /// <summary>Whether the request is made of what the variable holds.</summary>
    public bool IsInput(ISymbol variable) => _inputs.Contains(variable);

    private bool IsInput(IOperation target) => SymbolOf(target) is { } symbol && _inputs.Contains(symbol);

    private void Note(IOperation operation, bool onlyAfterFailure)
    {
        if (!_changes.TryGetValue(operation.Syntax, out var known) || (known && !onlyAfterFailure))
            _changes[operation.Syntax] = onlyAfterFailure;
    }

    private static (ISymbol Target, IOperation Value)? WriteOf(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Value: var value } assignment when SymbolOf(assignment.Target) is { } symbol => (symbol, value),
        ICoalesceAssignmentOperation { Value: var value } assignment when SymbolOf(assignment.Target) is { } symbol => (symbol, value),
        IVariableDeclaratorOperation { Symbol: var local } declarator when declarator.GetVariableInitializer() is { } initializer => (local, initializer.Value),
        _ => null,
    };

    private static ISymbol? RootOf(IOperation operation)
    {
        while (true)
        {
            operation = References.Unwrap(operation);
            if (SymbolOf(operation) is { } symbol)
                return symbol;
            if (Subject.ReceiverOf(operation) is not { } receiver)
                return null;
            operation = receiver;
        }
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        IDeclarationExpressionOperation declaration => SymbolOf(declaration.Expression),
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Field.IsConst: false } field =>
            field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Arguments.IsEmpty: true } property =>
            property.Property,
        _ => null,
    };
}
