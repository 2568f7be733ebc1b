using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Tells the streams that AI calls return from other sequences of updates.</summary>
internal static class StreamSources
{
    /// <summary>Whether a sequence is the stream of an AI call, or the stream that the method was given.</summary>
    public static bool IsStream(IOperation sequence, KnownApiSet apis, CancellationToken cancellationToken) =>
        ValueTracer.ValuesOf(WithoutOptions(sequence), cancellationToken).All(value => IsCallOrParameter(value.Origin, apis, cancellationToken));

    /// <summary>The AI call that makes a stream; null where it is another one in each case, or not in sight.</summary>
    public static IInvocationOperation? CallOf(IOperation sequence, KnownApiSet apis, CancellationToken cancellationToken) =>
        ValueTracer.ValuesOf(WithoutOptions(sequence), cancellationToken) is [{ Origin: var origin }]
        && WithoutOptions(origin) is IInvocationOperation call && apis.Clients.OperationOf(call.TargetMethod) is not null ? call : null;

    private static bool IsCallOrParameter(IOperation origin, KnownApiSet apis, CancellationToken cancellationToken)
    {
        var plain = WithoutOptions(origin);
        return plain switch
        {
            IInvocationOperation call when apis.Clients.OperationOf(call.TargetMethod) is not null => true,
            // A list of updates was collected somewhere that could ask each of them.
            IParameterReferenceOperation { Parameter.Type: INamedTypeSymbol type } => !IsCollection(type),
            _ => plain != origin && IsStream(plain, apis, cancellationToken),
        };
    }

    private static bool IsCollection(INamedTypeSymbol type) => IsCollectionInterface(type) || type.AllInterfaces.Any(static known => IsCollectionInterface(known)
        && known.OriginalDefinition.SpecialType != SpecialType.System_Collections_Generic_IEnumerable_T);

    private static bool IsCollectionInterface(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType
        is SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_ICollection_T or SpecialType.System_Collections_Generic_IList_T
        or SpecialType.System_Collections_Generic_IReadOnlyCollection_T or SpecialType.System_Collections_Generic_IReadOnlyList_T;

    /// <summary>The stream itself, without what only says how it is enumerated.</summary>
    private static IOperation WithoutOptions(IOperation sequence)
    {
        sequence = References.Unwrap(sequence);
        return sequence is IInvocationOperation { TargetMethod: { Name: "ConfigureAwait" or "WithCancellation" or "ToBlockingEnumerable", ContainingType.Name: "TaskAsyncEnumerableExtensions" or "AsyncEnumerable" }, Arguments: [var source, ..] }
            ? WithoutOptions(source.Value)
            : sequence;
    }
}
