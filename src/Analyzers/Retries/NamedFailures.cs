using AiApi.Analyzers.CaseAnalysis;
using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Retries;

/// <summary>Finds out from the code around a call which exceptions it is expected to fail with.</summary>
internal static class NamedFailures
{
    /// <summary>The exceptions with a status that a body names, in the declaration of a handler or a test of a type.</summary>
    /// <param name="body">The body.</param>
    /// <param name="around">Types that are named elsewhere, by the retry that the body runs under.</param>
    /// <param name="exceptions">The exceptions of the APIs.</param>
    /// <param name="ofAiOnly">Whether only those count that nothing but AI calls throws.</param>
    public static ImmutableArray<ApiException> In(IOperation body, IReadOnlyCollection<ITypeSymbol> around, ApiExceptions exceptions, bool ofAiOnly = false)
    {
        var named = ImmutableArray.CreateBuilder<ApiException>();
        var types = TypesTestedIn(body);
        types.AddRange(around);
        foreach (var exception in exceptions.WithStatus)
        {
            if ((!ofAiOnly || exception.IsOfAiOnly) && types.Exists(type => Failure.IsOrDerivesFrom(type, exception.Type)))
                named.Add(exception);
        }

        if (named.Count == 0 && !ofAiOnly)
            named.AddRange(exceptions.ThrownByReferencedClients);
        if (named.Count == 0 && !ofAiOnly && exceptions.HttpRequest is { } http)
            named.Add(http);
        return named.ToImmutable();
    }

    private static List<ITypeSymbol> TypesTestedIn(IOperation body)
    {
        var types = new List<ITypeSymbol>();
        foreach (var operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ICatchClauseOperation handler:
                    types.Add(handler.ExceptionType);
                    break;
                case IPatternOperation pattern:
                    types.Add(pattern.NarrowedType);
                    break;
                case IIsTypeOperation isType:
                    types.Add(isType.TypeOperand);
                    break;
                case IConversionOperation { IsTryCast: true, Type: { } type }:
                    types.Add(type);
                    break;
            }
        }

        return types;
    }
}
