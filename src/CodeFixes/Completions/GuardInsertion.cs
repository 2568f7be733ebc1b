using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Completions;

/// <summary>Puts a guard on a result right after the place where the result comes to be held.</summary>
/// <param name="report">The report to be fixed.</param>
/// <param name="isResult">Which types are results.</param>
/// <param name="guard">Writes the guard.</param>
internal sealed class GuardInsertion(Report report, Func<ITypeSymbol, bool> isResult, Func<ResultPlace, StatementSyntax> guard)
{
    private readonly SyntaxGenerator generator = SyntaxGenerator.GetGenerator(report.Document);

    /// <summary>The root with the guard; null when it cannot be put there without changing what the program does with a good result.</summary>
    public SyntaxNode? Insert(ResultPlace place) => place switch
    {
        ResultPlace.AfterAssignment assigned => After(assigned),
        ResultPlace.TopOfBody entered => AtTop(entered),
        ResultPlace.BeforeRead read => Before(read),
        ResultPlace.Nested nested => Extracting(nested),
        _ => null,
    };

    private SyntaxNode? After(ResultPlace.AfterAssignment place)
    {
        var statement = place.Value.FirstAncestorOrSelf<StatementSyntax>()!;
        var written = guard(place);
        return statement.Contains(report.Node) || IsSame(Next(statement), written)
            ? null
            : report.Root.ReplaceStatement(statement, [statement, written.WithEmptyLines()]);
    }

    private SyntaxNode? AtTop(ResultPlace.TopOfBody place)
    {
        if (!place.Body.Contains(report.Node))
            return null;
        if (place.Body is not BlockSyntax block)
            return InFrontOf(place.Body, guard(place));
        var first = block.Statements.First(s => !IsNullCheck(s, place.Name));
        return IsSame(first, guard(place)) ? null : InFrontOf(first, guard(place));
    }

    private SyntaxNode? Before(ResultPlace.BeforeRead place) => InFrontOf(place.Read, guard(place));

    private SyntaxNode? InFrontOf(SyntaxNode node, StatementSyntax written)
    {
        var (root, statement) = ExpressionBodies.StatementAround(report.Root, node, ExpressionBodies.YieldsValue(node, report.Model));
        if (statement is null)
            return null;
        var isFirst = statement.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.OpenBraceToken);
        return root.ReplaceStatement(statement, [(isFirst ? written : written.WithEmptyLineBefore()).WithEmptyLineAfter(), statement]);
    }

    private SyntaxNode? Extracting(ResultPlace.Nested place)
    {
        if (report.Model.GetOperation(WithoutParentheses(place.Value)) is not { } operation || new EvaluationOrder(operation, isResult).MovedAlong() is not { } movedAlong)
            return null;

        var names = new UniqueNames(place.Value);
        var variables = movedAlong.ToDictionary(e => e, e => names.Take(NameFor(e)));
        var held = place.Type is null ? place : place with { Name = names.Take(place.Name) };
        List<StatementSyntax> statements =
        [
            .. movedAlong.Select(e => Declaration(report.Model.GetTypeInfo(e).Type!, variables[e], e)),
            held.Type is null ? Statements.EndingItsLine(SyntaxFactory.ExpressionStatement(held.Initializer.WithoutTrivia()).WithAdditionalAnnotations(Layout.New))
                : Declaration(held.Type, held.Name, held.Initializer),
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
            return LoopConditions.WithStatementsBefore(statement, statements, generator) is { } loop
                ? Statements.SetOffNewStatements(root.ReplaceNode(statement, loop))
                : null;
        statements[0] = statements[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        return root.ReplaceStatement(statement, [.. statements, statement.WithLeadingTrivia(Statements.Indentation(statement))]);
    }

    private StatementSyntax Declaration(ITypeSymbol type, string name, ExpressionSyntax value)
    {
        if (!report.Model.GetNullableContext(value.SpanStart).AnnotationsEnabled())
            type = type.WithNullableAnnotation(NullableAnnotation.None);
        var initializer = value.WithoutTrivia();
        var declaration = type.IsAnonymousType
            ? generator.LocalDeclarationStatement(name, initializer)
            : generator.LocalDeclarationStatement(generator.ImportedType(type), name, initializer);
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

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? WithoutParentheses(parenthesized.Expression) : expression;

    private static bool IsNullCheck(StatementSyntax statement, string parameter) => statement switch
    {
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } } } =>
            method.StartsWith("ThrowIfNull", StringComparison.Ordinal),
        IfStatementSyntax { Else: null } check => check.Condition is IsPatternExpressionSyntax { Expression: IdentifierNameSyntax tested, Pattern: ConstantPatternSyntax constant }
            && tested.Identifier.ValueText == parameter && constant.Expression.IsKind(SyntaxKind.NullLiteralExpression)
            || check.Condition is BinaryExpressionSyntax { Left: IdentifierNameSyntax left, Right: LiteralExpressionSyntax right } && check.Condition.IsKind(SyntaxKind.EqualsExpression)
            && left.Identifier.ValueText == parameter && right.IsKind(SyntaxKind.NullLiteralExpression),
        _ => false,
    };

    private static StatementSyntax? Next(StatementSyntax statement) =>
        statement.Parent!.ChildNodes().SkipWhile(n => n != statement).Skip(1).FirstOrDefault() as StatementSyntax;

    private static bool IsSame(StatementSyntax? existing, StatementSyntax written) => existing is not null && SyntaxFactory.AreEquivalent(existing, written, topLevel: false);
}
