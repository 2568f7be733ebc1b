using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Recognises what makes a program wait.</summary>
internal sealed class Waits(MethodBodies bodies, CancellationToken cancellationToken)
{
    private const int DeepestCall = 3;

    private static readonly string[] Names = ["delay", "sleep", "wait", "backoff", "pause", "throttle", "tick"];

    private readonly Dictionary<ISymbol, bool> _methods = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a part of the operation waits for some time.</summary>
    /// <param name="operation">An operation of the original tree or of a graph.</param>
    public bool In(IOperation operation) => In(operation, 0);

    private bool In(IOperation operation, int depth)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            if (part is IInvocationOperation call && IsWait(call, depth))
                return true;
        }

        return false;
    }

    private bool IsWait(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        switch (method)
        {
            case { Name: "Delay", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } }:
                return !IsZero(call.Arguments[0].Value) && IsAwaited(call);
            case { Name: "Sleep", ContainingType: { Name: "Thread", ContainingNamespace.Name: "Threading" } }:
                return !IsZero(call.Arguments[0].Value);
            case { MethodKind: MethodKind.DelegateInvoke }:
                return IsNamedWait(NameOf(call.Instance)) || call.Arguments.Any(static argument => References.IsSystemType(argument.Value.Type, "TimeSpan"));
            case { DeclaringSyntaxReferences.IsEmpty: false } when depth < DeepestCall:
                return Body(method, depth) is { } waits ? waits : IsNamedWait(method.Name);
            default:
                return IsNamedWait(method.Name) && method.Name is not ("WaitAsync" or "ConfigureAwait" or "GetAwaiter") && !method.Name.StartsWith("Await", StringComparison.Ordinal);
        }
    }

    /// <summary>Whether the body of a method waits; null when it is not in sight.</summary>
    private bool? Body(IMethodSymbol method, int depth)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_methods.TryGetValue(definition, out var known))
            return known;
        if (MemberFacts.CanBeReplaced(definition) || bodies.BodyOf(definition, cancellationToken) is not { } body)
            return null;
        _methods[definition] = false;
        return _methods[definition] = In(body, depth + 1);
    }

    private static bool IsNamedWait(string? name)
    {
        foreach (var word in Names)
        {
            if (name?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private static string? NameOf(IOperation? operation) => operation is null ? null : References.Held(operation)?.Name;

    private static bool IsZero(IOperation time)
    {
        time = References.Unwrap(time);
        if (time.ConstantValue is { HasValue: true, Value: 0 or 0.0 or 0L })
            return true;
        return time switch
        {
            IFieldReferenceOperation { Field.Name: "Zero" } => true,
            IDefaultValueOperation => true,
            IInvocationOperation { TargetMethod: { Name: "FromMilliseconds" or "FromSeconds" or "FromMinutes" }, Arguments: [var amount, ..] } => IsZero(amount.Value),
            _ => false,
        };
    }

    /// <summary>Whether a task is waited for: in a statement of its own, or discarded, it is not.</summary>
    private bool IsAwaited(IInvocationOperation delay)
    {
        // The graph has lost the statement around the call.
        var original = bodies.OperationOf(delay.Syntax, cancellationToken) ?? delay;
        var operation = original.Parent;
        while (operation is IConversionOperation)
            operation = operation.Parent;
        return operation is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation });
    }
}
