using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Recognises loops that read a streamed reply line by line.</summary>
internal static class LineStreams
{
    /// <summary>The calls by which a loop, not one inside it, reads the lines of a reply to a request for a model; none where it reads anything else.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="isRequest">Whether a call sends such a request.</param>
    public static List<IInvocationOperation> ReadsIn(ILoopOperation loop, Func<IInvocationOperation, bool> isRequest)
    {
        var reads = new List<IInvocationOperation>();
        foreach (var operation in References.OwnOperations(loop))
        {
            if (operation is IInvocationOperation { TargetMethod: { Name: "ReadLine" or "ReadLineAsync", ContainingType: var type }, Instance: { } reader } read
                && type is { Name: "TextReader" or "StreamReader", ContainingNamespace.Name: "IO" }
                && LoopAround(read) == loop
                && AnswerSources.Behind(reader, MethodBodies.BodyAround(loop), call => isRequest(call) ? call : null) is not null)
            {
                reads.Add(read);
            }
        }

        return reads;
    }

    private static IOperation? LoopAround(IOperation operation)
    {
        IOperation? current = operation;
        while (current is not (null or ILoopOperation))
            current = current.Parent;
        return current;
    }
}
