using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>A rule over the uses of content in a body.</summary>
internal abstract class CompletionAnalyzer : AiApiAnalyzer
{
    protected sealed override bool CanFindAnything(KnownApiSet apis) => apis.HasCompletions || apis.Http is not null;

    /// <summary>Reports when the block ends: what an operation's action reports elsewhere than at the operation counts as found in the whole
    /// compilation since Roslyn 4.14, and an editor shows no fix for that.</summary>
    protected sealed override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) => context.RegisterOperationBlockStartAction(block =>
    {
        var raw = RawAnswers.Of(apis);
        HashSet<IOperation>? bodies = null;
        block.RegisterOperationAction(
            operation =>
            {
                var method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (apis.SurfaceOf(method.ReturnType) is not null || raw.MayComeFrom(method, operation.Options, operation.Operation.Syntax.SyntaxTree, operation.CancellationToken))
                    (bodies ??= new()).Add(MethodBodies.BodyAround(operation.Operation));
            },
            OperationKind.Invocation);
        block.RegisterOperationBlockEndAction(end =>
        {
            if (bodies is null)
                return;
            foreach (var part in end.OperationBlocks)
            {
                var body = MethodBodies.BodyAround(part);
                if (!bodies.Remove(body))
                    continue;
                foreach (var finding in CompletionFindings.Of(body, apis, end.Options, end.CancellationToken))
                {
                    if (DiagnosticOf(finding) is { } diagnostic)
                        end.Report(diagnostic);
                }
            }
        });
    });

    /// <summary>The rule's report of a finding; null where the finding is not its business.</summary>
    protected abstract Diagnostic? DiagnosticOf(CompletionFinding finding);

    /// <summary>The name at a location: of a member, or in the quotes of a key.</summary>
    protected static string NameAt(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan).Trim('"');
}
