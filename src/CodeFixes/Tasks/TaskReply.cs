using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>Finds the variable of a polling loop that says why the task failed.</summary>
internal static class TaskReply
{
    /// <summary>An expression for the task's error, the whole task or the body, as it can stand in an interpolation; null when no variable has it.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="loop">The code of the loop.</param>
    /// <param name="position">Where the expression is to stand.</param>
    public static string? ErrorAt(Report report, SyntaxNode loop, int position)
    {
        var locals = new List<ILocalSymbol>();
        foreach (var node in loop.DescendantNodes())
        {
            if (node.SpanStart >= position)
                break;
            var local = node switch
            {
                VariableDeclaratorSyntax or SingleVariableDesignationSyntax => report.Model.GetDeclaredSymbol(node) as ILocalSymbol,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => report.Model.GetSymbolInfo(name).Symbol as ILocalSymbol,
                _ => null,
            };
            if (local is not null && !locals.Contains(local, SymbolEqualityComparer.Default) && IsInScope(report, local, position))
                locals.Add(local);
        }

        return Ways.Select(way => locals.Select(way).FirstOrDefault(static text => text is not null)).FirstOrDefault(static text => text is not null);
    }

    private static readonly Func<ILocalSymbol, string?>[] Ways =
    [
        static local => ErrorMemberOf(local.Type) is { } member ? $"{local.Name}{(local.Type.NullableAnnotation == NullableAnnotation.Annotated ? "?" : "")}.{member}" : null,
        static local => local.Type.Name == "JsonElement" ? local.Name : null,
        static local => local.Type.Name == "JsonDocument" ? $"{local.Name}.RootElement" : null,
        static local => local.Type.Name is "JsonNode" or "JsonObject" or "JObject" or "JToken" || local.Type.TypeKind == TypeKind.Dynamic ? local.Name : null,
        static local => local.Type.SpecialType == SpecialType.System_String && IsBody(local.Name) ? local.Name : null,
        static local => local.Type is { Name: "ClientResult" } ? $"{local.Name}.GetRawResponse().Content" : null,
        static local => local.Type is INamedTypeSymbol { IsRecord: true } ? local.Name : null,
    ];

    private static bool IsInScope(Report report, ILocalSymbol local, int position) =>
        report.Model.LookupSymbols(position, name: local.Name).Contains(local, SymbolEqualityComparer.Default);

    private static string? ErrorMemberOf(ITypeSymbol type) =>
        type.DeclaringSyntaxReferences.IsEmpty ? null : type.GetMembers().FirstOrDefault(IsErrorText)?.Name;

    private static bool IsErrorText(ISymbol member) => member is IPropertySymbol { IsStatic: false, Parameters.IsEmpty: true, DeclaredAccessibility: not Accessibility.Private } property
        && TaskMembers.IsError(WireNames.Given(property) ?? property.Name)
        && (property.Type.SpecialType == SpecialType.System_String || property.Type is { Name: "JsonElement" or "JsonNode" or "JObject" or "JToken" } or INamedTypeSymbol { IsRecord: true });

    /// <summary>Whether a text is the body of the answer, by its name: others are ids and addresses.</summary>
    private static bool IsBody(string name)
    {
        foreach (var word in new[] { "json", "body", "content", "response", "text", "payload", "raw", "result", "reply", "answer" })
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
