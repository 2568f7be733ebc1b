using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Images;

/// <summary>The syntax by which code puts a member into the body of a request.</summary>
/// <param name="Whole">The whole: an element of an initializer, a member of an anonymous object, a statement.</param>
/// <param name="Key">The name or key.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record BodyEntrySyntax(SyntaxNode Whole, ExpressionSyntax Key, ExpressionSyntax Value)
{
    /// <summary>The entry that a name or key belongs to; null for any other code.</summary>
    public static BodyEntrySyntax? Of(SyntaxNode key) => key switch
    {
        { Parent: NameEqualsSyntax { Parent: AnonymousObjectMemberDeclaratorSyntax member } } => new(member, (ExpressionSyntax)key, member.Expression),
        ExpressionSyntax { Parent: AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } member } projected => new(member, projected, member.Expression),
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access } name when access.Name == name && assignment.Left == access =>
            OfAssignment(assignment, name),
        IdentifierNameSyntax { Parent: AssignmentExpressionSyntax assignment } name when assignment.Left == name => OfAssignment(assignment, name),
        ExpressionSyntax { Parent: ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent.Parent: AssignmentExpressionSyntax assignment } } } text => OfAssignment(assignment, text),
        ExpressionSyntax { Parent: InitializerExpressionSyntax { Expressions: [var first, var second] } pair } text => new(pair, text, first == text ? second : first),
        ExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: [var first, var second, ..], Parent: ExpressionSyntax call } } argument } text =>
            new(call.Parent is StatementSyntax statement ? statement : call, text, (first == argument ? second : first).Expression),
        _ => null,
    };

    /// <summary>The creation whose initializer the entry is in; null for a statement.</summary>
    public SyntaxNode? Creation => Whole is StatementSyntax
        ? null
        : Whole.Ancestors().FirstOrDefault(static node => node is BaseObjectCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax);

    /// <summary>The variable that holds the body; null where none does.</summary>
    public string? Holder => Whole is StatementSyntax
        ? Whole.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault()?.Identifier.ValueText
        : Creation is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } ? variable.Identifier.ValueText : null;

    /// <summary>Whether the code also sets another member of the body.</summary>
    public bool StandsBeside(string name)
    {
        if (Creation?.DescendantTokens().Any(token => token.ValueText == name) == true)
            return true;
        var scope = Whole.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax) ?? Whole.SyntaxTree.GetRoot();
        return Holder is { } holder && scope.DescendantNodes().Any(node => node switch
        {
            ExpressionStatementSyntax or VariableDeclaratorSyntax => node.DescendantTokens() is var tokens
                && tokens.FirstOrDefault(static token => token.IsKind(SyntaxKind.IdentifierToken)).ValueText == holder && tokens.Any(token => token.ValueText == name),
            _ => false,
        });
    }

    /// <summary>The entry with another key and value in place.</summary>
    public SyntaxNode With(string name, string newName, string newValue)
    {
        var mark = Whole is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } projection
            ? projection.WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(newName).WithTrailingTrivia(SyntaxFactory.Space))
                .WithEqualsToken(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)))
                .WithExpression(Literal(newValue)).WithTriviaFrom(projection)
            : null;
        return mark ?? Whole.ReplaceNodes([Key, Value], (node, _) => node == Key ? Renamed(Key, name, newName) : Filled(Value, newValue).WithTriviaFrom(Value));
    }

    private static BodyEntrySyntax OfAssignment(AssignmentExpressionSyntax assignment, ExpressionSyntax key) =>
        new(assignment.Parent is ExpressionStatementSyntax statement ? statement : assignment, key, assignment.Right);

    private static ExpressionSyntax Renamed(ExpressionSyntax key, string name, string newName) => key is IdentifierNameSyntax identifier
        ? identifier.WithIdentifier(SyntaxFactory.Identifier(newName).WithTriviaFrom(identifier.Identifier))
        : SyntaxFactory.ParseExpression(key.WithoutTrivia().ToString().Replace(name, newName)).WithTriviaFrom(key);

    /// <summary>The value in the wrapper that the old one has.</summary>
    private static ExpressionSyntax Filled(ExpressionSyntax value, string newValue) => value switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var content, ..] } => value.ReplaceNode(content.Expression, Literal(newValue)),
        InvocationExpressionSyntax { ArgumentList.Arguments: [var content], Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" } } =>
            value.ReplaceNode(content.Expression, Literal(newValue)),
        _ => Literal(newValue),
    };

    private static ExpressionSyntax Literal(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
