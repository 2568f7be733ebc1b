using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>Gives a result that is read at once a variable of its own, and guards that.</summary>
internal sealed class ResultExtraction(Report report, Func<ITypeSymbol, bool> isResult, Func<ResultPlace, StatementSyntax> guard)
{
    /// <summary>The root with the variable and the guard; null when the value cannot be moved out of its expression.</summary>
    public SyntaxNode? Extract(ResultPlace.Extraction place)
    {
        var names = new UniqueNames(place.Value);
        var held = place.Type is null ? place : place with { Name = names.Take(place.Name) };
        var extraction = new Extraction(report, isResult, names);
        var given = held.Type is null ? Assignment(held.Initializer) : extraction.Declaration(held.Type, held.Name, held.Initializer);
        return extraction.Extract(place.Value, ResultExpressions.Plain(place.Value), held.Name, [given, guard(held).WithEmptyLines()]);
    }

    private static StatementSyntax Assignment(ExpressionSyntax assignment) =>
        Statements.EndingItsLine(SyntaxFactory.ExpressionStatement(assignment.WithoutTrivia()).WithAdditionalAnnotations(Layout.New));
}
