using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Finds the polling loops of a member, once for all rules that ask.</summary>
internal sealed class PollingLoops
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<(ISymbol, StatusWords), Search>> Cache = new();

    private readonly StatusWords _words;
    private readonly MethodBodies _bodies;
    private readonly StatusRequests _requests;
    private readonly Dictionary<StatusDomain, StatusOrigins> _origins = new();
    private readonly CancellationToken _cancellationToken;

    private PollingLoops(KnownApiSet apis, AskingCode asking, StatusWords words, CancellationToken cancellationToken)
    {
        _words = words;
        _bodies = MethodBodies.Of(apis.Compilation);
        _requests = new(apis, asking, words.Endpoints, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The polling loops in the methods and accessors of a type, their lambdas and local functions included.</summary>
    public static ImmutableArray<PollingLoop> Of(
        INamedTypeSymbol type, AskingCode asking, KnownApiSet apis, StatusWords words, CancellationToken cancellationToken)
    {
        var search = Cache.GetValue(apis.Compilation, static _ => new()).GetOrAdd((type, words), static _ => new());
        // Several rules ask for several members at once: one of them looks.
        lock (search)
        {
            if (search.Loops.IsDefault)
                search.Loops = Find(type, asking, apis, words, cancellationToken);
            return search.Loops;
        }
    }

    private static ImmutableArray<PollingLoop> Find(INamedTypeSymbol type, AskingCode asking, KnownApiSet apis, StatusWords words, CancellationToken cancellationToken)
    {
        var loops = ImmutableArray.CreateBuilder<PollingLoop>();
        var code = new List<SyntaxNode>();
        PollingLoops? finder = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method || (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences is not [var declaration])
                continue;
            code.Clear();
            asking.AddLoops(declaration, code, cancellationToken);
            if (code.Count > 0)
                loops.AddRange((finder ??= new(apis, asking, words, cancellationToken)).In(method, code, asking));
        }

        return loops.ToImmutable();
    }

    private ImmutableArray<PollingLoop> In(IMethodSymbol member, List<SyntaxNode> code, AskingCode asking)
    {
        if (_bodies.BodyOf(member, _cancellationToken) is not { } body || !body.Descendants().Any(AsksForTask)
            || _bodies.GraphOf(member, _cancellationToken) is not { } graph)
            return ImmutableArray<PollingLoop>.Empty;
        var loops = ImmutableArray.CreateBuilder<PollingLoop>();
        var functions = Function.Of(body, graph, member).ToList();
        foreach (var function in functions)
            AddLoops(loops, function, member);
        foreach (var operation in body.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method } call
                && !MemberFacts.CanBeReplaced(method) && HandedFunctions.In(call, functions) is { } handed
                && asking.TakesFunction(method.Name, call.Syntax.SyntaxTree, _cancellationToken)
                && _bodies.BodyOf(handed.Poller, _cancellationToken) is { } poller && _bodies.GraphOf(handed.Poller, _cancellationToken) is { } ofPoller)
                AddLoops(loops, new(poller, ofPoller, handed.Poller) { Handed = handed }, member);
        }

        return loops.ToImmutable();

        bool AsksForTask(IOperation operation) =>
            operation is IInvocationOperation call && code.Exists(loop => loop.Span.Contains(call.Syntax.Span)) && _requests.Of(call) is not null;
    }

    private void AddLoops(ImmutableArray<PollingLoop>.Builder loops, Function function, ISymbol member)
    {
        // Several calls of one round can look like the origin (a task, and what is parsed of it): the first that explains the loop is it.
        foreach (var call in References.OwnOperations(function.Body).OfType<IInvocationOperation>().OrderBy(static call => call.Syntax.SpanStart))
        {
            if (LoopsAround(call, function).ToList() is { Count: > 0 } around && Polling(call, function, around, member) is { } loop
                && !loops.Any(known => known.Code == loop.Code && known.Handed?.Call == loop.Handed?.Call))
                loops.Add(loop);
        }
    }

    /// <summary>The loop of which a call yields the task; null when it is in none.</summary>
    private PollingLoop? Polling(IInvocationOperation call, Function function, List<IOperation> around, ISymbol member)
    {
        if (OriginOf(call, function, around) is not var (origin, request))
            return null;
        var holders = StatusPaths.HoldersIn(function.Body);
        foreach (var code in function.Handed?.Code ?? [])
        {
            var named = code is IMethodReferenceOperation { Method: var method } ? _bodies.BodyOf(method, _cancellationToken) : null;
            holders.UnionWith(StatusPaths.HoldersIn(named ?? code));
        }

        var statuses = StatusesOf(request);
        var all = new StatusPaths(statuses, origin.Type, holders);
        var polling = Polling(origin, request, all, function, around, member);
        if (all.Met.Count < 2)
            return polling;
        // An envelope can have a status of its own; the task's is the one that explains the loop.
        var single = all.Met.ToList().ConvertAll(path => Polling(origin, request, new(statuses, origin.Type, holders, path), function, around, member));
        return single.Count(static loop => loop is not null) == 1 ? single.First(static loop => loop is not null) : polling;
    }

    private StatusDomain StatusesOf(StatusRequest request) => _words.DomainOf(request.Answer.Words);

    private StatusOrigins OriginsOf(StatusDomain statuses)
    {
        if (!_origins.TryGetValue(statuses, out var origins))
            _origins.Add(statuses, origins = new(statuses, _bodies, _cancellationToken));
        return origins;
    }

    /// <summary>The task that a call yields, and the request behind it.</summary>
    private (StatusOrigin Origin, StatusRequest Request)? OriginOf(IInvocationOperation call, Function function, List<IOperation> around)
    {
        if (function.Handed is { } handed)
        {
            if (handed.RunBy(call) is not { } asking)
                return null;
            // Whether words or numbers come back is known only once it is known what is asked.
            foreach (var statuses in new[] { _words.Words, _words.Numbers })
            {
                if (OriginsOf(statuses).ReturnedBy(asking.Body, asking.Graph) is { } asked && _requests.Behind(asked.Call, asking.Body) is { } behind && StatusesOf(behind) == statuses)
                    return (asked with { Call = call }, behind);
            }

            return null;
        }

        return StatusOrigins.CanYieldTask(call) && _requests.Behind(call, around[around.Count - 1]) is { } request && OriginsOf(StatusesOf(request)).Of(call, function.Graph) is { } origin
            ? (origin, request)
            : null;
    }

    private PollingLoop? Polling(StatusOrigin origin, StatusRequest request, StatusPaths paths, Function function, List<IOperation> around, ISymbol member)
    {
        var statuses = StatusesOf(request);
        var flow = new CaseFlow(OriginsOf(statuses).SubjectOf(origin, paths, function.Handed), null, _bodies, _cancellationToken);
        var statusFacts = new Dictionary<SyntaxNode, Fact>();
        var round = flow.RunRounds(function.Graph, operation => function.Method is { } method && IsSelfCall(operation, method), NoteStatus);
        if (round is null || round.IsLost)
            return null;
        foreach (var code in around)
        {
            var ways = new LoopWays(round, code is ILoopOperation ? code.Syntax : null, statuses.SetOf(request.Answer.Words.Pending));
            var loop = new PollingLoop(member, function.Body, code, KeywordOf(code, function, member), request, origin, statuses, round, ways, statusFacts)
            {
                Handed = function.Handed,
            };
            if (ways.StillPending.IsEmpty || !statuses.Success.Any(loop.LeavesWell))
                continue;
            if (!SameTask.IsAskedFor(loop))
                return null;
            return IsOfModel(loop) ? loop
                : request.Answer.ByAddress is { } answer ? Polling(origin, request with { Answer = answer }, paths, function, around, member)
                : null;
        }

        return null;

        void NoteStatus(IOperation operation, Point point)
        {
            if (operation is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation or IDynamicMemberReferenceOperation
                    or IDynamicIndexerAccessOperation or IFlowCaptureReferenceOperation
                && point.FactOf(operation) is { SpeaksOfSubject: true } fact)
                statusFacts[operation.Syntax] = fact;
        }
    }

    /// <summary>Whether a loop can be one for the model that its code names: it waits for its vendor's word or for a variation on "succeed". One that waits for
    /// another word knows an aggregator's.</summary>
    private static bool IsOfModel(PollingLoop loop) =>
        !loop.Request.Answer.IsByModel || loop.Words.Success.Concat(loop.Statuses.Success.Where(static word => word.StartsWith("succe", StringComparison.OrdinalIgnoreCase))).Any(loop.LeavesWell);

    /// <summary>The loops that a call can be polled in, the innermost first.</summary>
    private static IEnumerable<IOperation> LoopsAround(IInvocationOperation call, Function function)
    {
        for (IOperation? operation = call; operation is not null && operation != function.Body; operation = operation.Parent)
        {
            if (operation is ILoopOperation)
                yield return operation;
        }

        if (References.OwnOperations(function.Body).Any(operation => operation is IBranchOperation { BranchKind: BranchKind.GoTo } || (function.Method is { } method && IsSelfCall(operation, method))))
            yield return function.Body;
    }

    private static bool IsSelfCall(IOperation operation, IMethodSymbol method) =>
        operation is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition);

    private static Location KeywordOf(IOperation code, Function function, ISymbol member)
    {
        if (function.Handed is { Poller.ContainingType: var type } handed
            && !SymbolEqualityComparer.Default.Equals(type, member.ContainingType.OriginalDefinition))
            return handed.Call.Syntax.GetLocation();
        if (code is ILoopOperation)
            return (code.Syntax is CommonForEachStatementSyntax { AwaitKeyword.RawKind: 0 } forEach ? forEach.ForEachKeyword : code.Syntax.GetFirstToken()).GetLocation();
        foreach (var operation in References.OwnOperations(code).OrderBy(static operation => operation.Syntax.SpanStart))
        {
            if (operation is ILabeledOperation { Syntax: LabeledStatementSyntax label })
                return label.Identifier.GetLocation();
            if (function.Method is { } method && IsSelfCall(operation, method))
                return operation.Syntax.GetLocation();
        }

        return code.Syntax.GetFirstToken().GetLocation();
    }

    /// <summary>What was found in a type; nothing until somebody has looked.</summary>
    private sealed class Search
    {
        public ImmutableArray<PollingLoop> Loops { get; set; }
    }
}
