using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes.Retries;

/// <summary>Writes a test of the failure that a predicate is given.</summary>
internal sealed class FailureTestText(Report report, FailureTests tests, Predicate predicate)
{
    /// <summary>A test that holds for these statuses, and for failures that are none of a known API; null where that cannot be written.</summary>
    public string? Of(CaseSet statuses) => predicate switch
    {
        { IsOverride: true } => $"{predicate.Parameter}.Response?.Status is {Numbers(statuses, mayBeNull: true)}",
        { Type.Name: "HttpResponseMessage" } => $"(int){predicate.Parameter}.StatusCode is {Numbers(statuses, mayBeNull: false)}",
        { Type.Name: PollyApis.PredicateArguments } => HasResponses
            ? $"(int?){predicate.Parameter}.Outcome.Result?.StatusCode is {Numbers(statuses, mayBeNull: true)}"
            : tests.Of($"{predicate.Parameter}.Outcome.Exception", report.Compilation.GetSpecialType(SpecialType.System_Object), statuses),
        _ => tests.Of(predicate.Parameter, predicate.Type, statuses),
    };

    /// <summary>A test that holds for 429; null where that cannot be written.</summary>
    public string? OfRateLimit() => predicate switch
    {
        { Type.Name: "HttpResponseMessage" } => $"{predicate.Parameter}.StatusCode == HttpStatusCode.TooManyRequests",
        { Type.Name: PollyApis.PredicateArguments } => HasResponses
            ? $"{predicate.Parameter}.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests"
            : OfExceptions($"{predicate.Parameter}.Outcome.Exception"),
        _ => tests.StatusPropertyOf(predicate.Type) is { } status
            ? $"{predicate.Parameter}.{status.Name} == {StatusPattern.Constant(429, status.Type)}"
            : OfExceptions(predicate.Parameter),
    };

    /// <summary>Whether the arguments of a pipeline hold responses.</summary>
    private bool HasResponses => predicate.Type is INamedTypeSymbol { TypeArguments: [{ Name: "HttpResponseMessage" }] };

    private string? OfExceptions(string exception)
    {
        var each = tests.Exceptions.Select(type => $"{exception} is {type.Name} {{ {tests.StatusPropertyOf(type)!.Name}: {StatusPattern.Constant(429, tests.StatusPropertyOf(type)!.Type)} }}").ToList();
        return each.Count == 0 ? null : string.Join(" || ", each);
    }

    private string Numbers(CaseSet statuses, bool mayBeNull)
    {
        var number = report.Compilation.GetSpecialType(SpecialType.System_Int32);
        var withoutAnswer = mayBeNull ? ApiExceptions.Parse("null") : CaseSet.Empty;
        return StatusPattern.Of(
            (statuses & FailureTests.Answered) | withoutAnswer,
            mayBeNull ? report.Compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(number) : number);
    }
}
