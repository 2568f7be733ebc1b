using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What a call of a method of the compilation does, seen from its caller.</summary>
/// <param name="Returns">What it returns.</param>
/// <param name="Normally">The cases in which it returns normally.</param>
/// <param name="Alike">The cases that cannot be told from the reference case by the way it takes.</param>
/// <param name="IsLost">Whether it tests the subject in a way that is not understood.</param>
internal sealed record CallEffect(Fact Returns, CaseSet Normally, CaseSet Alike, bool IsLost);

/// <summary>What the evaluator needs to know beyond the operation at hand.</summary>
internal interface ICalledMethods
{
    /// <summary>The effect of a call; null when the method's body is not in sight, calls itself or lies too deep.</summary>
    CallEffect? EffectOf(IOperation call, IMethodSymbol method, ImmutableArray<KeyValuePair<object, Fact>> arguments, State state);

    /// <summary>The constant elements of a collection; null when they are not known.</summary>
    ConstantSet? ConstantSetOf(IOperation collection);

    /// <summary>The lambda that an operation creates, un-lowered; null when it creates none.</summary>
    IAnonymousFunctionOperation? LambdaOf(IOperation operation);
}
