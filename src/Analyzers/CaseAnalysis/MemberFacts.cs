using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.CaseAnalysis;

/// <summary>What the declaration of a member says about who can set or replace it.</summary>
internal static class MemberFacts
{
    /// <summary>Whether every value that the field or automatic property ever gets is written in its own type.</summary>
    public static bool IsWrittenInTypeOnly(ISymbol member) => !CanBeReplaced(member) && member switch
    {
        IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
        IPropertySymbol property => property.DeclaredAccessibility == Accessibility.Private
            || property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private },
        _ => false,
    };

    /// <summary>Whether another type's member can run in its place.</summary>
    public static bool CanBeReplaced(ISymbol member) =>
        member.IsAbstract || member.IsExtern || member.ContainingType?.TypeKind == TypeKind.Interface
        || ((member.IsVirtual || (member.IsOverride && !member.IsSealed)) && !member.ContainingType!.IsSealed);
}
