using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>Whether a call takes the text of a model's output, and who handles what it throws.</summary>
internal static class OutputUse
{
    private const int DeepestCaller = 3;

    /// <summary>Whether an operand carries output that the method itself gets, or that a call of it hands over: the calls of private methods are in sight.</summary>
    /// <param name="operand">An operand of a call or test in the body being analysed.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="options">The user's options.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static bool IsOutput(IOperation operand, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (OutputTexts.IsToolArguments(References.Unwrap(operand is IArgumentOperation argument ? argument.Value : operand)))
            return true;
        if (OutputTexts.In(MethodBodies.BodyAround(operand), apis, options, cancellationToken).Carry(operand))
            return true;
        var bodies = MethodBodies.Of(apis.Compilation);
        if (PrivateCalls.MethodAround(operand, cancellationToken) is not { Parameters.IsEmpty: false } method || PrivateCalls.Of(method, bodies, cancellationToken) is not { IsMethodGroup: false } callers)
            return false;
        foreach (var call in callers.Calls)
        {
            var caller = PrivateCalls.MethodAround(call, cancellationToken);
            while (caller is { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
                caller = caller.ContainingSymbol as IMethodSymbol;
            if (caller is not null && bodies.BodyOf(caller, cancellationToken) is { } body && OutputTexts.In(body, apis, options, cancellationToken).Carry(operand))
                return true;
        }

        return false;
    }

    /// <summary>Whether a handler takes one of these exceptions, whatever its filter: around the operation, or around every call of the private method that it stands in.</summary>
    /// <param name="operation">What throws.</param>
    /// <param name="exceptions">Full names.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static bool IsHandled(IOperation operation, string[] exceptions, KnownApiSet apis, CancellationToken cancellationToken) =>
        IsHandled(operation, exceptions.Select(name => TypeResolver.Find(apis.Compilation, name)).OfType<INamedTypeSymbol>().ToList(), MethodBodies.Of(apis.Compilation), 0, cancellationToken);

    private static bool IsHandled(IOperation operation, List<INamedTypeSymbol> exceptions, MethodBodies bodies, int depth, CancellationToken cancellationToken)
    {
        for (var child = operation; child.Parent is { } parent; child = parent)
        {
            if (parent is ITryOperation tried && tried.Body == child && tried.Catches.Any(clause => Takes(clause, exceptions)))
                return true;
            if (child is IAnonymousFunctionOperation && MayBeHandledByRunner(parent))
                return true;
        }

        return depth < DeepestCaller
            && PrivateCalls.MethodAround(operation, cancellationToken) is { } method
            && PrivateCalls.Of(method, bodies, cancellationToken) is { } callers
            && (callers.IsMethodGroup || (callers.Calls.Count > 0 && callers.Calls.All(call => IsHandled(call, exceptions, bodies, depth + 1, cancellationToken))));
    }

    /// <summary>Whether a lambda goes to code that may handle what it throws, as assertions and retries do; the methods of .NET do not.</summary>
    private static bool MayBeHandledByRunner(IOperation lambdaParent)
    {
        var runner = lambdaParent;
        while (runner is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            runner = runner.Parent;
        if (runner is not (IInvocationOperation or IObjectCreationOperation or { Kind: OperationKind.Invalid }))
            return false;
        var space = (runner is IInvocationOperation { TargetMethod.ContainingType: var type } ? type : runner.Type)?.ContainingNamespace;
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
            space = outer;
        return space?.Name != "System";
    }

    private static bool Takes(ICatchClauseOperation clause, List<INamedTypeSymbol> exceptions)
    {
        if (clause.ExceptionType is not { SpecialType: not SpecialType.System_Object } taken)
            return true;
        foreach (var exception in exceptions)
        {
            for (INamedTypeSymbol? type = exception; type is not null; type = type.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(type, taken))
                    return true;
            }
        }

        return false;
    }
}
