using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Reads what is set on the retry options of an Azure.Core client for AI (<c>options.Retry.Mode = RetryMode.Fixed</c>).</summary>
internal static class AzureRetryOptions
{
    /// <summary>The retry as an assignment changes it; null for any other assignment.</summary>
    public static Retry? Of(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { ContainingType: { Name: "RetryOptions", ContainingAssembly.Name: "Azure.Core" } } property } target || !IsOfAiClient(target) || IsSwitchedOff(assignment, property))
            return null;
        var all = RetryDefaults.AzureCore;
        return property.Name switch
        {
            "MaxRetries" when assignment.Value.ConstantValue is { HasValue: true, Value: int.MaxValue } => Create(assignment, CaseSet.Empty, default, RetryLimit.None),
            "Delay" when Waits.IsNone(assignment.Value) => Create(assignment, all, default, RetryLimit.MayExist),
            // RetryMode: Fixed is the first member, Exponential the default; either has jitter.
            "Mode" when assignment.Value.ConstantValue is { HasValue: true, Value: 0 } => Create(assignment, CaseSet.Empty, new(Grows: false, IsRandom: true, IsUnknown: false), RetryLimit.MayExist),
            _ => null,
        };
    }

    /// <summary>Whether the code around says that nothing is retried at all.</summary>
    private static bool IsSwitchedOff(IOperation assignment, IPropertySymbol property)
    {
        var root = assignment;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().Any(other =>
            other is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "MaxRetries" } count }, Value.ConstantValue: { HasValue: true, Value: 0 } }
            && SymbolEqualityComparer.Default.Equals(count.ContainingType, property.ContainingType));
    }

    private static Retry Create(ISimpleAssignmentOperation assignment, CaseSet unwaited, DelayQuality? quality, RetryLimit limit)
    {
        var waits = quality is { } known && known != default ? ImmutableArray.Create(new RetryWait(assignment.Syntax, known)) : ImmutableArray<RetryWait>.Empty;
        var path = new RetryPath(assignment.Syntax, null, RetryDefaults.AzureCore, unwaited, false, waits, ImmutableArray<string>.Empty);
        return new(assignment.Syntax, ImmutableArray.Create(path), limit) { IsPolicy = true };
    }

    private static bool IsOfAiClient(IPropertyReferenceOperation target)
    {
        if (target.Instance is IPropertyReferenceOperation { Instance.Type: { } options })
            return AiClients.IsOfSdk(options);
        for (IOperation? operation = target; operation is not null; operation = operation.Parent)
        {
            if (operation is IObjectCreationOperation { Type: { } created })
                return AiClients.IsOfSdk(created);
        }

        return false;
    }
}
