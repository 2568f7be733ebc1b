using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>A place where a body gets results of a model.</summary>
/// <param name="Surface">What the results look like.</param>
/// <param name="Syntax">The call, or the variable that takes one result after the other.</param>
/// <param name="Variable">The loop variable or lambda parameter; null for a call.</param>
/// <param name="Checked">What the called method of the compilation has checked before it returns the result.</param>
/// <param name="Path">Which part of the result it is; empty for the result itself.</param>
internal sealed record ResultOrigin(KnownSurface Surface, SyntaxNode Syntax, ISymbol? Variable = null, Checked? Checked = null, string Path = "")
{
    /// <summary>The call; null for a variable.</summary>
    public IOperation? Call { get; init; }
}

/// <summary>Finds where results come from: calls of clients, methods of the compilation that return what a client gave them, wrappers that return what their
/// delegate returns, and loops and lambdas over sequences of results.</summary>
/// <param name="apis">The known APIs.</param>
/// <param name="bodies">The bodies of the compilation.</param>
/// <param name="checks">Full names of the methods that the user says check a result.</param>
/// <param name="endpoints">The endpoints that the user names.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class ResultOrigins(KnownApiSet apis, MethodBodies bodies, ImmutableHashSet<string> checks, EndpointPatterns endpoints, CancellationToken cancellationToken)
{
    private const int DeepestMethod = 3;

    private static readonly ConditionalWeakTable<IOperation, List<ResultOrigin>> Cache = new();

    private readonly RawAnswers _raw = RawAnswers.Of(apis);
    private readonly HashSet<ISymbol> _visiting = new(SymbolEqualityComparer.Default);

    /// <summary>What is asked of results, and so what a method that returns one may have checked; by default the finish reason.</summary>
    public Func<KnownSurface, IReadOnlyCollection<ResultOrigin>, Subject> SubjectOf { get; init; } = (surface, origins) => surface.SubjectOf(origins, apis, checks);

    /// <summary>The origins in a whole body as to the finish reason, found once for all rules.</summary>
    public static IReadOnlyList<ResultOrigin> InWhole(IOperation body, ControlFlowGraph graph, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(body, out var known))
            return known;
        var checks = Options.FinishReasonChecks.For(options, body.Syntax.SyntaxTree);
        var endpoints = Options.Endpoints.For(options, body.Syntax.SyntaxTree);
        var origins = new ResultOrigins(apis, MethodBodies.Of(apis.Compilation), checks, endpoints, cancellationToken).In(body, graph);
        return Cache.GetValue(body, _ => origins);
    }

    /// <summary>The origins in a body, nested functions included.</summary>
    /// <param name="body">The un-lowered body.</param>
    /// <param name="graph">Its graph, to look into its local functions.</param>
    public List<ResultOrigin> In(IOperation body, ControlFlowGraph graph)
    {
        var origins = new List<ResultOrigin>();
        foreach (var operation in MethodBodies.OperationsIn(body))
        {
            switch (operation.Kind)
            {
                case OperationKind.Invocation:
                    origins.AddRange(OfCall((IInvocationOperation)operation, graph));
                    break;
                case OperationKind.Loop when operation is IForEachLoopOperation { Locals: [var variable] } loop
                    && apis.SurfaceOf(variable.Type) is { } surface && IsSequence(loop.Collection, graph) && !SequencePredicates.MayLook(body, surface, apis):
                    origins.Add(new(surface, loop.LoopControlVariable.Syntax, variable));
                    break;
                case OperationKind.AnonymousFunction
                    when operation is IAnonymousFunctionOperation { Symbol.Parameters: [{ DeclaringSyntaxReferences: [var declaration] } parameter, ..] } lambda
                    && apis.SurfaceOf(parameter.Type) is { } surface && SequenceOf(lambda) is { } sequence && IsSequence(sequence, graph) && !SequencePredicates.MayLook(body, surface, apis):
                    origins.Add(new(surface, declaration.GetSyntax(cancellationToken), parameter));
                    break;
            }
        }

        return origins;
    }

    /// <summary>The origins that a call is: none where what it returns is not known, several where it may speak any of several protocols.</summary>
    private IEnumerable<ResultOrigin> OfCall(IInvocationOperation call, ControlFlowGraph? graph)
    {
        var method = MethodBodies.Called(call, graph);
        if (apis.SurfaceOf(method.ReturnType) is not { } surface)
            return OfRawCall(call, graph);
        if (apis.Clients.OperationOf(method) is not null || IsAggregate(call, surface) || ReturnsItsDelegatesResult(call, graph))
            return [new(surface, call.Syntax) { Call = call }];
        return ReturnedBy(method, graph).FirstOrDefault(found => found.Surface == surface) is { Path: "" } returned ? [new(surface, call.Syntax, Checked: returned.Checked) { Call = call }] : [];
    }

    private IEnumerable<ResultOrigin> OfRawCall(IInvocationOperation call, ControlFlowGraph? graph)
    {
        var method = MethodBodies.Called(call, graph);
        if (!_raw.MayComeFrom(method, endpoints, cancellationToken))
            return _raw.CanCarry(method.ReturnType) && ReturnsItsDelegatesResult(call, graph) ? OnEveryWire(call) : [];
        if (_raw.IsRequest(call, endpoints, cancellationToken) || ReturnsItsDelegatesResult(call, graph))
            return OnEveryWire(call);
        var all = _visiting.Count == 0 && !MethodBodies.IsNested(method) ? _raw.ReturnedBy(method.OriginalDefinition, () => ReturnedBy(method, graph)) : ReturnedBy(method, graph);
        return all
            .Where(static returned => returned.Surface.Result is null)
            .Select(returned => new ResultOrigin(returned.Surface, call.Syntax, Checked: returned.Checked, Path: returned.Path) { Call = call });
    }

    private static IEnumerable<ResultOrigin> OnEveryWire(IInvocationOperation call) => WireSurfaces.All.Select(surface => new ResultOrigin(surface, call.Syntax) { Call = call });

    /// <summary>Whether the call puts together what a client streams.</summary>
    private bool IsAggregate(IInvocationOperation call, KnownSurface surface) =>
        surface.Data.Aggregators.Contains($"{PlainSinks.FullName(call.TargetMethod.ContainingType)}.{call.TargetMethod.Name}")
        && call.Arguments is [{ Value: var updates }, ..] && IsStream(updates);

    private bool IsStream(IOperation updates) => updates switch
    {
        IConversionOperation conversion => IsStream(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" or "ToBlockingEnumerable", Arguments: [{ Value: var stream }, ..] } => IsStream(stream),
        IInvocationOperation call => apis.Clients.OperationOf(call.TargetMethod) is not null,
        ILocalReferenceOperation { Local: var local } => Locals.InitializerOf(local, updates) is { } initializer && (IsStream(initializer) || IsFilledFromStream(local, updates)),
        _ => false,
    };

    /// <summary>Whether a loop over what a client streams adds each update to the list.</summary>
    private bool IsFilledFromStream(ILocalSymbol list, IOperation use)
    {
        foreach (var operation in MethodBodies.OperationsIn(MethodBodies.BodyAround(use)))
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Add", Instance: ILocalReferenceOperation { Local: var filled } } add
                && SymbolEqualityComparer.Default.Equals(filled, list) && LoopAround(add) is { Collection: var source } && IsStream(source))
            {
                return true;
            }
        }

        return false;
    }

    private static IForEachLoopOperation? LoopAround(IOperation operation)
    {
        IOperation? current = operation;
        while (current is not (null or IForEachLoopOperation))
            current = current.Parent;
        return current as IForEachLoopOperation;
    }

    private bool ReturnsItsDelegatesResult(IInvocationOperation call, ControlFlowGraph? graph)
    {
        if (!call.TargetMethod.IsGenericMethod && !call.TargetMethod.ContainingType.IsGenericType)
            return false;
        foreach (var argument in call.Arguments)
        {
            if (LambdaOf(argument.Value) is { } lambda && ReturnsOrigin(lambda, graph))
                return true;
        }

        return false;
    }

    private bool ReturnsOrigin(IAnonymousFunctionOperation lambda, ControlFlowGraph? graph)
    {
        var any = false;
        foreach (var operation in lambda.Body.Descendants())
        {
            if (operation is not IReturnOperation { ReturnedValue: { } value })
                continue;
            if (CallOf(value) is not { } returned || !OfCall(returned, graph).Any())
                return false;
            any = true;
        }

        return any;
    }

    /// <summary>What a method of the compilation returns of a result, for each surface that it can be of; nothing where it returns anything else.</summary>
    private ImmutableArray<ReturnedResult> ReturnedBy(IMethodSymbol method, ControlFlowGraph? graph)
    {
        var definition = method.OriginalDefinition;
        if (method.IsAbstract || method.IsVirtual || method.IsOverride || _visiting.Count >= DeepestMethod || !_visiting.Add(definition))
            return ImmutableArray<ReturnedResult>.Empty;
        try
        {
            var own = MethodBodies.IsNested(method) ? MethodBodies.GraphOfLocal(definition, graph, cancellationToken) : bodies.GraphOf(definition, cancellationToken);
            return own is null
                ? ImmutableArray<ReturnedResult>.Empty
                : In(own.OriginalOperation, own).GroupBy(static origin => origin.Surface).Select(origins => ReturnedBy(own, origins.Key, origins.ToList())).OfType<ReturnedResult>().ToImmutableArray();
        }
        finally
        {
            _visiting.Remove(definition);
        }
    }

    private ReturnedResult? ReturnedBy(ControlFlowGraph graph, KnownSurface surface, List<ResultOrigin> origins)
    {
        var subject = SubjectOf(surface, origins);
        var flow = new CaseFlow(subject, subject.Domain.IndexOf(surface.Data.Reference), bodies, cancellationToken);
        return flow.Run(graph, flow.Start(), null) is ({ } state, Fact.Path { IsValue: false, IsSequence: false } path) && flow.Subject.LeadsToValue(path.Steps) && !flow.IsExhausted
            ? new(surface, new Checked(state.Possible, state.Alike, state.IsLost || flow.ReachedOutside), path.Steps)
            : null;
    }

    /// <summary>Whether an expression is a sequence of results, or of tasks of results, whose making is in sight.</summary>
    private bool IsSequence(IOperation sequence, ControlFlowGraph? graph)
    {
        switch (sequence)
        {
            case IConversionOperation conversion:
                return IsSequence(conversion.Operand, graph);
            case var _ when References.AwaitedBy(sequence) is { } task:
                return IsSequence(task, graph);
            case ILocalReferenceOperation { Local: var local }:
                return Locals.InitializerOf(local, sequence) is { } initializer && IsSequence(initializer, graph);
            case IArrayCreationOperation { Initializer: { } elements }:
                return elements.ElementValues.Length > 0 && elements.ElementValues.All(element => CallOf(element) is { } call && OfCall(call, graph).Any());
            case IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" or "ParallelEnumerable" }, Arguments: [_, { Value: var selector }] }:
                return LambdaOf(selector) is { } lambda && ReturnsOrigin(lambda, graph);
            case IInvocationOperation { TargetMethod.Name: "WhenAll" or "ToList" or "ToArray" or "Where" or "AsEnumerable" or "Take" or "Skip" or "Reverse", Arguments: var arguments } call:
                var source = call.Instance ?? (arguments.Length > 0 ? arguments[0].Value : null);
                return source is not null && IsSequence(source, graph);
            default:
                return false;
        }
    }

    /// <summary>The sequence that a lambda is run over: the receiver of the LINQ or <c>ForEach</c> call that takes the lambda.</summary>
    private static IOperation? SequenceOf(IAnonymousFunctionOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            parent = parent.Parent;
        return parent is IInvocationOperation { TargetMethod: { ContainingType.Name: "Enumerable" or "List" or "Parallel" } } call
            ? call.Instance ?? call.Arguments[0].Value
            : null;
    }

    private static IAnonymousFunctionOperation? LambdaOf(IOperation operation)
    {
        while (operation is IDelegateCreationOperation { Target: var target })
            operation = target;
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation as IAnonymousFunctionOperation ?? (operation as IDelegateCreationOperation)?.Target as IAnonymousFunctionOperation;
    }

    /// <summary>The call whose result an expression carries, through conversions and what waits for it.</summary>
    private static IInvocationOperation? CallOf(IOperation operation) => operation switch
    {
        IConversionOperation conversion => CallOf(conversion.Operand),
        _ when References.AwaitedBy(operation) is { } task => CallOf(task),
        IPropertyReferenceOperation { Property.Name: "Value", Instance: { } instance } => CallOf(instance),
        IInvocationOperation invocation => invocation,
        _ => null,
    };

    private static class Locals
    {
        /// <summary>What a local was initialised with, if that is in the same body.</summary>
        public static IOperation? InitializerOf(ILocalSymbol local, IOperation use)
        {
            foreach (var operation in MethodBodies.OperationsIn(MethodBodies.BodyAround(use)))
            {
                if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                    return declarator.Initializer?.Value;
            }

            return null;
        }
    }
}
