using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Images;

/// <summary>Finds where the first image of an answer is read although there may be none: the number of images is the engine's subject.</summary>
internal static class ImageCounts
{
    private static readonly CaseDomain Numbers = CaseDomain.Numbers(1, 10, nullable: false);
    private static readonly int None = Numbers.IndexOf("0");
    private static readonly int One = Numbers.IndexOf("1");

    private static readonly string[] Counts = ["Count", "Count()", "Length", "LongCount()", "GetArrayLength()"];

    /// <summary>Steps that lead to the same images, or to the object that holds them.</summary>
    public static readonly ImmutableHashSet<string> Transparent = ImmutableHashSet.Create(
        "Value", "Result", "RootElement", "Root", "EnumerateArray()", "AsArray()", "AsObject()", "ToList()", "ToArray()", "AsEnumerable()", "OfType()", "Cast()", "Clone()");

    /// <summary>The reads of the first or last image that a path reaches on which nothing told no images from one.</summary>
    public static List<IOperation> OpenReads(ImageAnswer answer, ControlFlowGraph graph, MethodBodies bodies, CancellationToken cancellationToken)
    {
        var elements = answer.Collections.Select(static path => Below(path, "[]")).ToImmutableHashSet(StringComparer.Ordinal);
        var subject = new Subject(Numbers, answer.Collections.SelectMany(static path => Counts.Select(count => Below(path, count))), elements)
        {
            IsOrigin = operation => operation is IInvocationOperation && operation.Syntax == answer.Call.Syntax,
            Derived = answer.Collections.ToImmutableDictionary(static path => Below(path, "Any()"), static _ => (Func<Case, object?>)(static count => count.Value is > 0L)),
            Transparent = Transparent,
            IsIgnoredCall = static call => KnownApis.PlainSinks.Contains(call) || KnownApis.PlainSinks.OnlyFormats(call),
        };
        var flow = new CaseFlow(subject, One, bodies, cancellationToken);
        var reads = new List<IOperation>();
        flow.Run(graph, flow.Start(), (operation, point) =>
        {
            if (TakesFirst(operation) && !point.State.IsLost && point.State.Possible.Contains(None) && point.State.Alike.Contains(None)
                && point.FactOf(operation) is Fact.Path { Steps: var path } && elements.Contains(path))
            {
                reads.Add(operation);
            }
        });
        return flow.IsExhausted || flow.ReachedOutside ? [] : reads;
    }

    /// <summary>Whether the operation takes the first or last element, and throws where there is none. <c>Single()</c> says itself that it wants exactly one.</summary>
    public static bool TakesFirst(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Arguments: [{ Value: var index }] } => IsZero(index),
        IArrayElementReferenceOperation { Indices: [var index] } => IsZero(index) || index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat },
        IDynamicIndexerAccessOperation { Arguments: [var index] } => IsZero(index),
        IImplicitIndexerReferenceOperation => true,
        IInvocationOperation { TargetMethod.Name: "First" or "Last" or "ElementAt" } => true,
        _ => false,
    };

    private static bool IsZero(IOperation index) => References.Unwrap(index).ConstantValue is { HasValue: true, Value: 0 };

    private static string Below(string path, string step) => path.Length == 0 ? step : $"{path}/{step}";
}
