using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Recognises what makes a program wait.</summary>
internal sealed class Waits(MethodBodies bodies, CancellationToken cancellationToken)
{
    private const int DeepestCall = 3;

    /// <summary>Methods of .NET that wait, with their type.</summary>
    private static readonly HashSet<(string Type, string Method)> Methods =
    [
        ("Task", "Delay"),
        ("Thread", "Sleep"),
        ("PeriodicTimer", "WaitForNextTickAsync"),
        ("WaitHandle", "WaitOne"),
        ("ManualResetEventSlim", "Wait"),
        ("RateLimiter", "AcquireAsync"),
        ("TimeProviderTaskExtensions", "Delay"),
        ("SpinWait", "SpinUntil"),
    ];

    /// <summary>Words that begin, or stand in, the names of methods and delegates that wait.</summary>
    private static readonly string[] Words = ["Delay", "Sleep", "Wait", "Backoff", "Pause", "Throttle", "CoolDown", "NextTick"];

    private readonly Dictionary<ISymbol, bool?> _methods = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a part of the operation waits for some time.</summary>
    /// <param name="operation">An operation of the original tree or of a graph.</param>
    public bool In(IOperation operation) => In(operation, 0);

    /// <summary>Whether the operation itself, certainly or probably, makes its caller wait for a time that is not zero. A task that nobody waits for does not.</summary>
    /// <param name="operation">An operation of the original tree or of a graph.</param>
    public bool IsWait(IOperation operation) => operation is IInvocationOperation call && IsWait(call, 0);

    /// <summary>Whether the time is known to be none.</summary>
    public static bool IsNone(IOperation? time)
    {
        while (time is IConversionOperation or IArgumentOperation)
            time = time.ChildOperations.FirstOrDefault();
        return time switch
        {
            { ConstantValue: { HasValue: true, Value: 0 or 0L or 0d } } => true,
            IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } } => true,
            IDefaultValueOperation => true,
            IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: "TimeSpan" }, Arguments: [var only, ..] } when name.StartsWith("From", StringComparison.Ordinal) =>
                IsNone(only.Value),
            _ => false,
        };
    }

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
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return (TakesTime(method) || IsNamedForIt(call.Instance is { } held ? References.Held(held)?.Name : null)) && !IsDropped(call);
        if (Methods.Contains((method.ContainingType.Name, method.Name)))
            return !IsNone(TimeOf(call)) && !IsDropped(call);
        return (BodyWaits(method, depth) ?? IsNamedForIt(method)) && !IsDropped(call);
    }

    /// <summary>Whether the body of a method waits; null when it is not in sight.</summary>
    private bool? BodyWaits(IMethodSymbol method, int depth)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.IsEmpty || depth >= DeepestCall || MemberFacts.CanBeReplaced(definition))
            return null;
        if (_methods.TryGetValue(definition, out var known))
            return known;
        _methods[definition] = false;
        return _methods[definition] = bodies.BodyOf(definition, cancellationToken) is { } body ? In(body, depth + 1) : null;
    }

    /// <summary>Whether a method that is not in sight says by its name that it waits. One that returns a time only computes it.</summary>
    private static bool IsNamedForIt(IMethodSymbol method) =>
        (method.ReturnsVoid || method.ReturnType is { Name: "Task" or "ValueTask" } or { SpecialType: SpecialType.System_Boolean })
        && method.Name is not ("WaitAsync" or "WaitAll" or "WhenAll") && IsNamedForIt(method.Name);

    private static bool IsNamedForIt(string? name)
    {
        foreach (var word in Words)
        {
            var start = name?.IndexOf(word, StringComparison.OrdinalIgnoreCase) ?? -1;
            if (start == 0 || (start > 0 && (name![start - 1] == '_' || char.IsUpper(name[start]))))
                return true;
        }

        return false;
    }

    /// <summary>An injected delay: a delegate that is given a time.</summary>
    private static bool TakesTime(IMethodSymbol invoke) => invoke.Parameters.Any(static parameter => parameter.Type.Name == "TimeSpan");

    private static IOperation? TimeOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type is { Name: "TimeSpan" } or { SpecialType: SpecialType.System_Int32 })?.Value;

    /// <summary>Whether nobody waits for the task that the call returns.</summary>
    private bool IsDropped(IInvocationOperation call)
    {
        if (call.Type is not { Name: "Task" or "ValueTask" })
            return false;

        // A graph keeps no statement around what it has taken apart.
        var original = call.Parent is null ? bodies.OperationOf(call.Syntax, cancellationToken) ?? call : call;
        var around = original.Parent;
        while (around is IConversionOperation)
            around = around.Parent;
        var held = around switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
            _ => null,
        };
        return IsDiscard(around) || held is not null && UsesOf(held, bodies.OperationOf(call.Syntax, cancellationToken) ?? call).All(static use => IsDiscard(use.Parent));
    }

    private static bool IsDiscard(IOperation? around) => around is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    private static IEnumerable<ILocalReferenceOperation> UsesOf(ILocalSymbol local, IOperation place) =>
        LocalUses.Of(local, place).Where(static use => !(use.Parent is IAssignmentOperation assignment && assignment.Target == use));
}
