using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeActions;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The actions inside an action; Roslyn published them only after 4.5.</summary>
internal static class NestedActions
{
    private static readonly PropertyInfo? Property =
        typeof(CodeAction).GetProperty("NestedActions", BindingFlags.Instance | BindingFlags.Public)
        ?? typeof(CodeAction).GetProperty("NestedCodeActions", BindingFlags.Instance | BindingFlags.NonPublic);

    public static ImmutableArray<CodeAction> Of(CodeAction action) => Property?.GetValue(action) is ImmutableArray<CodeAction> nested ? nested : [];
}
