using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>A rule that asks what becomes of a request to an AI API in the function that makes it.</summary>
internal abstract class RequestAnalyzer : AiApiAnalyzer
{
    protected sealed override bool CanFindAnything(KnownApiSet apis) => apis.Clients.AreReferenced || apis.Http is not null;

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownApiSet apis) =>
        context.RegisterOperationBlockAction(block =>
        {
            if (!RawAnswers.Of(apis).MayBeAskedFor(block.Options, block.OperationBlocks[0].Syntax.SyntaxTree, block.CancellationToken))
                return;
            var attempts = new Attempts(
                apis, Options.Endpoints.For(block.Options, block.OwningSymbol.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree ?? block.Compilation.SyntaxTrees.First()),
                Failures.Of(apis), MethodBodies.Of(block.Compilation), block.CancellationToken);
            foreach (var part in block.OperationBlocks)
            {
                if (part.Kind is OperationKind.Attribute or OperationKind.ParameterInitializer)
                    continue;
                foreach (var function in FunctionBody.In(part, block.OwningSymbol))
                {
                    foreach (var diagnostic in Judge(RequestsIn(function, attempts, apis, block.CancellationToken), new(function, block)))
                        block.Report(diagnostic);
                }
            }
        });

    /// <summary>What the rule has to say about the requests of a function.</summary>
    protected abstract IEnumerable<Diagnostic> Judge(List<Attempt> requests, RequestContext context);

    /// <summary>Whether a closer look at a call of a method of the program is worth its time, besides those that return a response.</summary>
    protected virtual bool MayJudge(IInvocationOperation call) => false;

    private List<Attempt> RequestsIn(FunctionBody function, Attempts attempts, KnownApiSet apis, CancellationToken cancellationToken)
    {
        var requests = new List<Attempt>();
        foreach (var call in function.Calls)
        {
            if (MayBeRequest(call, apis) && attempts.Of(call, function.Body) is { Kind: not AttemptKind.Delegate } attempt
                && !(attempt.Kind == AttemptKind.Read && IsDownload(call, apis, cancellationToken)))
            {
                requests.Add(attempt);
            }
        }

        return requests;
    }

    /// <summary>Whether a closer look is worth its time.</summary>
    private bool MayBeRequest(IInvocationOperation call, KnownApiSet apis)
    {
        var method = call.TargetMethod;
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return apis.Clients.OperationOf(method) is not null || apis.Http?.IsSend(method) == true;
        return method.ReturnType is INamedTypeSymbol { TypeArguments: [{ Name: "HttpResponseMessage" }] } || (apis.Clients.AreReferenced && MayJudge(call));
    }

    /// <summary>Whether the address is nowhere in sight: what is fetched from there, as a rule what a task has made, need not come from the API.</summary>
    private static bool IsDownload(IInvocationOperation call, KnownApiSet apis, CancellationToken cancellationToken) =>
        apis.Http?.IsSend(call.TargetMethod) == true && !HttpRequests.Addresses(call, apis, cancellationToken).Exists(static address => AiCalls.SaysWhere(address.Template));
}

/// <summary>Where the requests of a function are looked at.</summary>
internal sealed record RequestContext(FunctionBody Function, OperationBlockAnalysisContext Block);
