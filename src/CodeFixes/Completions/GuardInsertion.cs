using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Completions;

/// <summary>Puts a guard on a result to its place.</summary>
/// <param name="report">The report to be fixed.</param>
/// <param name="isResult">Which types are results.</param>
/// <param name="guard">Writes the guard.</param>
internal sealed class GuardInsertion(Report report, Func<ITypeSymbol, bool> isResult, Func<ResultPlace, StatementSyntax> guard)
{
    private readonly SyntaxGenerator _generator = SyntaxGenerator.GetGenerator(report.Document);

    /// <summary>The root with the guard; null when it cannot be put there without changing what the program does with a good result.</summary>
    public SyntaxNode? Insert(ResultPlace place) => place switch
    {
        ResultPlace.After after => After(after),
        ResultPlace.Before before => InFrontOf(before.Statement, guard(place)),
        ResultPlace.TopOf { Body: var body } when !body.Contains(report.Node) => null,
        ResultPlace.TopOf { Body: BlockSyntax block } => InFrontOf(block.Statements.First(s => !IsNullCheck(s, place.Name)), guard(place)),
        ResultPlace.TopOf { Body: var body } => InFrontOf(body, guard(place)),
        ResultPlace.Extraction extraction => Extracting(extraction),
        _ => null,
    };

    private SyntaxNode? After(ResultPlace.After place)
    {
        var written = guard(place);
        var open = place.Statements.Where(statement => !StandsNextTo(statement, written)).ToList();
        var root = report.Root.TrackNodes(open);
        foreach (var statement in open)
        {
            var current = root.GetCurrentNode(statement)!;
            root = root.ReplaceStatement(current, [current, written.WithEmptyLines()]);
        }

        return open.Count == 0 ? null : root;
    }

    private SyntaxNode? InFrontOf(SyntaxNode node, StatementSyntax written)
    {
        var (root, statement) = ExpressionBodies.StatementAround(report.Root, node, ExpressionBodies.YieldsValue(node, report.Model));
        if (statement is null || StandsNextTo(statement, written))
            return null;
        var isFirst = statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            || statement.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.OpenBraceToken);
        return root.ReplaceStatement(statement, [(isFirst ? written : written.WithEmptyLineBefore()).WithEmptyLineAfter(), statement]);
    }

    private SyntaxNode? Extracting(ResultPlace.Extraction place)
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
            return LoopConditions.WithStatementsBefore(statement, statements, _generator) is { } loop
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

    /// <summary>Whether a fix of another report has put the same guard there.</summary>
    private static bool StandsNextTo(StatementSyntax statement, StatementSyntax written)
    {
        var siblings = Statements.Siblings(statement);
        var index = siblings.ToList().IndexOf(statement);
        return siblings.Skip(index - 1).Take(3).Any(sibling => SyntaxFactory.AreEquivalent(sibling, written, topLevel: false));
    }
}
