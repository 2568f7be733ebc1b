using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiApi.CodeFixes.Tasks;

/// <summary>Writes statuses into code.</summary>
internal static class StatusLiteral
{
    /// <summary>A status as a literal: a number where the code compares numbers.</summary>
    public static string Of(string status, bool isNumber) => isNumber ? status : SyntaxFactory.Literal(status).ToString();

    /// <summary>Whether a status of the type is a number.</summary>
    public static bool IsNumeric(ITypeSymbol type) =>
        WithoutNull(type).SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_Byte;

    /// <summary>Whether a status of the type is a member of an enum, for which there may be none that it lacks.</summary>
    public static bool IsEnum(ITypeSymbol type) => WithoutNull(type).TypeKind == TypeKind.Enum;

    private static ITypeSymbol WithoutNull(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : type;
}
