using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Editing;

/// <summary>Takes an expression out of its statement: statements before it give a variable the value, and the variable stands in its place.
/// What is evaluated before the expression goes with it.</summary>
/// <param name="report">The report to be fixed.</param>
/// <param name="isImmutable">Types whose members give the same whenever they are read.</param>
/// <param name="names">Names that are free.</param>
internal sealed class Extraction(Report report, Func<ITypeSymbol, bool> isImmutable, UniqueNames names)
{
    private readonly SyntaxGenerator _generator = SyntaxGenerator.GetGenerator(report.Document);

    /// <summary>The root with the statements and the variable; null when the expression has to stay where it is.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="evaluated">The part of it whose evaluation moves: the expression without parentheses.</param>
    /// <param name="name">The variable.</param>
    /// <param name="statements">Give the variable its value.</param>
    public SyntaxNode? Extract(ExpressionSyntax value, ExpressionSyntax evaluated, string name, IReadOnlyList<StatementSyntax> statements)
    {
        if (IsInExpressionTree(value)
            || report.Model.GetOperation(evaluated) is not { } operation
            || new EvaluationOrder(operation, isImmutable).MovedAlong() is not { } movedAlong)
        {
            return null;
        }

        var variables = movedAlong.ToDictionary(e => e, e => names.Take(NameFor(e)));
        List<StatementSyntax> before = [.. movedAlong.Select(e => Declaration(report.Model.GetTypeInfo(e).Type!, variables[e], e)), .. statements];
        variables.Add(value, name);

        var mark = new SyntaxAnnotation();
        var root = report.Root.ReplaceNodes(
            variables.Keys, (original, _) => SyntaxFactory.IdentifierName(variables[original]).WithTriviaFrom(original).WithAdditionalAnnotations(mark));
        (root, var statement) = ExpressionBodies.StatementAround(
            root, root.GetAnnotatedNodes(mark).First(), ExpressionBodies.YieldsValue(value, report.Model));
        if (statement is null)
            return null;
        if (LoopConditions.IsInCondition(statement.GetAnnotatedNodes(mark).First(), statement))
        {
            return LoopConditions.WithStatementsBefore(statement, before, _generator) is { } loop
                ? Statements.SetOffNewStatements(root.ReplaceNode(statement, loop))
                : null;
        }

        before[0] = before[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        return root.ReplaceStatement(statement, [.. before, statement.WithLeadingTrivia(Statements.Indentation(statement))]);
    }

    /// <summary>Declares a variable.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value that it gets.</param>
    /// <param name="isEmpty">Whether it gets the value later.</param>
    public StatementSyntax Declaration(ITypeSymbol type, string name, ExpressionSyntax value, bool isEmpty = false)
    {
        if (!report.Model.GetNullableContext(value.SpanStart).AnnotationsEnabled())
            type = type.WithNullableAnnotation(NullableAnnotation.None);
        var initializer = isEmpty ? null : value.WithoutTrivia();
        var declaration = type.IsAnonymousType
            ? _generator.LocalDeclarationStatement(name, initializer!)
            : _generator.LocalDeclarationStatement(TypeOf(type), name, initializer);
        return (StatementSyntax)declaration.WithTrailingTrivia(Layout.LineBreak).WithAdditionalAnnotations(Layout.New);
    }

    /// <summary>A reference to a type; of an array's, Roslyn's generator leaves out that it can be null.</summary>
    private SyntaxNode TypeOf(ITypeSymbol type) => type is IArrayTypeSymbol { NullableAnnotation: NullableAnnotation.Annotated }
        ? SyntaxFactory.NullableType((TypeSyntax)_generator.ImportedType(type.WithNullableAnnotation(NullableAnnotation.None)))
        : _generator.ImportedType(type);

    private bool IsInExpressionTree(ExpressionSyntax value) => ExpressionBodies.Enclosing(value)?.Parent is LambdaExpressionSyntax lambda
        && report.Model.GetTypeInfo(lambda).ConvertedType is { Name: "Expression", ContainingNamespace.Name: "Expressions" };

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
