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

/// <summary>Where the text of a model's output goes: the operands of calls and tests that carry it. Computed once a body, for that body and the methods it calls.</summary>
internal sealed class OutputTexts
{
    private const int DeepestCall = 3;

    /// <summary>How many methods a text may come through that return it.</summary>
    private const int DeepestReturn = 2;

    private static readonly ConditionalWeakTable<IOperation, OutputTexts>[] Caches = [new(), new(), new()];

    private readonly HashSet<SyntaxNode> _carriers = new();
    private readonly HashSet<ISymbol> _gathering = new(SymbolEqualityComparer.Default);
    private bool _areReturned;

    private OutputTexts()
    {
    }

    /// <summary>The output in a body.</summary>
    /// <param name="body">The whole un-lowered body.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="options">The user's options.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static OutputTexts In(IOperation body, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken) =>
        In(body, apis, options, DeepestReturn, cancellationToken);

    private static OutputTexts In(IOperation body, KnownApiSet apis, AnalyzerOptions options, int returns, CancellationToken cancellationToken)
    {
        if (Caches[returns].TryGetValue(body, out var known))
            return known;
        var texts = new OutputTexts();
        var raw = RawAnswers.Of(apis);
        var endpoints = Options.Endpoints.For(options, body.Syntax.SyntaxTree);
        var mayAsk = false;
        var given = new HashSet<SyntaxNode>();
        foreach (var operation in MethodBodies.OperationsIn(body))
        {
            if (operation.Kind != OperationKind.Invocation)
            {
                if (IsToolArguments(operation))
                    given.Add(operation.Syntax);
                continue;
            }

            var method = ((IInvocationOperation)operation).TargetMethod;
            mayAsk = mayAsk || apis.SurfaceOf(method.ReturnType) is not null || raw.MayComeFrom(method, endpoints, cancellationToken);
            if (returns > 0 && ReturnsOutput(method, apis, options, returns - 1, cancellationToken))
                given.Add(operation.Syntax);
        }

        texts._gathering.UnionWith(GatheredTexts.FromStreams(body, apis, cancellationToken));
        if ((mayAsk || given.Count > 0 || texts._gathering.Count > 0) && MethodBodies.GraphAround(body, cancellationToken) is { } graph)
            texts.FollowAll(body, graph, mayAsk, given, apis, options, cancellationToken);
        return Caches[returns].GetValue(body, _ => texts);
    }

    private void FollowAll(
        IOperation body, ControlFlowGraph graph, bool mayAsk, HashSet<SyntaxNode> given, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var bodies = MethodBodies.Of(apis.Compilation);
        if (mayAsk)
        {
            foreach (var origins in ResultOrigins.InWhole(body, graph, apis, options, cancellationToken).GroupBy(static origin => origin.Surface))
                Follow(origins.Key.TextOf(origins.ToList(), apis), origins.Select(static origin => origin.Syntax), graph, bodies, cancellationToken);
        }

        if (given.Count > 0)
        {
            var subject = SurfaceSubjects.TextFrom(operation => operation is IInvocationOperation or IPropertyReferenceOperation && given.Contains(operation.Syntax), NoHolders);
            Follow(subject, given, graph, bodies, cancellationToken);
        }

        if (_gathering.Count > 0)
        {
            var subject = SurfaceSubjects.TextFrom(operation => GatheredTexts.IsYielded(operation, _gathering), NoHolders.Union(_gathering));
            Follow(subject, [], graph, bodies, cancellationToken);
        }
    }

    private static ImmutableHashSet<ISymbol> NoHolders => ImmutableHashSet<ISymbol>.Empty.WithComparer(SymbolEqualityComparer.Default);

    /// <summary>Whether a method of the compilation returns output as it is. One that parses JSON itself may have looked whether it is some.</summary>
    private static bool ReturnsOutput(IMethodSymbol method, KnownApiSet apis, AnalyzerOptions options, int returns, CancellationToken cancellationToken)
    {
        var type = method.ReturnType is INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" } task ? task.TypeArguments[0] : method.ReturnType;
        if (type.SpecialType != SpecialType.System_String || method.DeclaringSyntaxReferences.IsEmpty || method.MethodKind != MethodKind.Ordinary
            || MemberFacts.CanBeReplaced(method)
            || MethodBodies.Of(apis.Compilation).BodyOf(method, cancellationToken) is not { Parent: null } body)
            return false;
        var texts = In(body, apis, options, returns, cancellationToken);
        return texts._areReturned
            && !body.Descendants().Any(operation => operation is IInvocationOperation parse && JsonReaders.IsReader(parse.TargetMethod) && parse.Arguments.Any(texts.Carry));
    }

    /// <summary>Whether an operand of a call or test carries output.</summary>
    public bool Carry(IOperation operand) =>
        _carriers.Count > 0 && (_carriers.Contains(operand.Syntax) || _carriers.Contains(References.Unwrap(operand is IArgumentOperation argument ? argument.Value : operand).Syntax));

    /// <summary>Whether an expression reads the arguments that a model writes for a tool.</summary>
    public static bool IsToolArguments(IOperation operation) =>
        operation.Kind == OperationKind.PropertyReference && ToolArguments.Contains(((IPropertyReferenceOperation)operation).Property);

    private void Follow(Subject subject, IEnumerable<SyntaxNode> origins, ControlFlowGraph graph, MethodBodies bodies, CancellationToken cancellationToken)
    {
        var flow = new CaseFlow(subject, null, bodies, cancellationToken);
        flow.Watch(graph, origins, (operation, point) =>
        {
            _areReturned |= point.IsReturned && Carries(point.FactOf(operation), subject);
            Observe(operation, point, flow, 0);
        });
    }

    private void Observe(IOperation operation, Point point, CaseFlow flow, int depth)
    {
        if (depth == 0 && GatheredTexts.AddedBy(operation) is var (local, added) && Carries(point.FactOf(added), flow.Subject))
            _gathering.Add(local);
        switch (operation)
        {
            case IInvocationOperation call:
                var carries = call.Instance is { } instance && Note(instance, point, flow.Subject);
                foreach (var argument in call.Arguments)
                    carries |= Note(argument, point, flow.Subject);
                if (carries && depth < DeepestCall && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty)
                    flow.RunCalled(call, call.TargetMethod, point, (inner, within) => Observe(inner, within, flow, depth + 1));
                break;
            case IBinaryOperation or IIsPatternOperation:
                foreach (var operand in operation.ChildOperations)
                    Note(operand, point, flow.Subject);
                break;
        }
    }

    private bool Note(IOperation operand, Point point, Subject subject)
    {
        if (!Carries(point.FactOf(operand), subject))
            return false;
        _carriers.Add(operand.Syntax);
        if (operand is IArgumentOperation { Value: var value })
            _carriers.Add(value.Syntax);
        return true;
    }

    /// <summary>Whether a value is the output, or is not known to be another text: of <c>text ?? ""</c> it is one or the other.</summary>
    private static bool Carries(Fact fact, Subject subject) => fact switch
    {
        Fact.Path { Steps: var path } => subject.ValuePaths.Contains(path),
        Fact.Table { Values: [.., var output] } => output is OtherValue || ReferenceEquals(output, Fact.Table.Nothing),
        _ => false,
    };
}
