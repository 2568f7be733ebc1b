using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>Recognises bodies that sort results out by a predicate: <c>results.Where(r => r.FinishReason == ChatFinishReason.Stop)</c>.</summary>
internal static class SequencePredicates
{
    /// <summary>Whether a predicate over results may look at how they ended. What holds for one result of the sequence afterwards is then not known.</summary>
    /// <param name="body">An un-lowered body.</param>
    /// <param name="surface">What the results look like.</param>
    /// <param name="apis">The known APIs.</param>
    public static bool MayLook(IOperation body, KnownSurface surface, KnownApiSet apis)
    {
        foreach (var operation in MethodBodies.OperationsIn(body))
        {
            if (operation is IInvocationOperation call && Conditions.IsSequenceCall(call.TargetMethod) && !IsRunOverEach(call.TargetMethod)
                && call.Arguments.Any(argument => IsLook(Lambdas.FunctionOf(argument), surface, apis)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Methods whose function sees every element, and whose look at one decides nothing about the others.</summary>
    private static bool IsRunOverEach(IMethodSymbol method) => method.Name is "Select" or "SelectMany" or "ForEach" or "ConvertAll" or "ForEachAsync";

    private static bool IsLook(IOperation function, KnownSurface surface, KnownApiSet apis) => function switch
    {
        IAnonymousFunctionOperation lambda => TakesResult(lambda.Symbol, surface, apis) && lambda.Body.Descendants().Any(part => part switch
        {
            IMemberReferenceOperation member => surface.LooksThrough(member.Member.Name),
            IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } => true,
            _ => false,
        }),
        IMethodReferenceOperation { Method: var method } => TakesResult(method, surface, apis),
        _ => false,
    };

    private static bool TakesResult(IMethodSymbol method, KnownSurface surface, KnownApiSet apis) =>
        method.Parameters is [var element, ..] && apis.SurfaceOf(element.Type) == surface;
}
