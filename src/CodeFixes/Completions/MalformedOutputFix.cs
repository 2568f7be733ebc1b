using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1005: throws with the output where that is not the JSON that was asked for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MalformedOutputFix))]
internal sealed class MalformedOutputFix : DocumentFix
{
    public const string ThrowWithOutput = nameof(ThrowWithOutput);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1005");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Throw with the model's output when it is malformed", ThrowWithOutput));

    protected override SyntaxNode? Apply(Report report, string key) => report.Related switch
    {
        [MemberAccessExpressionSyntax read] => Asked(report, read),
        [InvocationExpressionSyntax parse, ExpressionSyntax text] => Caught(report, parse, text),
        _ => null,
    };

    /// <summary>Asks whether there is a result before it is read.</summary>
    private static SyntaxNode? Asked(Report report, MemberAccessExpressionSyntax read)
    {
        var texts = new OutputTexts(report);
        var response = ResultExpressions.WithoutParentheses(read.Expression);
        var name = texts.Names.Take("result");
        var statements = new List<StatementSyntax>();
        if (OutputTexts.Repeatable(response) != response)
        {
            if (report.Model.GetTypeInfo(response).Type is not { } type)
                return null;
            var held = texts.Names.Take("response");
            statements.Add(texts.Extraction.Declaration(type.WithNullableAnnotation(NullableAnnotation.None), held, response));
            response = SyntaxFactory.IdentifierName(held);
        }

        statements.Add(texts.Template.Statement($$"""
            if (!{{response}}.{{StructuredOutput.TryMethod}}(out var {{name}}))
            {
            throw new InvalidOperationException($"The model's output is not the expected JSON: {{{response}}.Text}");
            }
            """).WithEmptyLines());
        return texts.Extraction.Extract(read, read, name, statements);
    }

    private static SyntaxNode? Caught(Report report, InvocationExpressionSyntax parse, ExpressionSyntax text)
    {
        if (report.Model.GetSymbolInfo(parse).Symbol is not IMethodSymbol parser
            || TypeResolver.Find(report.Compilation, parser.ContainingAssembly.Name == "Newtonsoft.Json" ? "Newtonsoft.Json.JsonException" : "System.Text.Json.JsonException") is not { } failure)
        {
            return null;
        }

        var texts = new OutputTexts(report, failure);
        var value = parse.Parent is AwaitExpressionSyntax awaited ? awaited : (ExpressionSyntax)parse;
        var info = report.Model.GetTypeInfo(value);
        if (info.Type is not { IsRefLikeType: false, IsAnonymousType: false, SpecialType: not SpecialType.System_Void } type || texts.Hold(text) is not var (declaration, output))
            return null;
        // Under a `!` the value itself counts as never null.
        var mayBeNull = info.Nullability.FlowState == NullableFlowState.MaybeNull || parser.ReturnType.NullableAnnotation == NullableAnnotation.Annotated;
        if (type.IsReferenceType)
            type = type.WithNullableAnnotation(mayBeNull ? NullableAnnotation.Annotated : NullableAnnotation.None);
        var parsed = (declaration is null ? value : value.ReplaceNode(text, SyntaxFactory.IdentifierName(output))).ToString();
        if (value.Parent is ReturnStatementSyntax or EqualsValueClauseSyntax && InItsStatement(report, value, type, texts, declaration, output, parsed) is { } root)
            return root;
        var name = texts.Names.Take("parsed");
        List<StatementSyntax> statements = [texts.Extraction.Declaration(type, name, value, isEmpty: true), Try($"{name} = {parsed};", output, texts).WithEmptyLineAfter()];
        if (declaration is not null)
            statements.Insert(0, declaration);
        return texts.Extraction.Extract(value, value, name, statements);
    }

    /// <summary>A statement that does nothing but parse goes into the <c>try</c> as it is, but for the declaration of its variable.</summary>
    private static SyntaxNode? InItsStatement(Report report, ExpressionSyntax value, ITypeSymbol type, OutputTexts texts, StatementSyntax? declaration, string output, string parsed)
    {
        var statements = new List<StatementSyntax>();
        StatementSyntax replaced;
        switch (value.Parent)
        {
            case ReturnStatementSyntax @return:
                replaced = @return;
                statements.Add(Try($"return {parsed};", output, texts));
                break;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: var written, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local } } declarator }:
                replaced = local;
                statements.Add(written.IsVar
                    ? texts.Extraction.Declaration(type, declarator.Identifier.ValueText, value, isEmpty: true)
                    : local.WithDeclaration(local.Declaration.WithVariables(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(declarator.Identifier.WithoutTrivia())))));
                statements.Add(Try($"{declarator.Identifier.ValueText} = {parsed};", output, texts).WithEmptyLineAfter());
                break;
            default:
                return null;
        }

        if (declaration is not null)
            statements.Insert(0, declaration);
        statements[0] = statements[0].WithTriviaFrom(replaced);
        return report.Root.ReplaceStatement(replaced, statements);
    }

    private static StatementSyntax Try(string statement, string output, OutputTexts texts)
    {
        var exception = texts.Names.Take("exception");
        return texts.Template.Statement($$"""
            try
            {
            {{statement}}
            }
            catch (JsonException {{exception}})
            {
            throw new InvalidOperationException($"The model's output is not the expected JSON: {{{output}}}", {{exception}});
            }
            """);
    }
}
