using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Retries;

/// <summary>A rule that asks something of each retry.</summary>
internal abstract class RetryAnalyzer : AiApiAnalyzer
{
    protected sealed override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var retry in RetryModel.Of(block, apis))
                Judge(retry, block);
        });

    protected abstract void Judge(Retry retry, OperationBlockAnalysisContext context);
}
