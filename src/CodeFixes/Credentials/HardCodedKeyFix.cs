using System.Collections.Immutable;
using AiApi.Analyzers.Credentials;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Credentials;

/// <summary>AIAPI5002: reads the key from an environment variable, and throws where that is not set. A constant becomes a property or an
/// ordinary local.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardCodedKeyFix))]
internal sealed class HardCodedKeyFix : DocumentFix
{
    public const string ReadFromEnvironment = nameof(ReadFromEnvironment);

    private const string Bearer = "Bearer ";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI5002");

    protected override ImmutableArray<FixAction> Actions { get; } =
        ImmutableArray.Create(new FixAction("Read the key from an environment variable", ReadFromEnvironment));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        var place = report.Diagnostic.AdditionalLocations.Count > 0 ? report.Related[0] : report.Node;
        if (place is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal || ConstantUses.NeedsConstant(literal))
            return null;
        if (!report.Diagnostic.Properties.TryGetValue(HardCodedKeyAnalyzer.Variable, out var variable) || Read(report, variable!) is not { } read)
            return null;
        if (literal.Token.ValueText.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            read = AfterBearer(read);
        return Declaration(literal) switch
        {
            FieldDeclarationSyntax field when IsConstant(field.Modifiers) => WithProperty(report, field, read),
            LocalDeclarationStatementSyntax local when IsConstant(local.Modifiers) => WithVariable(report, local, literal, read),
            _ => report.Root.ReplaceNode(literal, Fitted(literal, read)),
        };
    }

    /// <summary>The expression that reads the variable.</summary>
    private static ExpressionSyntax? Read(Report report, string variable)
    {
        if (TypeResolver.Find(report.Compilation, "System.Environment") is not { } environment
            || TypeResolver.Find(report.Compilation, "System.InvalidOperationException") is not { } exception)
        {
            return null;
        }

        return Template.For(report, environment, exception).Expression(
            $"Environment.GetEnvironmentVariable(\"{variable}\") ?? throw new InvalidOperationException(\"Set the environment variable {variable}.\")");
    }

    private static ExpressionSyntax AfterBearer(ExpressionSyntax read) => SyntaxFactory.BinaryExpression(
        SyntaxKind.AddExpression,
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Bearer)).WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.Token(SyntaxKind.PlusToken).WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.ParenthesizedExpression(read));

    /// <summary>The constant becomes a property: a static field would be read before its initializer has run where another field's uses it.</summary>
    private static SyntaxNode? WithProperty(Report report, FieldDeclarationSyntax field, ExpressionSyntax read)
    {
        if (field.Declaration.Variables is not [var variable] || ConstantUses.Exist(report.Compilation, variable.Identifier.ValueText))
            return null;
        var constant = field.Modifiers.First(static m => m.IsKind(SyntaxKind.ConstKeyword));
        var modifiers = field.Modifiers.Replace(constant, SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTriviaFrom(constant));
        var property = SyntaxFactory.PropertyDeclaration(field.Declaration.Type, variable.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithAttributeLists(field.AttributeLists)
            .WithModifiers(modifiers)
            .WithExpressionBody(SyntaxFactory.ArrowExpressionClause(
                SyntaxFactory.Token(SyntaxKind.EqualsGreaterThanToken).WithTrailingTrivia(SyntaxFactory.Space), read))
            .WithSemicolonToken(field.SemicolonToken)
            .WithLeadingTrivia(field.GetLeadingTrivia());
        return report.Root.ReplaceNode(field, property);
    }

    private static SyntaxNode WithVariable(Report report, LocalDeclarationStatementSyntax local, LiteralExpressionSyntax literal, ExpressionSyntax read)
    {
        var changed = local.ReplaceNode(literal, Fitted(literal, read));
        changed = changed.WithModifiers(SyntaxFactory.TokenList(changed.Modifiers.Where(static m => !m.IsKind(SyntaxKind.ConstKeyword))));
        return report.Root.ReplaceNode(local, changed.WithLeadingTrivia(local.GetLeadingTrivia()));
    }

    /// <summary>The expression as it must be written where the literal stands.</summary>
    private static ExpressionSyntax Fitted(LiteralExpressionSyntax literal, ExpressionSyntax read)
    {
        var standsAlone = literal.Parent is ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax
            or ParenthesizedExpressionSyntax or InitializerExpressionSyntax or InterpolationSyntax or LambdaExpressionSyntax
            || (literal.Parent is AssignmentExpressionSyntax assignment && assignment.Right == literal);
        return (standsAlone ? read : SyntaxFactory.ParenthesizedExpression(read)).WithTriviaFrom(literal);
    }

    private static SyntaxNode? Declaration(LiteralExpressionSyntax literal) =>
        literal.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: { } variables } } ? variables.Parent : null;

    private static bool IsConstant(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.ConstKeyword);
}
