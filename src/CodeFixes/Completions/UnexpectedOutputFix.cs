using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1006: throws with the output where that is none of what was expected.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnexpectedOutputFix))]
internal sealed class UnexpectedOutputFix : DocumentFix
{
    public const string ThrowWithOutput = nameof(ThrowWithOutput);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1006");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Throw with the model's output when it is unexpected", ThrowWithOutput));

    protected override SyntaxNode? Apply(Report report, string key) => report.Related switch
    {
        [InvocationExpressionSyntax parse, ExpressionSyntax text] => Tried(report, parse, text),
        [SwitchStatementSyntax @switch, ExpressionSyntax text] => WithDefault(report, @switch, text),
        [IfStatementSyntax chain, ExpressionSyntax text] => WithElse(report, chain, text),
        _ => null,
    };

    /// <summary><c>if (!int.TryParse(text, out var number)) throw …;</c> before the statement.</summary>
    private static SyntaxNode? Tried(Report report, InvocationExpressionSyntax parse, ExpressionSyntax text)
    {
        if (parse.Expression is not MemberAccessExpressionSyntax { Expression: var named, Name: var method } || report.Model.GetSymbolInfo(parse).Symbol is not IMethodSymbol { ContainingType: var type })
            return null;
        var texts = new OutputTexts(report);
        if (texts.Hold(text) is not var (declaration, output))
            return null;
        ExpressionSyntax value = parse;
        var parser = named.ToString();
        var tried = $"Try{method}";
        var arguments = parse.ArgumentList.Arguments.Select(argument => argument.Expression == text ? output : argument.ToString()).ToList();
        if (type.Name == nameof(Enum) && method is IdentifierNameSyntax)
        {
            // The untyped method gives an object, which the code casts.
            if (parse.ArgumentList.Arguments[0].Expression is not TypeOfExpressionSyntax { Type: var members } || parse.Parent is not CastExpressionSyntax { Type: var wanted } cast || wanted.ToString() != members.ToString())
                return null;
            value = cast;
            tried = $"TryParse<{members}>";
            arguments.RemoveAt(0);
        }
        else if (type.Name == nameof(Convert))
        {
            // Before .NET 7 no TryParse takes a culture alone.
            if (arguments.Count > 1 || report.Model.GetTypeInfo(parse).Type is not { } converted)
                return null;
            parser = converted.ToMinimalDisplayString(report.Model, parse.SpanStart);
            tried = nameof(int.TryParse);
        }

        var name = texts.Names.Take(report.Model.GetTypeInfo(value).Type is { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } ? "number" : "value");
        List<StatementSyntax> statements =
        [
            texts.Template.Statement($$"""
                if (!{{parser}}.{{tried}}({{string.Join(", ", arguments)}}, out var {{name}}))
                {
                throw new InvalidOperationException($"The model's output is not the expected value: {{{output}}}");
                }
                """).WithEmptyLines(),
        ];
        if (declaration is not null)
            statements.Insert(0, declaration);
        return texts.Extraction.Extract(value, value, name, statements);
    }

    private static SyntaxNode? WithDefault(Report report, SwitchStatementSyntax @switch, ExpressionSyntax text)
    {
        if (Throw(report, text) is not { } statement)
            return null;
        var section = SyntaxFactory.SwitchSection(SyntaxFactory.SingletonList<SwitchLabelSyntax>(SyntaxFactory.DefaultSwitchLabel().WithTrailingTrivia(Layout.LineBreak)), SyntaxFactory.SingletonList(statement))
            .WithAdditionalAnnotations(Layout.New);
        return report.Root.ReplaceNode(@switch, @switch.AddSections(section.WithTrailingTrivia(Layout.LineBreak)));
    }

    private static SyntaxNode? WithElse(Report report, IfStatementSyntax chain, ExpressionSyntax text)
    {
        if (Throw(report, text) is not { } statement)
            return null;
        var last = chain;
        while (last.Else?.Statement is IfStatementSyntax or BlockSyntax { Statements: [IfStatementSyntax] })
            last = last.Else.Statement as IfStatementSyntax ?? (IfStatementSyntax)((BlockSyntax)last.Else.Statement).Statements[0];
        var otherwise = SyntaxFactory.ElseClause(Statements.InBraces([statement])).WithAdditionalAnnotations(Layout.New);
        return report.Root.ReplaceNode(last, last.WithStatement(Statements.EndingItsLine(last.Statement)).WithElse(otherwise.WithTrailingTrivia(Layout.LineBreak)));
    }

    private static StatementSyntax? Throw(Report report, ExpressionSyntax text) => OutputTexts.Repeatable(text) is { } output
        ? new OutputTexts(report).Template.Statement($$"""throw new InvalidOperationException($"The model's output is not expected: {{{output}}}");""")
        : null;
}
