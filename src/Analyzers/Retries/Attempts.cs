using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Recognises calls that send a request to an AI API, directly or through methods of the program, and how they can fail.</summary>
internal sealed class Attempts
{
    private const int DeepestHelper = 3;

    private static readonly CaseSet AllAnswers = ApiExceptions.Parse("100-599");
    private static readonly ConditionalWeakTable<KnownApiSet, HelperOutcomes> Cache = new();

    private readonly KnownApiSet _apis;
    private readonly EndpointPatterns _endpoints;
    private readonly Failures _failures;
    private readonly MethodBodies _bodies;
    private readonly CancellationToken _cancellationToken;
    private readonly HelperOutcomes _outcomes;
    private readonly HashSet<ISymbol> _running = new(SymbolEqualityComparer.Default);
    private bool _metRecursion;

    public Attempts(KnownApiSet apis, EndpointPatterns endpoints, Failures failures, MethodBodies bodies, CancellationToken cancellationToken)
    {
        _apis = apis;
        _endpoints = endpoints;
        _failures = failures;
        _bodies = bodies;
        _cancellationToken = cancellationToken;
        _outcomes = Cache.GetValue(apis, static _ => new());
    }

    /// <summary>The call as an attempt; null where it sends no AI request, or where it is not known when it fails.</summary>
    /// <param name="invocation">A call, of the original tree.</param>
    /// <param name="body">The body that the call is in.</param>
    public Attempt? Of(IInvocationOperation invocation, IOperation body) => Of(invocation, body, 0);

    private Attempt? Of(IInvocationOperation invocation, IOperation body, int depth)
    {
        if (AiCalls.Recognise(invocation, _apis, _endpoints, _cancellationToken) is { } call)
            return Consumed(invocation, call.IsRawHttp ? Raw(call) : OfSdk(call.Invocation, call.Operation, body));
        if (AiClients.PassedOnBy(invocation.TargetMethod) is { } operation)
            return Consumed(invocation, OfSdk(invocation, operation, body));
        if (DelegateAttempt(invocation, body) is { } byDelegate)
            return Consumed(invocation, byDelegate);
        var method = invocation.TargetMethod.OriginalDefinition;
        if (depth >= DeepestHelper || method.DeclaringSyntaxReferences.IsEmpty || MemberFacts.CanBeReplaced(method))
            return null;
        return OutcomeOf(method, depth) is { } outcome
            ? Consumed(invocation, new(invocation, outcome.Failures, outcome.Answers, outcome.IsRead ? AttemptKind.Read : AttemptKind.Helper) { Calls = outcome.Calls })
            : null;
    }

    /// <summary>How the requests that a delegate makes leave it; null where it makes none, or is not in sight.</summary>
    /// <param name="function">A lambda or a reference to a method, of the original tree.</param>
    public AttemptOutcome? OfDelegate(IOperation function)
    {
        function = Lambdas.FunctionOf(function);
        return function switch
        {
            IAnonymousFunctionOperation lambda => Compute(lambda.Body, () => FunctionGraphs.Of(lambda, _bodies, _cancellationToken), 0),
            IMethodReferenceOperation { Method: var method } when !method.DeclaringSyntaxReferences.IsEmpty && !MemberFacts.CanBeReplaced(method) => OutcomeOf(method.OriginalDefinition, 0),
            _ => null,
        };
    }

    /// <summary>A request to an AI API that goes through a registered client; null where none is known.</summary>
    public IInvocationOperation? FirstRawCallBy(HttpClientRegistration registration) =>
        registration.NamesAiEndpoint(_endpoints) ? registration.Call : registration.Client is { } client ? FirstRawCallIn(client) : null;

    /// <summary>The sending of requests by an HTTP message handler, as an attempt.</summary>
    public Attempt OfHandler(IInvocationOperation send)
    {
        var failures = ImmutableArray.CreateBuilder<AttemptFailure>();
        AddConnectionFailures(failures);
        return new(send, failures.ToImmutable(), AllAnswers, AttemptKind.Delegate);
    }

    /// <summary>How requests fail that an HTTP client sends, whose responses are not looked at.</summary>
    public AttemptOutcome OfClient(IInvocationOperation call)
    {
        var failures = ImmutableArray.CreateBuilder<AttemptFailure>();
        AddConnectionFailures(failures);
        return new(failures.ToImmutable(), AllAnswers, false, ImmutableArray.Create(call));
    }

