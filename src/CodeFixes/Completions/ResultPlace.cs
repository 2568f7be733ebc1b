using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Where a result first comes to be held, so that a guard on it goes there.</summary>
/// <param name="Name">The variable that holds it.</param>
/// <param name="Path">What leads from the variable to the result: nothing or <c>.Value</c>.</param>
/// <param name="MayBeNull">Whether the code reckons with no result at all.</param>
internal abstract record ResultPlace(string Name, string Path, bool MayBeNull)
{
    /// <summary>A statement of its own gives the value to the variable: the guard goes after it.</summary>
    public sealed record AfterAssignment(string Name, string Path, bool MayBeNull, ExpressionSyntax Value) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>The variable is a parameter, or that of a <c>foreach</c>: the guard goes to the top of the body, which is a block,
    /// a statement without braces or an expression.</summary>
    public sealed record TopOfBody(string Name, string Path, bool MayBeNull, SyntaxNode Body) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>Earlier statements have given the variable its value: the guard goes before the one with the first read.</summary>
    public sealed record BeforeRead(string Name, string Path, bool MayBeNull, ExpressionSyntax Read) : ResultPlace(Name, Path, MayBeNull);

    /// <summary>The value is used at once, in a larger expression: it needs a variable first, of that type, initialized with that.
    /// Without a type the initializer is an assignment to the variable, which exists.</summary>
    public sealed record Nested(string Name, string Path, bool MayBeNull, ExpressionSyntax Value, ExpressionSyntax Initializer, ITypeSymbol? Type)
        : ResultPlace(Name, Path, MayBeNull);
}
