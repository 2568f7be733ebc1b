using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>The retries of an operation block. Found once, however many rules ask.</summary>
internal sealed class RetryModel
{
    private static readonly ConditionalWeakTable<IOperation, RetryModel> Cache = new();

    private readonly Lazy<ImmutableArray<Retry>> _retries;

    private RetryModel(Func<ImmutableArray<Retry>> find) => _retries = new(find, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The retries in the blocks that are being analysed.</summary>
    public static ImmutableArray<Retry> Of(OperationBlockAnalysisContext block, RetryContext context)
    {
        var all = ImmutableArray<Retry>.Empty;
        foreach (var part in block.OperationBlocks)
        {
            if (part.Kind is OperationKind.Attribute or OperationKind.ParameterInitializer)
                continue;
            all = all.AddRange(Cache.GetValue(part, p => new(() => new Search(context, p, block.OwningSymbol, () => block.GetControlFlowGraph(p)).Find()))._retries.Value);
        }

        return all;
    }

    /// <summary>The retries of a member's body, outside of an analysis.</summary>
    public static ImmutableArray<Retry> Of(IMethodSymbol method, RetryContext context)
    {
        var bodies = MethodBodies.Of(context.Compilation);
        return bodies.BodyOf(method, context.CancellationToken) is { } body && bodies.GraphOf(method, context.CancellationToken) is { } graph
            ? new Search(context, body, method, () => graph).Find()
            : ImmutableArray<Retry>.Empty;
    }

    /// <summary>The retries in the initializer of a field or property, outside of an analysis.</summary>
    public static ImmutableArray<Retry> Of(IOperation initializer, RetryContext context) =>
        initializer.SemanticModel?.GetEnclosingSymbol(initializer.Syntax.SpanStart) is { } owner
            ? new Search(context, initializer, owner, () => FunctionGraphs.OfRoot(initializer, context.CancellationToken)!).Find()
            : ImmutableArray<Retry>.Empty;

    private sealed class Search(RetryContext context, IOperation block, ISymbol owner, Func<ControlFlowGraph> graphOfBlock)
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
            if (owner is IMethodSymbol member && new ClientRetryPolicies(_bodies, context.CancellationToken).Of(member, block, graphOfBlock) is { } policy)
                _retries.Add(policy);
            foreach (var function in FunctionBody.In(block, owner, graphOfBlock, context.CancellationToken))
                LookIn(function);
            return _retries.ToImmutableArray();
        }

        private void LookIn(FunctionBody function)
        {
            var requests = new List<IInvocationOperation>();
            var mayRepeat = false;
            foreach (var operation in References.OwnOperations(function.Body))
            {
                switch (operation)
                {
                    case IInvocationOperation invocation:
                        requests.Add(invocation);
                        mayRepeat |= function.Method is { } self && SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.OriginalDefinition, self);
                        break;
                    case ILoopOperation or ILabeledOperation:
                        mayRepeat = true;
                        break;
                    case IObjectCreationOperation { Type.Name: "HttpClient" } client when Handlers.Of(client) is { } handled:
                        _retries.Add(handled);
                        break;
                    case ISimpleAssignmentOperation assignment when AzureRetryOptions.Of(assignment) is { } options:
                        _retries.Add(options);
                        break;
                }
            }

            if (mayRepeat)
                LookAt(requests, function);
            LookAtPolicies(requests);
        }

        private void LookAtPolicies(List<IInvocationOperation> calls)
        {
            foreach (var call in calls)
            {
                if (WrapperRetries.MayBeMade(call.TargetMethod))
                    _retries.AddRange(new WrapperRetries(Attempts, Polly, _failures, _bodies, Waits, context.CancellationToken).Of(call));
                else if ((Polly.Of(call) ?? Handlers.Of(call)) is { } retry)
                    _retries.Add(retry);
            }
        }

        private void LookAt(List<IInvocationOperation> requests, FunctionBody function)
        {
            foreach (var request in requests)
            {
                if (!MayBeRequest(request) || !CanBeSeenFailing(request))
                    continue;
                if (Attempts.Of(request, function.Body) is not { } attempt)
                    continue;
                if (new LoopRetries(function.Graph.Value, function.Method, _failures, _bodies, Waits, context.CancellationToken).Of(attempt) is { } retry)
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
