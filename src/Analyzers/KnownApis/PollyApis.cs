using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The vocabulary of Polly. Policies: Polly 7.2.4, and the same names in Polly.dll 8.9.1. Pipelines: Polly.Core 8.9.1.
/// HTTP conditions: App-vNext/Polly.Extensions.Http and dotnet/extensions, Microsoft.Extensions.Http.Resilience.</summary>
internal static class PollyApis
{
    /// <summary>The type of what a pipeline gives to <c>ShouldHandle</c>.</summary>
    public const string PredicateArguments = "RetryPredicateArguments";

    private const string TransientHandler = "AddTransientHttpErrorPolicy";

    /// <summary>The types whose extension methods make a retry policy of a policy builder.</summary>
    private static readonly HashSet<string> RetryVerbTypes = new(StringComparer.Ordinal) { "RetrySyntax", "AsyncRetrySyntax", "RetryTResultSyntax", "AsyncRetryTResultSyntax" };

    /// <summary>Whether the method makes a retry policy.</summary>
    public static bool IsRetryVerb(IMethodSymbol method) => RetryVerbTypes.Contains(method.ContainingType.Name) && IsOfPolly(method);

    /// <summary>Whether the method adds a retry to a pipeline.</summary>
    public static bool IsAddRetry(IMethodSymbol method) => method is { Name: "AddRetry", ContainingType.Name: "RetryResiliencePipelineBuilderExtensions" } && IsOfPolly(method);

    /// <summary>Whether the method runs a delegate under a policy or pipeline.</summary>
    public static bool IsExecute(IMethodSymbol method) => method.Name.StartsWith("Execute", StringComparison.Ordinal) && IsOfPolly(method);

    /// <summary>Whether the method passes on what it is called on, with something added: steps of building, and wrapping.</summary>
    public static bool KeepsPolicy(IMethodSymbol method) =>
        IsOfPolly(method) && (method.Name is "Build" or "Wrap" or "WrapAsync" or "WithPolicyKey" or "AsAsyncPolicy" or "AsPolicy" or "AsPipeline"
            || method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name.StartsWith("Configure", StringComparison.Ordinal));

    /// <summary>Whether the method puts a policy around the requests of an HTTP client (Microsoft.Extensions.Http.Polly).</summary>
    public static bool IsHttpHandler(IMethodSymbol method) => method.Name is "AddPolicyHandler" or TransientHandler;

    /// <summary>Whether the method hands out a builder for transient HTTP failures.</summary>
    public static bool IsTransientHandler(IMethodSymbol method) => method.Name == TransientHandler;

    /// <summary>Whether the method adds the retries and limits that dotnet/extensions advises.</summary>
    public static bool IsStandardHandler(IMethodSymbol method) => method is { Name: "AddStandardResilienceHandler", ContainingAssembly.Name: "Microsoft.Extensions.Http.Resilience" };

    /// <summary>Whether the operation says that a failure is handled, or is not: <c>PredicateResult.True()</c>.</summary>
    public static bool? PredicateResult(IOperation operation) => operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "PredicateResult" } method } && IsOfPolly(method)
        ? method.Name == "True"
        : null;

    public static bool IsOfPolly(ISymbol symbol) => symbol.ContainingAssembly?.Name.StartsWith("Polly", StringComparison.Ordinal) == true;
}
