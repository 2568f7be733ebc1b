using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
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

    private static readonly ConditionalWeakTable<IOperation, OutputTexts> Cache = new();

    private readonly HashSet<SyntaxNode> _carriers = new();

    private OutputTexts()
    {
    }

    /// <summary>The output in a body.</summary>
    /// <param name="body">The whole un-lowered body.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="options">The user's options.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static OutputTexts In(IOperation body, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(body, out var known))
            return known;
        var texts = new OutputTexts();
        if (MethodBodies.GraphAround(body, cancellationToken) is not { } graph)
            return texts;
        var bodies = MethodBodies.Of(apis.Compilation);
        foreach (var origins in ResultOrigins.InWhole(body, graph, apis, options, cancellationToken).GroupBy(static origin => origin.Surface))
            texts.Follow(origins.Key.TextOf(origins.ToList(), apis), origins.Select(static origin => origin.Syntax), graph, bodies, cancellationToken);
        var arguments = body.Descendants().Where(IsToolArguments).Select(static operation => operation.Syntax).ToList();
        if (arguments.Count > 0)
            texts.Follow(SurfaceSubjects.TextFrom(IsToolArguments), arguments, graph, bodies, cancellationToken);
        return Cache.GetValue(body, _ => texts);
    }

    /// <summary>Whether an operand of a call or test carries output.</summary>
    public bool Carry(IOperation operand) =>
        _carriers.Count > 0 && (_carriers.Contains(operand.Syntax) || _carriers.Contains(References.Unwrap(operand is IArgumentOperation argument ? argument.Value : operand).Syntax));

    private static bool IsToolArguments(IOperation operation) => operation is IPropertyReferenceOperation { Property: var property } && ToolArguments.Contains(property);

    private void Follow(Subject subject, IEnumerable<SyntaxNode> origins, ControlFlowGraph graph, MethodBodies bodies, CancellationToken cancellationToken)
    {
        var flow = new CaseFlow(subject, null, bodies, cancellationToken);
        flow.Watch(graph, origins, (operation, point) => Observe(operation, point, flow, 0));
    }

    private void Observe(IOperation operation, Point point, CaseFlow flow, int depth)
    {
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
