using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Judges a call that hands an AI request to a method of the program which runs it again after a failure (<c>RetryAsync(() => client.CompleteChatAsync(…))</c>).
/// A method whose handlers name an AI exception is judged by itself.</summary>
internal sealed class WrapperRetries(Attempts attempts, PollyRetries polly, Failures failures, MethodBodies bodies, Waits waits, CancellationToken cancellationToken)
{
    private const int DeepestWrapper = 3;

    /// <summary>Whether a closer look at a call of the method is worth its time.</summary>
    public static bool MayBeMade(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.TypeKind == TypeKind.Delegate)
                return !method.DeclaringSyntaxReferences.IsEmpty && !MemberFacts.CanBeReplaced(method);
        }

        return false;
    }

    /// <summary>The retries that a call makes of the requests among its arguments.</summary>
    public IEnumerable<Retry> Of(IInvocationOperation call)
    {
        if (!MayRepeat(call.TargetMethod))
            yield break;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { Type.TypeKind: TypeKind.Delegate } parameter || attempts.OfDelegate(argument.Value) is not { } outcome)
                continue;
            if (Repeated(parameter.OriginalDefinition, call.TargetMethod.OriginalDefinition, outcome, call, 0) is { } retry)
                yield return retry.SeenAt(argument.Value.Syntax);
        }
    }

    /// <summary>Whether the text of a method has anything that could run a delegate more than once, or hand it on.</summary>
    private bool MayRepeat(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or GotoStatementSyntax)
                    return true;
                if (node is ArgumentSyntax { Expression: var passed } && IsFunctionOf(passed, method))
                    return true;
            }
        }

        return false;
    }

    private static bool IsFunctionOf(ExpressionSyntax passed, IMethodSymbol method) => passed switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => method.Parameters.Any(parameter => parameter.Name == name && parameter.Type.TypeKind == TypeKind.Delegate),
        AnonymousFunctionExpressionSyntax => true,
        _ => false,
    };

    /// <summary>The retry that a method makes of what its parameter runs.</summary>
    private Retry? Repeated(IParameterSymbol parameter, IMethodSymbol method, AttemptOutcome outcome, IInvocationOperation from, int depth)
    {
        if (depth == DeepestWrapper || bodies.BodyOf(method, cancellationToken) is not { } body)
            return null;
        foreach (var operation in References.OwnOperations(body))
        {
            if (operation is not IInvocationOperation call)
                continue;
            if (call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } function } && IsParameter(function, parameter))
            {
                var attempt = new Attempt(call, outcome.Failures, outcome.Answers, AttemptKind.Delegate) { Calls = outcome.Calls };
                return attempts.Of(call, body) is null && bodies.GraphOf(method, cancellationToken) is { } graph ? new LoopRetries(graph, method, failures, bodies, waits, cancellationToken).Of(attempt) : null;
            }

            if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate && Runs(argument.Value, parameter)) is not { Parameter: { } next })
                continue;
            // Within its type a policy is judged where it is made.
            if (PollyApis.IsExecute(call.TargetMethod))
                return SymbolEqualityComparer.Default.Equals(HttpRequests.TypeAround(from), method.ContainingType) ? null : polly.OfExecution(call, outcome);
            if (MayBeMade(call.TargetMethod))
                return Repeated(next.OriginalDefinition, call.TargetMethod.OriginalDefinition, outcome, from, depth + 1);
        }

        return null;
    }

    /// <summary>Whether a delegate is the parameter, or does nothing but run it.</summary>
    public static bool Runs(IOperation function, IParameterSymbol parameter)
    {
        function = Lambdas.FunctionOf(function);
        if (function is not IAnonymousFunctionOperation lambda)
            return IsParameter(function, parameter);
        var runs = false;
        foreach (var operation in References.OwnOperations(lambda.Body))
        {
            if (operation is ITryOperation)
                return false;
            runs |= operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } run } && IsParameter(run, parameter);
        }

        return runs;
    }

    private static bool IsParameter(IOperation value, IParameterSymbol parameter) =>
        References.Unwrap(value) is IParameterReferenceOperation { Parameter: var used } && SymbolEqualityComparer.Default.Equals(used.OriginalDefinition, parameter);
}
