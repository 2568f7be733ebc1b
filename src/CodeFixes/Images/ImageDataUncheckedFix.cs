using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Images;

/// <summary>AIAPI3002: throws where no image was returned, before the first one is taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ImageDataUncheckedFix))]
internal sealed class ImageDataUncheckedFix : DocumentFix
{
    public const string ThrowIfNone = nameof(ThrowIfNone);

    private const string Message = "No image was returned: the prompt may have been blocked. Rephrase it; revised_prompt tells what the model made of it.";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI3002");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Throw when no image was returned", ThrowIfNone));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (ImagesIn(report.Node) is not { } images || report.Model.GetOperation(images) is not { } operation
            || new EvaluationOrder(operation, static _ => false).MovedAlong() is not { } before)
        {
            return null;
        }

        var isVariable = IsVariable(images);
        if ((!isVariable && before.Count > 0) || TypeResolver.Find(report.Compilation, "System.InvalidOperationException") is not { } exception)
            return null;
        var name = isVariable ? images.WithoutTrivia().ToString() : new UniqueNames(images).Take(NameFor(images));
        if (EmptyTest(name, report.Model.GetTypeInfo(images).Type) is not { } test)
            return null;

        var template = new Template(SyntaxGenerator.GetGenerator(report.Document), new Dictionary<string, ITypeSymbol> { [exception.Name] = exception });
        var guard = template.Statement($"if ({test})\n{{\nthrow new InvalidOperationException(\"{Message}\");\n}}\n").WithEmptyLineAfter();
        var statements = isVariable
            ? new List<StatementSyntax> { guard }
            : [Declaration(template, name, images), guard];
        return Insert(report, images, isVariable ? null : name, statements);
    }

    /// <summary>The declaration of a local with the images. Parsed anew, an <c>await</c> in them could become the name of a method.</summary>
    private static StatementSyntax Declaration(Template template, string name, ExpressionSyntax images)
    {
        var declaration = template.Statement($"var {name} = default;\n");
        return declaration.ReplaceNode(declaration.DescendantNodes().OfType<LiteralExpressionSyntax>().Single(), images.WithoutTrivia());
    }

    private static SyntaxNode? Insert(Report report, ExpressionSyntax images, string? name, List<StatementSyntax> statements)
    {
        var mark = new SyntaxAnnotation();
        var yieldsValue = ExpressionBodies.YieldsValue(images, report.Model);
        var root = report.Root.ReplaceNode(images, (name is null ? images : SyntaxFactory.IdentifierName(name).WithTriviaFrom(images)).WithAdditionalAnnotations(mark));
        (root, var statement) = ExpressionBodies.StatementAround(root, root.GetAnnotatedNodes(mark).Single(), yieldsValue);
        if (statement is null or WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or LabeledStatementSyntax or BlockSyntax)
            return null;
        statements[0] = statements[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        return root.ReplaceStatement(statement, [.. statements, statement.WithLeadingTrivia(Statements.Indentation(statement))]);
    }

    /// <summary>The images that an index or a method takes the first of.</summary>
    private static ExpressionSyntax? ImagesIn(SyntaxNode read) => read switch
    {
        BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax element } => Bare(element.Expression),
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access } => Bare(access.Expression),
        _ => null,
    };

    private static ExpressionSyntax Bare(ExpressionSyntax expression) =>
        expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed ? suppressed.Operand : expression;

    /// <summary>Whether reading the expression twice costs nothing and gives the same.</summary>
    private static bool IsVariable(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsVariable(access.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => IsVariable(suppressed.Operand),
        _ => false,
    };

    private static string NameFor(ExpressionSyntax images) => images.ToString().Contains("\"data\"") ? "data" : "images";

    /// <summary>The test of there being none; null for a type that is not known to tell.</summary>
    private static string? EmptyTest(string images, ITypeSymbol? type) => type switch
    {
        { Name: "JsonElement" } => $"{images}.GetArrayLength() == 0",
        { Name: "JsonNode" } => $"{images}.AsArray().Count == 0",
        { Name: "JToken" } => $"!{images}.HasValues",
        IArrayTypeSymbol => $"{images} is not {{ Length: > 0 }}",
        _ when Has(type, "Count") && type!.Name == "GeneratedImageCollection" => $"{images}.Count == 0",
        _ when Has(type, "Count") => $"{images} is not {{ Count: > 0 }}",
        INamedTypeSymbol { TypeKind: not TypeKind.Dynamic } named when named.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            || named.AllInterfaces.Any(static i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) => $"!{images}.Any()",
        _ => null,
    };

    private static bool Has(ITypeSymbol? type, string property)
    {
        if (type is null)
            return false;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(property).Any(static member => member is IPropertySymbol))
                return true;
        }

        return type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => i.GetMembers(property).Any(static member => member is IPropertySymbol));
    }
}
