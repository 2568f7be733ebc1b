using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>The text that a loop reads from the lines of a streamed answer without asking how that ended.</summary>
/// <param name="Surface">What is in the lines.</param>
/// <param name="Text">The first use of the text.</param>
/// <param name="HandlesTools">Whether the code has to do with tools.</param>
internal sealed record StreamedLines(ResultSurface Surface, Location Text, bool HandlesTools)
{
    /// <summary>Parts of the words without which no code asks how an answer ended.</summary>
    private static readonly WordMentions Endings = new("finish_reason", "finishreason", "stop_reason", "stopreason", "done_reason", "donereason");

    /// <summary>Loops are many, and few read lines.</summary>
    private static readonly WordMentions Reads = new("ReadLine");

    /// <summary>What a loop does with the lines of an answer; null where it reads none, or the end may be asked for.</summary>
    public static StreamedLines? In(ILoopOperation loop, OperationAnalysisContext context, KnownApiSet apis)
    {
        var cancellationToken = context.CancellationToken;
        if (!Reads.In(loop.Syntax.SyntaxTree, loop.Syntax.Span, cancellationToken))
            return null;
        var endpoints = Options.Endpoints.For(context.Options, loop.Syntax.SyntaxTree);
        var raw = RawAnswers.Of(apis);
        if (LineStreams.ReadsIn(loop, call => raw.IsRequest(call, endpoints, cancellationToken)) is not { Count: > 0 } lines)
            return null;
        var body = MethodBodies.BodyAround(loop);
        if (IsEndMentioned(body, cancellationToken) || MethodBodies.GraphAround(body, cancellationToken) is not { } graph)
            return null;
        var bodies = MethodBodies.Of(apis.Compilation);
        var checks = Options.FinishReasonChecks.For(context.Options, loop.Syntax.SyntaxTree);
        foreach (var surface in WireSurfaces.Lines)
        {
            var flow = new CaseFlow(surface.SubjectOf([.. lines.Select(line => new ResultOrigin(surface, line.Syntax))], apis, checks), surface.Reference, bodies, cancellationToken);
            // Text that is gathered is used after the loop, where the line at hand is no more.
            var observer = new ContentObserver(surface, flow, bodies, cancellationToken, gathers: false);
            flow.Watch(graph, lines.Select(static line => line.Syntax), observer.Observe);
            if (flow.IsExhausted || flow.ReachedOutside || observer.Escapes || observer.FirstRead() is not { Location: var text } || !loop.Syntax.Span.Contains(text.SourceSpan))
                continue;
            return new(surface.Data, text, observer.ReadsToolCalls || OfferedTools.AreMentionedIn(body.Syntax));
        }

        return null;
    }

    /// <summary>Whether the body, or a method that it calls, has a word for how an answer ended.</summary>
    private static bool IsEndMentioned(IOperation body, CancellationToken cancellationToken) => body.Descendants().OfType<IInvocationOperation>()
        .SelectMany(static call => call.TargetMethod.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax(cancellationToken)).Append(body.Syntax)
        .Any(code => Endings.In(code.SyntaxTree, code.Span, cancellationToken));
}
