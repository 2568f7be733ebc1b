using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What a body reads of the updates of a kind of stream, whatever variables they are in.</summary>
internal static class StreamReads
{
    /// <summary>The reads of how an answer ended.</summary>
    public static IEnumerable<IOperation> Reasons(IOperation body, KnownStream stream) => Reads(body, stream.IsReason);

    /// <summary>The reads of texts of parts: parts come from updates.</summary>
    public static IEnumerable<IOperation> PartTexts(IOperation body, KnownStream stream) => Reads(body, stream.IsPartText);

    /// <summary>Whether the reason of some update is read that is not clearly one of another stream.</summary>
    /// <param name="body">The body around the loop.</param>
    /// <param name="loop">The loop over the stream.</param>
    /// <param name="stream">The kind of stream.</param>
    /// <param name="apis">The APIs of the compilation.</param>
    public static bool Reason(IOperation body, IForEachLoopOperation loop, KnownStream stream, KnownApiSet apis) =>
        Reasons(body, stream).Any(read => !IsInOtherStream(read, loop, apis));

    /// <summary>Whether the body looks at what may be a call of a tool.</summary>
    public static bool ToolCalls(IOperation body, KnownStream stream) => MethodBodies.OperationsIn(body).Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property: var property } => stream.IsToolCall(property),
        IInvocationOperation { TargetMethod: var method } => stream.IsToolCall(method) || method.TypeArguments.Any(stream.IsToolCall),
        IIsTypeOperation test => stream.IsToolCall(test.TypeOperand),
        IConversionOperation conversion => stream.IsToolCall(conversion.Type),
        ITypePatternOperation pattern => stream.IsToolCall(pattern.MatchedType),
        IDeclarationPatternOperation pattern => stream.IsToolCall(pattern.MatchedType),
        IRecursivePatternOperation pattern => stream.IsToolCall(pattern.MatchedType),
        _ => false,
    });

    private static IEnumerable<IOperation> Reads(IOperation body, Func<IPropertySymbol, bool> isWanted) =>
        MethodBodies.OperationsIn(body).Where(operation => operation is IPropertyReferenceOperation { Property: var property } && isWanted(property));

    private static bool IsInOtherStream(IOperation operation, IForEachLoopOperation loop, KnownApiSet apis)
    {
        for (var parent = operation.Parent; parent is not null && parent != loop; parent = parent.Parent)
        {
            if (parent is IForEachLoopOperation { Locals: [var update] } other && apis.StreamOf(update.Type) is not null && !loop.Syntax.Ancestors().Contains(other.Syntax))
                return true;
        }

        return false;
    }
}
