using System.Collections.Concurrent;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>A rule over the uses of content in a body.</summary>
internal abstract class CompletionAnalyzer : AiApiAnalyzer
{
    protected sealed override bool CanFindAnything(KnownApiSet apis) => apis.HasCompletions;

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        var judged = new ConcurrentDictionary<IOperation, bool>();
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (apis.SurfaceOf(call.TargetMethod.ReturnType) is null)
                    return;
                IOperation body = call;
                while (body.Parent is { } parent)
                    body = parent;
                if (!judged.TryAdd(body, true))
                    return;
                foreach (var finding in CompletionFindings.Of(body, operation.GetControlFlowGraph, apis, operation.CancellationToken))
                {
                    if (DiagnosticOf(finding) is { } diagnostic)
                        operation.ReportDiagnostic(diagnostic);
                }
            },
            OperationKind.Invocation);
    }

    /// <summary>The rule's report of a finding; null where the finding is not its business.</summary>
    protected abstract Diagnostic? DiagnosticOf(CompletionFinding finding);

    /// <summary>The code at a location.</summary>
    protected static string NameAt(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);
}
