using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Completions;

/// <summary>A use of a result's content in a body where the finish reason leaves something open.</summary>
/// <param name="Surface">What the result looks like.</param>
/// <param name="Origin">The expression that obtains the result.</param>
/// <param name="Result">The variable that holds the result; null where it is in none.</param>
/// <param name="Reads">The uses, in source order; each the name or argument to mark.</param>
/// <param name="Unlooked">The cut-off and blocked reasons that reach the first use without having been looked at; null when no reason was looked at.</param>
/// <param name="Check">The one condition that looks at the reason, if there is just one.</param>
/// <param name="HandlesTools">Whether the body offers tools or reads tool calls.</param>
internal sealed record CompletionFinding(
    KnownSurface Surface,
    SyntaxNode Origin,
    ISymbol? Result,
    ImmutableArray<Location> Reads,
    CaseSet? Unlooked,
    SyntaxNode? Check,
    bool HandlesTools)
{
    /// <summary>Where the finish reason is read, in the code's own words.</summary>
    public string ReasonExpression
    {
        get
        {
            var path = Surface.Data.ReasonName;
            return (Result as ILocalSymbol)?.Type switch
            {
                { } type when Surface.IsResult(type) => $"{Result.Name}.{path}",
                INamedTypeSymbol { Name: "ClientResult" or "Response" } => $"{Result.Name}.Value.{path}",
                _ => path,
            };
        }
    }

    /// <summary>What the fixes need to know, beside the locations.</summary>
    public ImmutableDictionary<string, string?> Properties
    {
        get
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add("surface", Surface.Data.Id);
            if (HandlesTools)
                properties = properties.Add("tools", "true");
            if (Unlooked is { } unlooked)
                properties = properties.Add("missing", string.Join(",", Surface.Domain.NamesOf(unlooked)));
            return Check is null ? properties : properties.Add("check", "true");
        }
    }

    /// <summary>The origin, the condition if there is just one, and the other uses.</summary>
    public IEnumerable<Location> AdditionalLocations
    {
        get
        {
            yield return Origin.GetLocation();
            if (Check is not null)
                yield return Check.GetLocation();
            for (var index = 1; index < Reads.Length; index++)
                yield return Reads[index];
        }
    }
}
