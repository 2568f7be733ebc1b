using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Completions;

/// <summary>Gives a result that is read at once a variable of its own, and guards that.</summary>
internal sealed class ResultExtraction(Report report, Func<ITypeSymbol, bool> isResult, Func<ResultPlace, StatementSyntax> guard)
{
    private readonly SyntaxGenerator _generator = SyntaxGenerator.GetGenerator(report.Document);

    /// <summary>The root with the variable and the guard; null when the value cannot be moved out of its expression.</summary>
    public SyntaxNode? Extract(ResultPlace.Extraction place)
    {
        if (IsInExpressionTree(place.Value)
            || report.Model.GetOperation(ResultExpressions.Plain(place.Value)) is not { } operation
            || new EvaluationOrder(operation, isResult).MovedAlong() is not { } movedAlong)
            return null;

        var names = new UniqueNames(place.Value);
        var variables = movedAlong.ToDictionary(e => e, e => names.Take(NameFor(e)));
        var held = place.Type is null ? place : place with { Name = names.Take(place.Name) };
        List<StatementSyntax> statements =
        [
            .. movedAlong.Select(e => Declaration(report.Model.GetTypeInfo(e).Type!, variables[e], e)),
            held.Type is null ? Assignment(held.Initializer) : Declaration(held.Type, held.Name, held.Initializer),
            guard(held).WithEmptyLines(),
        ];
        variables.Add(place.Value, held.Name);

        var mark = new SyntaxAnnotation();
        var root = report.Root.ReplaceNodes(
            variables.Keys, (original, _) => SyntaxFactory.IdentifierName(variables[original]).WithTriviaFrom(original).WithAdditionalAnnotations(mark));
        (root, var statement) = ExpressionBodies.StatementAround(
            root, root.GetAnnotatedNodes(mark).First(), ExpressionBodies.YieldsValue(place.Value, report.Model));
        if (statement is null)
            return null;
        if (LoopConditions.IsInCondition(statement.GetAnnotatedNodes(mark).First(), statement))
            return LoopConditions.WithStatementsBefore(statement, statements, _generator) is { } loop
                ? Statements.SetOffNewStatements(root.ReplaceNode(statement, loop))
                : null;
        statements[0] = statements[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        return root.ReplaceStatement(statement, [.. statements, statement.WithLeadingTrivia(Statements.Indentation(statement))]);
    }

    private bool IsInExpressionTree(ExpressionSyntax value) => ExpressionBodies.Enclosing(value)?.Parent is LambdaExpressionSyntax lambda
        && report.Model.GetTypeInfo(lambda).ConvertedType is { Name: "Expression", ContainingNamespace.Name: "Expressions" };

    private static StatementSyntax Assignment(ExpressionSyntax assignment) =>
        Statements.EndingItsLine(SyntaxFactory.ExpressionStatement(assignment.WithoutTrivia()).WithAdditionalAnnotations(Layout.New));

    private StatementSyntax Declaration(ITypeSymbol type, string name, ExpressionSyntax value)
    {
        if (!report.Model.GetNullableContext(value.SpanStart).AnnotationsEnabled())
            type = type.WithNullableAnnotation(NullableAnnotation.None);
        var initializer = value.WithoutTrivia();
        var declaration = type.IsAnonymousType
            ? _generator.LocalDeclarationStatement(name, initializer)
            : _generator.LocalDeclarationStatement(_generator.ImportedType(type), name, initializer);
        return (StatementSyntax)declaration.WithTrailingTrivia(Layout.LineBreak).WithAdditionalAnnotations(Layout.New);
    }

    /// <summary>The name of what is called or read, without what only says that it is got.</summary>
    private static string NameFor(ExpressionSyntax expression)
    {
        var name = expression switch
        {
            AwaitExpressionSyntax awaited => NameFor(awaited.Expression),
            InvocationExpressionSyntax invocation => NameFor(invocation.Expression),
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        name = name == nameof(ToString) ? "text" : name.StartsWith("Get", StringComparison.Ordinal) ? name.Substring(3) : name;
        name = name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
        name = name.TrimStart('_');
        name = name.Length == 0 ? "value" : char.ToLowerInvariant(name[0]) + name.Substring(1);
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "value";
    }
}
