using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>A rule that asks something of each retry.</summary>
internal abstract class RetryAnalyzer : AiApiAnalyzer
{
    /// <summary>What the rule has to say about a retry.</summary>
    public abstract IEnumerable<Diagnostic> Judge(Retry retry, RetryContext context);

    protected sealed override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationBlockAction(block =>
        {
            if (!RawAnswers.Of(apis).MayBeAskedFor(block.Options, block.OperationBlocks[0].Syntax.SyntaxTree, block.CancellationToken))
                return;
            var surroundings = new RetryContext(block.Compilation, block.Options, block.CancellationToken);
            foreach (var retry in RetryModel.Of(block, surroundings))
            {
                foreach (var diagnostic in Judge(retry, surroundings))
                    block.Report(diagnostic);
            }
        });
}

/// <summary>What a rule on retries is asked in.</summary>
internal sealed record RetryContext(Compilation Compilation, AnalyzerOptions Options, CancellationToken CancellationToken);
