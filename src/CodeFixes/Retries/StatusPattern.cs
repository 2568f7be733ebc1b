using System.Globalization;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Writes sets of HTTP statuses as C# patterns.</summary>
internal static class StatusPattern
{
    /// <summary>Names of the statuses that fixes write, as <c>HttpStatusCode</c> has had them from its beginnings.</summary>
    private static readonly Dictionary<int, string> Names = new()
    {
        [408] = "RequestTimeout",
        [409] = "Conflict",
        [429] = "TooManyRequests",
        [500] = "InternalServerError",
        [501] = "NotImplemented",
        [502] = "BadGateway",
        [503] = "ServiceUnavailable",
        [504] = "GatewayTimeout",
    };

    /// <summary>The statuses as alternatives: <c>0 or 408 or 429 or >= 500</c>.</summary>
    /// <param name="statuses">The statuses.</param>
    /// <param name="type">The type of the status: a number, or <c>HttpStatusCode</c>, which can be nullable.</param>
    public static string Of(CaseSet statuses, ITypeSymbol type)
    {
        var isEnum = IsEnum(type);
        var alternatives = new List<string>();
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && Contains(statuses, "null"))
            alternatives.Add("null");
        if (!isEnum && Contains(statuses, "0"))
            alternatives.Add("0");
        for (var status = 100; status <= 599; status++)
        {
            if (!Contains(statuses, Text(status)))
                continue;
            var last = status;
            while (last < 599 && Contains(statuses, Text(last + 1)))
                last++;
            alternatives.Add(last == 599 && status >= 500 ? $">= {Constant(status, isEnum)}"
                : last > status + 1 ? $">= {Constant(status, isEnum)} and <= {Constant(last, isEnum)}"
                : Constant(status, isEnum));
            // Two neighbours are written one by one.
            if (last > status + 1 || last == 599)
                status = last;
        }

        return string.Join(" or ", alternatives);
    }

    /// <summary>A status as code of that type.</summary>
    public static string Constant(int status, ITypeSymbol type) => Constant(status, IsEnum(type));

    /// <summary>A test of a status, but for one; null where the test is neither a comparison nor a pattern.</summary>
    /// <param name="test">The test.</param>
    /// <param name="status">What is tested.</param>
    /// <param name="limit">The status for which it is not to hold any more.</param>
    public static string? Excluding(ExpressionSyntax test, ExpressionSyntax status, string limit) => test switch
    {
        BinaryExpressionSyntax comparison when comparison.Left == status && RelationOf(comparison) is { } relation => $"{status} is {relation} {comparison.Right.WithoutTrivia()} and not {limit}",
        IsPatternExpressionSyntax { Pattern: var pattern } isPattern when isPattern.Expression == status =>
            $"{status} is {(pattern is BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } ? $"({pattern.WithoutTrivia()})" : pattern.WithoutTrivia())} and not {limit}",
        _ => null,
    };

    private static string? RelationOf(BinaryExpressionSyntax comparison) =>
        comparison.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            ? comparison.OperatorToken.ValueText
            : null;

    private static string Constant(int status, bool isEnum) =>
        isEnum ? EnumMember(status) : Text(status);

    private static string EnumMember(int status) => Names.TryGetValue(status, out var name) ? $"HttpStatusCode.{name}" : $"(HttpStatusCode){Text(status)}";

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static bool IsEnum(ITypeSymbol type) => type is { Name: "HttpStatusCode" } or INamedTypeSymbol { TypeArguments: [{ Name: "HttpStatusCode" }] };

    private static bool Contains(CaseSet statuses, string name) => statuses.Contains(ApiExceptions.Statuses.IndexOf(name));
}
