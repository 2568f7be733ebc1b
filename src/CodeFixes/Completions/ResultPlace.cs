using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Where a guard on a result goes.</summary>
/// <param name="Name">The variable that holds the result there.</param>
/// <param name="Path">What leads from the variable to the result: nothing or <c>.Value</c>.</param>
/// <param name="MayBeNull">Whether the code reckons with no result at all.</param>
internal abstract record ResultPlace(string Name, string Path, bool MayBeNull)
{
    /// <summary>Whether the code's own accesses suppress the warning that there may be none.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>The variable as it is first accessed.</summary>
    public string FirstAccess => IsSuppressed ? $"{Name}!" : Name;

    /// <summary>After each of the statements.</summary>
    public sealed record After(string Name, string Path, bool MayBeNull, IReadOnlyList<StatementSyntax> Statements) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>Before a statement.</summary>
    public sealed record Before(string Name, string Path, bool MayBeNull, StatementSyntax Statement) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>At the top of a body, which is a block, a statement without braces or an expression.</summary>
    public sealed record TopOf(string Name, string Path, bool MayBeNull, SyntaxNode Body) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>Before the statement around the value, which needs a variable first: of that type, initialized with that.
    /// Without a type the initializer is an assignment to the variable, which exists.</summary>
    public sealed record Extraction(string Name, string Path, bool MayBeNull, ExpressionSyntax Value, ExpressionSyntax Initializer, ITypeSymbol? Type)
        : ResultPlace(Name, Path, MayBeNull);
}
