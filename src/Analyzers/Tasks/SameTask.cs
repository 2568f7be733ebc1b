using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tasks;

/// <summary>Whether a loop asks for the same task in every round: sweeps over many tasks and work queues do not.</summary>
internal static class SameTask
{
    private const int DeepestValue = 12;

    public static bool IsAskedFor(PollingLoop loop)
    {
        if (loop.Code is IForEachLoopOperation forEach && UsesAny(loop.Request.Call, forEach.Locals, loop.Code))
            return false;
        foreach (var argument in loop.Request.Call.Arguments)
        {
            if (CanName(argument.Value.Type) && !IsFixed(argument.Value, loop.Code, 0))
                return false;
        }

        return true;
    }

    /// <summary>Whether an argument of the type can say which task is meant: not a number of attempts, a time or a token.</summary>
    private static bool CanName(ITypeSymbol? type) =>
        type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double or SpecialType.System_Boolean) && type is not { Name: "TimeSpan" or "CancellationToken" or "RequestOptions" };

    private static bool UsesAny(IOperation operation, IEnumerable<ILocalSymbol> locals, IOperation code)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IOperation>();
        pending.Push(operation);
        while (pending.Count > 0)
        {
            foreach (var part in pending.Pop().DescendantsAndSelf())
            {
                if (part is not ILocalReferenceOperation { Local: var local } || !seen.Add(local))
                    continue;
                if (locals.Contains(local, SymbolEqualityComparer.Default))
                    return true;
                foreach (var source in VariableSources.Of(local, code))
                    pending.Push(source);
            }
        }

        return false;
    }

    /// <summary>Whether a value is the same in every round, as far as the texts it is made of go.</summary>
    private static bool IsFixed(IOperation value, IOperation code, int depth)
    {
        value = References.Unwrap(value);
        if (depth > DeepestValue)
            return false;
        if (value.ConstantValue.HasValue)
            return true;
        switch (value)
        {
            case ILocalReferenceOperation { Local: var local }:
                return VariableSources.Of(local, code).All(source => IsFixed(source, code, depth + 1));
            case IMemberReferenceOperation { Instance: { } instance } member:
                return IsFixed(instance, code, depth + 1)
                    && (References.Held(member) is not { } held || VariableSources.Of(held, code).All(source => IsFixed(source, code, depth + 1)));
            case IInvocationOperation call:
                return IsPure(call) && (call.Instance is null || IsFixed(call.Instance, code, depth + 1)) && call.Arguments.All(argument => IsFixed(argument.Value, code, depth + 1));
            case IIncrementOrDecrementOperation or IDynamicInvocationOperation or IArrayElementReferenceOperation:
                return false;
            default:
                return value.ChildOperations.All(child => IsFixed(child, code, depth + 1));
        }
    }

    /// <summary>Whether a call gives the same for the same arguments: of a text, a URI, or a method of this type that makes one.</summary>
    private static bool IsPure(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var isText = method.ReturnType.SpecialType == SpecialType.System_String || References.IsSystemType(method.ReturnType, "Uri") || method.ReturnType.Name is "HttpRequestMessage" or "StringContent" or "CancellationToken";
        return isText && (!method.DeclaringSyntaxReferences.IsEmpty
            || method.ContainingType is { SpecialType: SpecialType.System_String } or { Name: "Uri" or "UriBuilder" or "WebUtility" or "HttpUtility" or "Convert" or "JsonSerializer" or "Guid" or "Path" or "Environment" });
    }
}
