using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Recognises what makes a program wait.</summary>
internal sealed class Waits(MethodBodies bodies, CancellationToken cancellationToken)
{
    private const int DeepestCall = 2;

    /// <summary>Methods of .NET that wait, with their type.</summary>
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "Task.Delay",
        "Thread.Sleep",
        "PeriodicTimer.WaitForNextTickAsync",
        "WaitHandle.WaitOne",
        "ManualResetEventSlim.Wait",
        "RateLimiter.AcquireAsync",
        "TimeProviderTaskExtensions.Delay",
        "SpinWait.SpinUntil",
    };

    private static readonly string[] Names = ["Delay", "Sleep", "Wait", "Backoff", "BackOff", "Pause", "Throttle", "CoolDown"];

    private readonly Dictionary<ISymbol, bool> _helpers = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the operation certainly or probably makes its caller wait for a time that is not zero. A task that nobody waits for does not.</summary>
    public bool IsWait(IOperation operation) => operation is IInvocationOperation invocation && IsWait(invocation, 0);

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

    private bool IsWait(IInvocationOperation invocation, int depth)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return TakesTime(method) && !IsDropped(invocation);
        if (Methods.Contains($"{method.ContainingType.Name}.{method.Name}"))
            return !IsDropped(invocation) && !IsNone(TimeOf(invocation));
        if (method.DeclaringSyntaxReferences.IsEmpty || depth >= DeepestCall)
            return IsNamedForIt(method) && !IsDropped(invocation);
        if (!_helpers.TryGetValue(method, out var waits))
        {
            _helpers[method] = false;
            _helpers[method] = waits = IsNamedForIt(method) || BodyWaits(method, depth);
        }

        return waits && !IsDropped(invocation);
    }

    private bool BodyWaits(IMethodSymbol method, int depth)
    {
        if (bodies.BodyOf(method, cancellationToken) is not { } body)
            return false;
        foreach (var operation in body.Descendants())
        {
            if (operation is IInvocationOperation invocation && IsWait(invocation, depth + 1))
                return true;
        }

        return false;
    }

    private static bool IsNamedForIt(IMethodSymbol method) =>
        (method.ReturnsVoid || method.ReturnType.Name is "Task" or "ValueTask" || method.ReturnType.SpecialType == SpecialType.System_Boolean)
        && Array.Exists(Names, name => method.Name.IndexOf(name, StringComparison.Ordinal) >= 0) && method.Name is not ("WaitAsync" or "WaitAll" or "WhenAll");

    /// <summary>An injected delay: a delegate that is given a time.</summary>
    private static bool TakesTime(IMethodSymbol invoke) => invoke.Parameters.Any(static parameter => parameter.Type.Name == "TimeSpan");

    private static IOperation? TimeOf(IInvocationOperation invocation) =>
        invocation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type is { Name: "TimeSpan" } or { SpecialType: SpecialType.System_Int32 })?.Value;

    /// <summary>Whether nobody waits for the task that the call returns.</summary>
    private static bool IsDropped(IInvocationOperation invocation)
    {
        if (invocation.Type is not { Name: "Task" or "ValueTask" })
            return false;
        return invocation.Parent switch
        {
            null or IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            _ => false,
        };
    }
}
