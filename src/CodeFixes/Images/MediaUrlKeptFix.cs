using System.Collections.Immutable;
using AiApi.Analyzers.Images;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Images;

/// <summary>AIAPI3004: downloads the image at once and keeps its bytes: in the file, or as a data URL where a text was kept.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MediaUrlKeptFix))]
internal sealed class MediaUrlKeptFix : DocumentFix
{
    public const string KeepBytes = nameof(KeepBytes);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI3004");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Download the image and keep its bytes", KeepBytes));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (!report.Says(MediaUrlKeptAnalyzer.Media, "image") || report.Node is not ExpressionSyntax kept || !Surroundings.IsAsyncAt(kept)
            || kept.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return null;
        }

        var link = WholeText(kept, report.Model);
        if (link is null || TypeResolver.Find(report.Compilation, "System.Net.Http.HttpClient") is not { } client
            || TypeResolver.Find(report.Compilation, "System.Convert") is not { } convert)
        {
            return null;
        }

        var template = new Template(
            SyntaxGenerator.GetGenerator(report.Document), new Dictionary<string, ITypeSymbol> { [client.Name] = client, [convert.Name] = convert });
        var http = Surroundings.Named(client.Name, link, report.Model);
        var name = http ?? new UniqueNames(link).Take("http");
        var download = $"await {name}.GetByteArrayAsync({link.WithoutTrivia()})";
        var edited = FileWrite(link) is { } write
            ? statement.ReplaceNode(write, write
                .WithExpression(write.Expression.ReplaceNode(NameOf(write), SyntaxFactory.IdentifierName(NameOf(write).Identifier.ValueText.Replace("Text", "Bytes"))))
                .WithArgumentList(write.ArgumentList.ReplaceNode(link, template.Expression(download).WithTriviaFrom(link))))
            : statement.ReplaceNode(link, template.Expression($"$\"data:image/png;base64,{{Convert.ToBase64String({download})}}\"").WithTriviaFrom(link));
        if (http is not null)
            return report.Root.ReplaceNode(statement, edited);
        if (((CSharpParseOptions)report.Root.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp8)
        {
            var around = template.Statement($"using (var {name} = new HttpClient())\n{{\nreturn;\n}}");
            var inside = around.DescendantNodes().OfType<ReturnStatementSyntax>().Single();
            return statement is ExpressionStatementSyntax or ReturnStatementSyntax
                ? report.Root.ReplaceNode(statement, around.ReplaceNode(inside, edited.WithTriviaFrom(inside)).WithTriviaFrom(statement))
                : null;
        }

        var declaration = template.Statement($"using var {name} = new HttpClient();\n").WithLeadingTrivia(statement.GetLeadingTrivia());
        return report.Root.ReplaceStatement(statement, [declaration, edited.WithLeadingTrivia(Statements.Indentation(statement))]);
    }

    /// <summary>The text that is made of a link; null where the link is kept as something else.</summary>
    private static ExpressionSyntax? WholeText(ExpressionSyntax kept, SemanticModel model)
    {
        ExpressionSyntax? text = null;
        for (SyntaxNode? node = kept; node is ExpressionSyntax expression and not (AssignmentExpressionSyntax or AnonymousFunctionExpressionSyntax); node = node.Parent)
        {
            if (model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String)
                text = expression;
            if (node.Parent is InvocationExpressionSyntax or MemberAccessExpressionSyntax or PostfixUnaryExpressionSyntax or ConditionalAccessExpressionSyntax
                or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
            {
                continue;
            }

            break;
        }

        return text;
    }

    private static InvocationExpressionSyntax? FileWrite(ExpressionSyntax link) =>
        link.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: [_, var content, ..], Parent: InvocationExpressionSyntax write } } argument && content == argument
            && write.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "WriteAllText" or "WriteAllTextAsync" } }
            ? write
            : null;

    private static SimpleNameSyntax NameOf(InvocationExpressionSyntax write) => ((MemberAccessExpressionSyntax)write.Expression).Name;
}
