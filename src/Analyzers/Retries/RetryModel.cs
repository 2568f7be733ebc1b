using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>The retries of an operation block. Found once, however many rules ask.</summary>
internal static class RetryModel
{
    private static readonly ConditionalWeakTable<IOperation, StrongBox<ImmutableArray<Retry>>> Cache = new();

    /// <summary>The retries in the blocks that are being analysed.</summary>
    public static ImmutableArray<Retry> Of(OperationBlockAnalysisContext block, RetryContext context)
    {
        var all = ImmutableArray<Retry>.Empty;
        foreach (var part in block.OperationBlocks)
        {
            if (part.Kind is OperationKind.Attribute or OperationKind.ParameterInitializer)
                continue;
            all = all.AddRange(Of(part, block.OwningSymbol, context));
        }

        return all;
    }

    /// <summary>The retries of a member's body, outside of an analysis.</summary>
    public static ImmutableArray<Retry> Of(IMethodSymbol method, RetryContext context)
    {
        var body = MethodBodies.Of(context.Compilation).BodyOf(method, context.CancellationToken);
        var all = ImmutableArray<Retry>.Empty;
        foreach (var part in PartsOf(body))
            all = all.AddRange(Of(part, method, context));
        return all;
    }

    /// <summary>The retries in the initializer of a field or property, outside of an analysis.</summary>
    public static ImmutableArray<Retry> Of(IOperation initializer, RetryContext context) =>
        initializer.SemanticModel?.GetEnclosingSymbol(initializer.Syntax.SpanStart, context.CancellationToken) is { } owner
            ? Of(initializer, owner, context)
            : ImmutableArray<Retry>.Empty;

    private static ImmutableArray<Retry> Of(IOperation part, ISymbol owner, RetryContext context)
    {
        if (Cache.TryGetValue(part, out var known))
            return known.Value;
        var retries = new Search(context, part, owner).Find();
        return Cache.GetValue(part, _ => new(retries)).Value;
    }

    /// <summary>The blocks that a member's body is analysed in.</summary>
    private static IEnumerable<IOperation> PartsOf(IOperation? body) => body switch
    {
        IMethodBodyBaseOperation { Parent: null } => body.ChildOperations,
        { Parent: null } => [body],
        _ => [],
    };

    private sealed class Search(RetryContext context, IOperation block, ISymbol owner)
    {
        private readonly KnownApiSet _apis = KnownApiSet.Of(context.Compilation);
        private readonly MethodBodies _bodies = MethodBodies.Of(context.Compilation);
        private readonly Failures _failures = Failures.Of(KnownApiSet.Of(context.Compilation));
        private readonly List<Retry> _retries = new();
        private Attempts? _attempts;
        private Waits? _waits;
        private PollyRetries? _polly;
        private HandlerRetries? _handlers;

        private Attempts Attempts =>
            _attempts ??= new(_apis, Options.Endpoints.For(context.Options, block.Syntax.SyntaxTree), _failures, _bodies, context.CancellationToken);

        private Waits Waits => _waits ??= new(_bodies, context.CancellationToken);

        private PollyRetries Polly => _polly ??= new(_apis, Attempts, _bodies, Waits, context.CancellationToken);

        private HandlerRetries Handlers => _handlers ??= new(Attempts, _failures, _bodies, Waits, context.CancellationToken);

        public ImmutableArray<Retry> Find()
        {
            if (owner is IMethodSymbol member && new ClientRetryPolicies(_bodies, context.CancellationToken).Of(member, block) is { } policy)
                _retries.Add(policy);
            foreach (var function in FunctionBody.In(block, owner))
                LookIn(function);
            return _retries.ToImmutableArray();
        }

        private void LookIn(FunctionBody function)
        {
            foreach (var creation in function.Creations)
            {
                if (creation.Type is { Name: "HttpClient" } && Handlers.Of(creation) is { } handled)
                    _retries.Add(handled);
            }

            foreach (var assignment in function.Assignments)
            {
                if (AzureRetryOptions.Of(assignment) is { } options)
                    _retries.Add(options);
            }

            if (function.HasLoops || CallsItself(function))
                LookAt(function);
            LookAtPolicies(function.Calls);
        }

        private static bool CallsItself(FunctionBody function)
        {
            foreach (var call in function.Calls)
            {
                if (function.Method is { } self && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, self))
                    return true;
            }

            return false;
        }

        private void LookAtPolicies(IReadOnlyList<IInvocationOperation> calls)
        {
            foreach (var call in calls)
            {
                if (WrapperRetries.MayBeMade(call.TargetMethod))
                    _retries.AddRange(new WrapperRetries(Attempts, Polly, _failures, _bodies, Waits, context.CancellationToken).Of(call));
                else if ((Polly.Of(call) ?? Handlers.Of(call)) is { } retry)
                    _retries.Add(retry);
            }
        }

        private void LookAt(FunctionBody function)
        {
            LoopRetries? loops = null;
            foreach (var request in function.Calls)
            {
                if (!MayBeRequest(request) || !CanBeSeenFailing(request))
                    continue;
                if (Attempts.Of(request, function.Body) is not { } attempt)
                    continue;
                if (loops is null && function.GraphOf(context.CancellationToken) is { } graph)
                    loops = new(graph, function.Method, _failures, _bodies, Waits, context.CancellationToken);
                if (loops?.Of(attempt) is { } retry)
                    _retries.Add(retry);
            }
        }

        /// <summary>Whether the code around the call can go on after it failed: a handler is there, or the call returns a response.</summary>
        private static bool CanBeSeenFailing(IInvocationOperation invocation)
        {
            if (invocation.Type is { Name: "HttpResponseMessage" } or INamedTypeSymbol { TypeArguments: [{ Name: "HttpResponseMessage" }] })
                return true;
            for (IOperation? operation = invocation; operation is not null && !References.IsFunction(operation); operation = operation.Parent)
            {
                if (operation.Parent is ITryOperation { Catches.IsEmpty: false } tried && tried.Body == operation)
                    return true;
            }

            return false;
        }

        /// <summary>Whether a closer look is worth its time: the cheap part of recognising a request.</summary>
        private bool MayBeRequest(IInvocationOperation invocation)
        {
            var method = invocation.TargetMethod;
            return !method.DeclaringSyntaxReferences.IsEmpty || method.MethodKind == MethodKind.DelegateInvoke
                || _apis.Clients.OperationOf(method) is not null || AiClients.PassedOnBy(method) is not null || _apis.Http?.IsSend(method) == true;
        }
    }
}
