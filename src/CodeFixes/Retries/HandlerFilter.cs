using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Changes the filter of a handler, keeping what it says besides.</summary>
internal sealed class HandlerFilter(Report report, FailureTests tests, CatchClauseSyntax clause)
{
    /// <summary>The handler that a report is about: the one it marks, or that of the private method which the report's place hands its request to.</summary>
    public static CatchClauseSyntax? HandlerOf(Report report)
    {
        if (report.Node is not ExpressionSyntax)
            return report.Node.FirstAncestorOrSelf<CatchClauseSyntax>();
        return report.Related is [{ } cause] && cause is not ExpressionSyntax && cause.FirstAncestorOrSelf<CatchClauseSyntax>() is { } clause
            && clause.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && report.Model.GetDeclaredSymbol(method) is { DeclaredAccessibility: Accessibility.Private }
                ? clause
                : null;
    }

    /// <summary>The type that is caught.</summary>
    public ITypeSymbol? CaughtType => clause.Declaration is { } declaration ? report.Model.GetTypeInfo(declaration.Type).Type : KnownBase;

    /// <summary>The name of the exception, given to it where it has none.</summary>
    public string Variable { get; } = HandlerNames.NameFor(clause);

    private ITypeSymbol? KnownBase => Analyzers.KnownApis.KnownApiSet.Of(report.Compilation).Exceptions.Base;

    /// <summary>Whether the filter itself tests the status.</summary>
    public bool TestsStatus => Parts.Exists(IsStatusTest);

    private List<ExpressionSyntax> Parts => clause.Filter is { } filter ? Conjuncts.Of(filter.FilterExpression, SyntaxKind.LogicalAndExpression) : [];

    /// <summary>The clause with a test of the status in place of the one that is there, or after what else is there.</summary>
    public CatchClauseSyntax WithStatusTest(string test) => With(Conjuncts.WithTest(Parts, IsStatusTest, test));

    /// <summary>The clause with another condition before what is there.</summary>
    public CatchClauseSyntax WithCondition(string condition) =>
        With(string.Join(" && ", Parts.Select(static part => Conjuncts.Operand(part, SyntaxKind.LogicalAndExpression)).Prepend(condition)));

    private bool IsStatusTest(ExpressionSyntax part) => Conjuncts.Tests(part, tests.IsStatus, report.Model);

    private CatchClauseSyntax With(string condition)
    {
        var expression = tests.Template.Expression(condition);
        if (clause.Filter is { } filter)
            return clause.WithFilter(filter.WithFilterExpression(expression.WithTriviaFrom(filter.FilterExpression))).WithName(Variable, tests.Template);
        var named = clause.WithName(Variable, tests.Template);
        var end = named.Declaration!.GetTrailingTrivia();
        return named
            .WithDeclaration(named.Declaration.WithTrailingTrivia(SyntaxFactory.Space))
            .WithFilter(SyntaxFactory.CatchFilterClause(expression)
                .WithWhenKeyword(SyntaxFactory.Token(SyntaxKind.WhenKeyword).WithTrailingTrivia(SyntaxFactory.Space))
                .WithTrailingTrivia(end));
    }
}
