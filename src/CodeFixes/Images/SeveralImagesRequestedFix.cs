using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Images;

/// <summary>AIAPI3003: asks for one image after the other, in a loop that fills a list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SeveralImagesRequestedFix))]
internal sealed class SeveralImagesRequestedFix : DocumentFix
{
    public const string RequestSingly = nameof(RequestSingly);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI3003");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Request one image at a time", RequestSingly));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } count
            || call.Expression is not MemberAccessExpressionSyntax member
            || Singular(member.Name.Identifier.ValueText) is not { } single
            || call.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables: [{ Initializer.Value: var value } variable] } local
            || !IsResultOf(value, call)
            || TypeResolver.Find(report.Compilation, ImageApis.Image, ImageApis.ImageAssembly) is not { } image
            || TypeResolver.Find(report.Compilation, "System.Collections.Generic.List`1") is not { } list)
        {
            return null;
        }

        var names = new UniqueNames(local);
        var one = call.WithExpression(member.WithName(SyntaxFactory.IdentifierName(single)))
            .WithArgumentList(call.ArgumentList.WithArguments(call.ArgumentList.Arguments.Remove(count)));
        var request = value == call ? one : value.ReplaceNode(call, one);
        var name = variable.Identifier.ValueText;
        var index = names.Take("i");
        var types = new Dictionary<string, ITypeSymbol> { ["ListOfImages"] = list.Construct(image) };
        var template = new Template(SyntaxGenerator.GetGenerator(report.Document), types);
        var declaration = template.Statement($"var {name} = new ListOfImages();\n").WithLeadingTrivia(local.GetLeadingTrivia());
        var loop = template.Statement($"for (var {index} = 0; {index} < {count.Expression}; {index}++)\n{{\n{name}.Add(default);\n}}\n").WithEmptyLineAfter();
        // Parsed anew, an await in the request could become the name of a method.
        loop = loop.ReplaceNode(loop.DescendantNodes().OfType<LiteralExpressionSyntax>().Last(), request.WithoutTrivia());
        return WithoutValue(report, local, name).ReplaceStatement([declaration, loop]);
    }

    /// <summary>The method that makes one image; null for one that has no such twin.</summary>
    private static string? Singular(string method) => method switch
    {
        "GenerateImages" or "GenerateImageEdits" or "GenerateImageVariations" => method.Substring(0, method.Length - 1),
        "GenerateImagesAsync" or "GenerateImageEditsAsync" or "GenerateImageVariationsAsync" => method.Replace("sAsync", "Async"),
        _ => null,
    };

    /// <summary>Whether the value is the result of the call and nothing else.</summary>
    private static bool IsResultOf(ExpressionSyntax value, InvocationExpressionSyntax call) => value switch
    {
        _ when value == call => true,
        AwaitExpressionSyntax awaited => IsResultOf(awaited.Expression, call),
        ParenthesizedExpressionSyntax parenthesized => IsResultOf(parenthesized.Expression, call),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } access => IsResultOf(access.Expression, call),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access } => IsResultOf(access.Expression, call),
        _ => false,
    };

    /// <summary>The root in which the local is the list itself where it was a result around one.</summary>
    private static Place WithoutValue(Report report, LocalDeclarationStatementSyntax local, string name)
    {
        var mark = new SyntaxAnnotation();
        var symbol = report.Model.GetDeclaredSymbol(local.Declaration.Variables[0]);
        var reads = report.Model.GetTypeInfo(local.Declaration.Type).Type?.Name == "ClientResult"
            ? Statements.Siblings(local).SelectMany(static statement => statement.DescendantNodes()).OfType<MemberAccessExpressionSyntax>().Where(access =>
                access is { Name.Identifier.ValueText: "Value", Expression: IdentifierNameSyntax { Identifier.ValueText: var held } variable } && held == name
                && SymbolEqualityComparer.Default.Equals(report.Model.GetSymbolInfo(variable).Symbol, symbol))
            : [];
        var root = report.Root.ReplaceNodes(reads.Cast<SyntaxNode>().Append(local), (node, current) => node == local
            ? current.WithAdditionalAnnotations(mark)
            : ((MemberAccessExpressionSyntax)current).Expression.WithTriviaFrom(current));
        return new(root, (StatementSyntax)root.GetAnnotatedNodes(mark).Single());
    }

    private readonly record struct Place(SyntaxNode Root, StatementSyntax Statement)
    {
        public SyntaxNode ReplaceStatement(IReadOnlyList<StatementSyntax> statements) => Root.ReplaceStatement(Statement, statements);
    }
}
