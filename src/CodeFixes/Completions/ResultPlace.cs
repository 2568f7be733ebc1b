using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Where a result first comes to be held, so that a guard on it goes there.</summary>
/// <param name="Name">The variable that holds it.</param>
/// <param name="Path">What leads from the variable to the result: nothing or <c>.Value</c>.</param>
/// <param name="MayBeNull">Whether the code reckons with no result at all.</param>
internal abstract record ResultPlace(string Name, string Path, bool MayBeNull)
{
    /// <summary>A statement of its own gives it to the variable: the guard goes after it.</summary>
    /// <param name="Value">The expression that the variable is given.</param>
    public sealed record AfterAssignment(string Name, string Path, bool MayBeNull, ExpressionSyntax Value) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>The variable is a parameter or that of a <c>foreach</c>: the guard goes to the top of its body.</summary>
    /// <param name="Body">A block, a statement without braces or an expression body.</param>
    public sealed record TopOfBody(string Name, string Path, bool MayBeNull, SyntaxNode Body) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>The variable has been given it in an earlier statement: the guard goes before the first statement that reads it.</summary>
    /// <param name="Read">The first read.</param>
    public sealed record BeforeRead(string Name, string Path, bool MayBeNull, ExpressionSyntax Read) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>The expression is used at once, in a larger one: it needs a variable first. Name is what the variable would be called.</summary>
    /// <param name="Value">The expression that yields the result.</param>
    /// <param name="Initializer">What the variable is to be initialized with.</param>
    /// <param name="Type">The type of the variable; null when the expression itself assigns to an existing one.</param>
    public sealed record Nested(string Name, string Path, bool MayBeNull, ExpressionSyntax Value, ExpressionSyntax Initializer, ITypeSymbol? Type)
        : ResultPlace(Name, Path, MayBeNull);
}
