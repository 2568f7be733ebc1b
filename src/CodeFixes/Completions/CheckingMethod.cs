using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Completions;

/// <summary>Sends a result through a method that gives it back or throws, where no statement can stand before its use: in a branch of a
/// larger expression, a query, an initializer.</summary>
internal sealed class CheckingMethod(Report report, Func<ResultPlace, StatementSyntax> guard)
{
    private const string Name = "ThrowUnlessComplete";

    private readonly SyntaxGenerator _generator = SyntaxGenerator.GetGenerator(report.Document);

    /// <summary>The root with the call and the method; null where there is no type to hold the method.</summary>
    public SyntaxNode? Wrap(ResultPlace.Extraction place)
    {
        if (place.Type is null)
            return null;
        var type = place.Value.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        SyntaxNode scope = type ?? report.Root;
        var method = Method(place);
        var known = scope.ChildNodes().Select(AsMethod).FirstOrDefault(m => m is not null && Template.AreAlike(m.Body, method.Body));
        var name = known?.Identifier.ValueText ?? new UniqueNames([scope]).Take(Name);
        var call = _generator.InvocationExpression(_generator.IdentifierName(name), place.Initializer.WithoutTrivia());
        var changed = scope.ReplaceNode(place.Value, call.WithTriviaFrom(place.Value));
        if (known is null)
            changed = WithMember(changed, method.WithIdentifier(SyntaxFactory.Identifier(name)));
        return report.Root.ReplaceNode(scope, changed);
    }

    private static SyntaxNode WithMember(SyntaxNode scope, MethodDeclarationSyntax method)
    {
        if (scope is TypeDeclarationSyntax type)
            return type.AddMembers(method);
        var unit = (CompilationUnitSyntax)scope;
        var function = SyntaxFactory.LocalFunctionStatement(method.ReturnType, method.Identifier)
            .WithModifiers(SyntaxFactory.TokenList(SyntaxFactory.Token(SyntaxKind.StaticKeyword)))
            .WithParameterList(method.ParameterList)
            .WithBody(method.Body);
        var last = unit.Members.OfType<GlobalStatementSyntax>().Last();
        return unit.InsertNodesAfter(last, [SyntaxFactory.GlobalStatement(function.WithTriviaFrom(method).WithAdditionalAnnotations(Layout.New))]);
    }

    private MethodDeclarationSyntax Method(ResultPlace.Extraction place)
    {
        var type = place.Type!.WithNullableAnnotation(place.MayBeNull && AnnotationsAreOn(place) ? NullableAnnotation.Annotated : NullableAnnotation.None);
        var reference = _generator.ImportedType(type);
        return (MethodDeclarationSyntax)_generator.MethodDeclaration(
                Name,
                [_generator.ParameterDeclaration(place.Name, reference)],
                returnType: reference,
                accessibility: Accessibility.Private,
                modifiers: DeclarationModifiers.Static,
                statements: [guard(place), ((StatementSyntax)_generator.ReturnStatement(_generator.IdentifierName(place.Name))).WithEmptyLineBefore()])
            .WithLeadingTrivia(Layout.LineBreak)
            .WithTrailingTrivia(Layout.LineBreak)
            .WithAdditionalAnnotations(Layout.New);
    }

    private bool AnnotationsAreOn(ResultPlace.Extraction place) => report.Model.GetNullableContext(place.Value.SpanStart).AnnotationsEnabled();

    private static MethodDeclarationSyntax? AsMethod(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method,
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax local } =>
            SyntaxFactory.MethodDeclaration(local.ReturnType, local.Identifier).WithBody(local.Body),
        _ => null,
    };
}
