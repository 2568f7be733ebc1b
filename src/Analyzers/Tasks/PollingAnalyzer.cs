using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>A rule over the polling loops of generation tasks.</summary>
internal abstract class PollingAnalyzer : AiApiAnalyzer
{
    protected sealed override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected sealed override TextMarks Signs => TextMarks.Endpoint | TextMarks.TaskModel;

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationBlockAction(block => Analyze(block, apis));

    /// <summary>The rule's reports on a loop. One that lies in another member of the type is made when that member is analysed.</summary>
    protected abstract IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken);

    private void Analyze(OperationBlockAnalysisContext context, KnownApiSet apis)
    {
        var asking = AskingCode.Of(context.Compilation, context.Options, context.CancellationToken);
        if (!asking.Exists || context.OwningSymbol.ContainingType is not { } type || !asking.IsIn(type))
            return;
        var syntax = context.OperationBlocks[0].Syntax;
        if (!asking.MayBeIn(syntax, context.CancellationToken))
            return;
        foreach (var operation in context.OperationBlocks)
            syntax = operation.Syntax.Span.Length > syntax.Span.Length ? operation.Syntax : syntax;
        var (tree, span) = (syntax.SyntaxTree, syntax.Span);
        var words = StatusWords.For(context.Options, tree);
        var reported = new HashSet<(Location, string)>();
        foreach (var loop in PollingLoops.Of(type, asking, apis, words, context.CancellationToken))
        {
            foreach (var report in loop.Reports.GetOrAdd(this, _ => ReportsOn(loop, words, context.CancellationToken).ToImmutableArray()))
            {
                // A loop to which several callers hand their functions is one loop.
                if (report.Location.SourceTree == tree && span.Contains(report.Location.SourceSpan) && reported.Add((report.Location, report.GetMessage())))
                    context.Report(report);
            }
        }
    }
}
