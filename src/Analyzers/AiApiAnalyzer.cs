using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers;

/// <summary>What every analyzer of this package settles the same way: generated code is skipped, actions run concurrently,
/// and nothing is registered in a compilation in which the rule has nothing to find.</summary>
internal abstract class AiApiAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        // Generated code is not analysed; what is reported elsewhere need not be searched for it (see Reports).
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var prospects = Prospects.Of(start.Compilation, start.Options, start.CancellationToken);
            if (!prospects.UsesSdk && !prospects.Has(Signs))
                return;
            var apis = KnownApiSet.Of(start.Compilation);
            // A mark is no address yet.
            if (CanFindAnything(apis) && (Signs != TextMarks.Endpoint || RawAnswers.Of(apis).MayBeAskedFor(start.Options, start.CancellationToken)))
                Register(start, apis);
        });
    }

    /// <summary>Whether the compilation refers to anything this rule speaks about; asked once per compilation.</summary>
    protected abstract bool CanFindAnything(KnownApiSet apis);

    /// <summary>What a text of the compilation has marks of where the rule finds something although no SDK is referenced.</summary>
    protected virtual TextMarks Signs => TextMarks.Endpoint;

    /// <summary>Registers the rule's actions.</summary>
    protected abstract void Register(CompilationStartAnalysisContext context, KnownApiSet apis);
}
