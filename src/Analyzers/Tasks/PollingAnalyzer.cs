using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tasks;

/// <summary>A rule over the polling loops of generation tasks.</summary>
internal abstract class PollingAnalyzer : AiApiAnalyzer
{
    protected sealed override bool CanFindAnything(KnownApiSet apis) => apis.Http is not null || apis.Clients.AreReferenced;

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationBlockAction(block => Analyze(block, apis));

    /// <summary>The rule's reports on a loop. One that lies in another member of the type is made when that member is analysed.</summary>
    protected abstract IEnumerable<Diagnostic> ReportsOn(PollingLoop loop, StatusWords words, CancellationToken cancellationToken);

    private void Analyze(OperationBlockAnalysisContext context, KnownApiSet apis)
    {
        var syntax = context.OperationBlocks[0].Syntax;
        foreach (var operation in context.OperationBlocks)
            syntax = operation.Syntax.Span.Length > syntax.Span.Length ? operation.Syntax : syntax;
        var (tree, span, owner) = (syntax.SyntaxTree, syntax.Span, context.OwningSymbol);
        if (owner.ContainingType is not { } type || !StatusMentions.In(tree, span, context.CancellationToken)
            || !StatusMentions.IsAboutAi(context.Compilation, context.Options, context.CancellationToken))
            return;
        var words = StatusWords.For(context.Options, tree);
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method || (!SymbolEqualityComparer.Default.Equals(method, owner) && !MentionsStatus(method, context.CancellationToken)))
                continue;
            foreach (var loop in PollingLoops.Of(method, apis, words, context.CancellationToken))
            {
                foreach (var report in ReportsOn(loop, words, context.CancellationToken))
                {
                    if (report.Location.SourceTree == tree && span.Contains(report.Location.SourceSpan))
                        context.ReportDiagnostic(report);
                }
            }
        }
    }

    private static bool MentionsStatus(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var declaration in method.DeclaringSyntaxReferences)
        {
            if (StatusMentions.In(declaration.SyntaxTree, declaration.Span, cancellationToken))
                return true;
        }

        return false;
    }
}
