using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Tells an <see cref="Aftermath"/> what the operations of a body mean for a request that may be sent again.</summary>
internal sealed class RetryGuide(Failures failures, MethodBodies bodies, CancellationToken cancellationToken) : IAftermathGuide
{
    /// <summary>The request that a way is to come back to; null where only the exceptions that leave are asked for.</summary>
    public IInvocationOperation? Request { get; init; }

    /// <summary>The method that the body belongs to: calling it sends the request again; null where that is not followed.</summary>
    public IMethodSymbol? Self { get; init; }

    public RequestChanges? Changes { get; init; }

    /// <summary>Whether a block is passed before the first request.</summary>
    public Func<int, bool> IsPassedBefore { get; init; } = static _ => true;

    public WayEnd EndAt(IOperation operation, int block)
    {
        if (operation is IInvocationOperation invocation)
        {
            if (invocation.Syntax == Request?.Syntax)
                return WayEnd.Arrival;
            if (Self is not null && SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.OriginalDefinition, Self))
                return IsSameRequest(invocation) ? WayEnd.Arrival : WayEnd.Barrier;
            if (invocation.TargetMethod is { Name: "Throw", ContainingType.Name: "ExceptionDispatchInfo" })
                return WayEnd.Rethrow;
            if (NeverReturns(invocation.TargetMethod))
                return WayEnd.Throw;
        }

        return Changes?.IsChange(operation, !IsPassedBefore(block)) == true ? WayEnd.Barrier : WayEnd.None;
    }

    public Failure ThrownBy(IOperation thrown, AftermathPoint point)
    {
        var operation = References.Unwrap(thrown);
        if (operation is not IObjectCreationOperation { Type: { } type } creation)
            return failures.OfUnknownContent(operation.Type);
        var isGivenStatus = false;
        foreach (var argument in creation.Arguments)
            isGivenStatus |= point.FactOf(argument.Value) is Fact.Path { IsValue: true };
        return failures.OfProgram(type, isGivenStatus);
    }

    public Failure ThrownByCallIn(IOperation statement)
    {
        foreach (var operation in statement.DescendantsAndSelf())
        {
            if (operation is not IInvocationOperation { TargetMethod: var method })
                continue;
            if (method.Name == "EnsureSuccessStatusCode" && failures.Apis.Exceptions.HttpRequest is { } exception)
                return failures.Of(exception);
            if (TypeThrownIn(method) is { } type)
                return failures.OfUnknownContent(type);
        }

        return failures.OfUnknownContent(null);
    }

    private static bool NeverReturns(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DoesNotReturnAttribute" })
                return true;
        }

        return false;
    }

    /// <summary>The type of the exceptions that a method of the compilation throws; null where there are several.</summary>
    private ITypeSymbol? TypeThrownIn(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty || bodies.BodyOf(method, cancellationToken) is not { } body)
            return null;
        ITypeSymbol? thrown = null;
        foreach (var operation in body.Descendants())
        {
            if (operation is not IThrowOperation { Exception: { } exception } || References.Unwrap(exception).Type is not { } type)
                continue;
            if (thrown is not null && !SymbolEqualityComparer.Default.Equals(thrown, type))
                return null;
            thrown = type;
        }

        return thrown;
    }

    /// <summary>Whether a call of the method itself passes on what the request is made of.</summary>
    private bool IsSameRequest(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && Changes?.IsInput(parameter) == true
                && !(References.Unwrap(argument.Value) is IParameterReferenceOperation { Parameter: var passed } && passed.Ordinal == parameter.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
