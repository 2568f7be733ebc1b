using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiApi.Analyzers.Tracing;

/// <summary>Where the name of a member stands, to mark no more than that.</summary>
internal static class MemberNames
{
    /// <summary>Where that name stands, without type arguments.</summary>
    public static Location LocationOf(SyntaxNode expression) => Of(expression) is SimpleNameSyntax name ? name.Identifier.GetLocation() : Of(expression).GetLocation();

    /// <summary>Where an element is taken: the index in brackets, or the name of the method that takes it.</summary>
    public static Location LocationOfIndex(SyntaxNode read) => read switch
    {
        ElementAccessExpressionSyntax element => element.ArgumentList.GetLocation(),
        ElementBindingExpressionSyntax element => element.ArgumentList.GetLocation(),
        _ => Of(read).GetLocation(),
    };

    /// <summary>Where an object creation says what it creates: <c>new</c> and the type, without arguments and initializer.</summary>
    public static Location LocationOfCreation(SyntaxNode creation) => creation is ObjectCreationExpressionSyntax { NewKeyword: var keyword, Type: var type }
        ? Location.Create(creation.SyntaxTree, TextSpan.FromBounds(keyword.SpanStart, type.Span.End))
        : creation.GetFirstToken().GetLocation();

    /// <summary>The name of the member that an expression reads or calls; the expression itself where it has no such name.</summary>
    public static SyntaxNode Of(SyntaxNode expression) => expression switch
    {
        InvocationExpressionSyntax invocation => Of(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        ConditionalAccessExpressionSyntax conditional => Of(conditional.WhenNotNull),
        ElementAccessExpressionSyntax element => Of(element.Expression),
        _ => expression,
    };
}