    /// <summary>A request over HTTP that the code of a type makes; null where it makes none.</summary>
    public IInvocationOperation? FirstRawCallIn(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method || _bodies.BodyOf(method, _cancellationToken) is not { } body)
                continue;
            foreach (var operation in body.Descendants())
            {
                if (operation is IInvocationOperation invocation && _apis.Http?.IsSend(invocation.TargetMethod) == true
                    && AiCalls.Recognise(invocation, _apis, _endpoints, _cancellationToken) is not null)
                {
                    return invocation;
                }
            }
        }

        return null;
    }

    /// <summary>Types of exceptions that the retry around a delegate names, besides those that the delegate itself handles.</summary>
    public IReadOnlyCollection<ITypeSymbol> NamedAround { get; set; } = Array.Empty<ITypeSymbol>();

    private Attempt OfSdk(IInvocationOperation call, AiOperation operation, IOperation body)
    {
        var thrown = _apis.Exceptions.ThrownByClientsOf(call.TargetMethod.ContainingAssembly.Name) ?? NamedFailures.In(body, NamedAround, _apis.Exceptions);
        var isRead = operation is AiOperation.Videos or AiOperation.Responses or AiOperation.Assistants
            && (call.TargetMethod.Name.StartsWith("Get", StringComparison.Ordinal) || call.TargetMethod.Name.StartsWith("Download", StringComparison.Ordinal));
        return new(call, Failing(thrown), CaseSet.Empty, isRead ? AttemptKind.Read : AttemptKind.Request);
    }

    private Attempt Raw(AiCall call)
    {
        var kind = IsGet(call.Invocation) ? AttemptKind.Read : AttemptKind.Request;
        var failures = ImmutableArray.CreateBuilder<AttemptFailure>();
        var returnsResponse = ResultOf(call.Invocation.Type) is { Name: "HttpResponseMessage" };
        AddConnectionFailures(failures, withStatus: !returnsResponse);
        return new(call.Invocation, failures.ToImmutable(), returnsResponse ? AllAnswers : CaseSet.Empty, kind);
    }

    private void AddConnectionFailures(ImmutableArray<AttemptFailure>.Builder failures, bool withStatus = false)
    {
        if (_apis.Exceptions.HttpRequest is { } http)
            failures.Add(new(_failures.Of(http), withStatus ? http.Statuses : http.Statuses & ApiExceptions.NoStatus));
        if (_apis.Exceptions.Timeout is { } timeout)
            failures.Add(new(_failures.Of(timeout), timeout.Statuses));
    }

    /// <summary>The call of a delegate parameter whose failures the body takes for those of an AI call.</summary>
    private Attempt? DelegateAttempt(IInvocationOperation invocation, IOperation body)
    {
        if (invocation.TargetMethod.MethodKind != MethodKind.DelegateInvoke || invocation.Instance is not { } function
            || References.Unwrap(function) is not IParameterReferenceOperation)
        {
            return null;
        }

        var named = NamedFailures.In(body, NamedAround, _apis.Exceptions, ofAiOnly: true);
        return named.IsEmpty ? null : new(invocation, Failing(named), CaseSet.Empty, AttemptKind.Delegate);
    }

    private ImmutableArray<AttemptFailure> Failing(ImmutableArray<ApiException> thrown) =>
        thrown.Select(exception => new AttemptFailure(_failures.Of(exception), exception.Statuses)).ToImmutableArray();

    private AttemptOutcome? OutcomeOf(IMethodSymbol method, int depth)
    {
        if (_outcomes.ByDepth[depth].TryGetValue(method, out var known))
            return known;
        if (!_running.Add(method))
        {
            _metRecursion = true;
            return null;
        }

        var metBefore = _metRecursion;
        _metRecursion = false;
        var outcome = _bodies.BodyOf(method, _cancellationToken) is { } body ? Compute(body, () => _bodies.GraphOf(method, _cancellationToken), depth) : null;
        _running.Remove(method);
        // What was found while a caller was still being looked at holds only there.
        if (!_metRecursion)
            _outcomes.ByDepth[depth][method] = outcome;
        _metRecursion |= metBefore;
        return outcome;
    }

    private AttemptOutcome? Compute(IOperation body, Func<ControlFlowGraph?> makeGraph, int depth)
    {
        ControlFlowGraph? graph = null;
        var failures = new List<AttemptFailure>();
        var answers = CaseSet.Empty;
        var calls = ImmutableArray.CreateBuilder<IInvocationOperation>();
        var isRead = true;
        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is not IInvocationOperation invocation || Of(invocation, body, depth + 1) is not { } attempt)
                continue;
            graph ??= makeGraph();
            if (graph is null)
                return null;
            if (GraphFacts.Of(graph).StatementOf(invocation.Syntax) is not var (block, statement))
                continue;
            calls.AddRange(attempt.Calls);
            isRead &= attempt.Kind == AttemptKind.Read;
            if (IsHandedBack(invocation))
            {
                failures.AddRange(attempt.Failures);
                answers |= attempt.Answers;
                continue;
            }

            var aftermath = new Aftermath(graph, _bodies, new RetryGuide(_failures, _bodies, _cancellationToken), _cancellationToken);
            foreach (var failure in attempt.Failures)
            {
                var state = State.Start(ApiExceptions.Statuses) with { Possible = failure.Statuses };
                aftermath.Throw(block, failure.Failure, failure.IsUncertain ? state.Lost() : state);
            }

            if (!attempt.Answers.IsEmpty)
                aftermath.Continue(block, statement, attempt.ResponseView, State.Start(ApiExceptions.Statuses) with { Possible = attempt.Answers });
            if (aftermath.IsExhausted)
                return null;
            foreach (var escape in aftermath.Escapes)
                failures.Add(new(escape.Failure, escape.State.Possible, escape.State.IsLost));
            foreach (var way in aftermath.Ways)
            {
                foreach (var (state, value) in way.Returns)
                {
                    if (way.Handler is null && value is Fact.Path { Steps: "" })
                        answers |= state.Possible;
                }
            }
        }

        return calls.Count > 0 ? new(Merged(failures), answers, isRead, calls.ToImmutable()) : null;
    }

    private static ImmutableArray<AttemptFailure> Merged(List<AttemptFailure> failures) => failures
        .GroupBy(static failure => failure.Failure)
        .Select(static group => new AttemptFailure(group.Key, group.Aggregate(CaseSet.Empty, static (set, failure) => set | failure.Statuses), group.Any(static failure => failure.IsUncertain)))
        .ToImmutableArray();

    /// <summary>The attempt as whoever waits for it sees it fail; null where nobody waits for it in place.</summary>
    private Attempt? Consumed(IInvocationOperation invocation, Attempt attempt)
    {
        IOperation value = invocation;
        while (value.Parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" or "GetAwaiter" or "WaitAsync" } or IArgumentOperation)
            value = value.Parent;
        if (invocation.Type is not { Name: "Task" or "ValueTask" })
            return invocation.Type?.Name.EndsWith("CollectionResult", StringComparison.Ordinal) != true || value.Parent is IForEachLoopOperation ? attempt : null;
        if (IsHandedBack(invocation))
            return attempt;
        return value.Parent switch
        {
            IAwaitOperation or IInvocationOperation { TargetMethod.Name: "GetResult" } => attempt,
            IInvocationOperation { TargetMethod.Name: "Wait" } or IPropertyReferenceOperation { Property.Name: "Result" } => Aggregated(attempt),
            _ => null,
        };
    }

    /// <summary>Whether the task of the request is returned without being waited for: its failure passes the handlers around it by.</summary>
    private static bool IsHandedBack(IInvocationOperation invocation)
    {
        if (invocation.Type is not { Name: "Task" or "ValueTask" })
            return false;
        IOperation value = invocation;
        while (value.Parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" } or IArgumentOperation or IObjectCreationOperation { Type.Name: "ValueTask" })
            value = value.Parent;
        return value.Parent is IReturnOperation;
    }

    /// <summary>A failure that blocking on the task wraps.</summary>
    private Attempt Aggregated(Attempt attempt)
    {
        var aggregate = _failures.OfUnknownContent(TypeResolver.Find(_apis.Compilation, "System.AggregateException"));
        return attempt with
        {
            Failures = ImmutableArray.Create(new AttemptFailure(aggregate, attempt.Failures.Aggregate(CaseSet.Empty, static (set, failure) => set | failure.Statuses))),
        };
    }

    private bool IsGet(IInvocationOperation send)
    {
        if (send.TargetMethod.Name.StartsWith("Get", StringComparison.Ordinal))
            return true;
        if (ObjectTracer.Argument(send, "request") is not { } request)
            return false;
        foreach (var message in ValueTracer.ValuesOf(request.Value, _cancellationToken))
        {
            var method = message.Creation is { } creation ? ObjectTracer.Argument(creation, "method")?.Value : null;
            if (method is IPropertyReferenceOperation { Property.Name: "Get" })
                return true;
        }

        return false;
    }

    private static ITypeSymbol? ResultOf(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;

    /// <summary>The outcomes of the compilation's methods; those called from deeper down see less of what they call.</summary>
    private sealed class HelperOutcomes
    {
        public ConcurrentDictionary<ISymbol, AttemptOutcome?>[] ByDepth { get; } =
            Enumerable.Range(0, DeepestHelper).Select(static _ => new ConcurrentDictionary<ISymbol, AttemptOutcome?>(SymbolEqualityComparer.Default)).ToArray();
    }
}
