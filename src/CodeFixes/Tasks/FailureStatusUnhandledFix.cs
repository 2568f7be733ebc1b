using System.Collections.Immutable;
using AiApi.Analyzers.Tasks;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>AIAPI4002: throws with the task's error when it has failed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FailureStatusUnhandledFix))]
internal sealed class FailureStatusUnhandledFix : DocumentFix
{
    public const string ThrowOnFailure = nameof(ThrowOnFailure);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI4002");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Throw when the task has failed", ThrowOnFailure));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (LoopEditing.LoopOf(report) is not { } loop || report.Related is not [ExpressionSyntax status, ..] || !IsRepeatable(status)
            || report.Model.GetTypeInfo(status).Type is not { } type || StatusLiteral.IsEnum(type)
            || !report.Diagnostic.Properties.TryGetValue(FailureStatusUnhandledAnalyzer.FailureWords, out var words))
        {
            return null;
        }

        var body = LoopEditing.BodyOf(loop);
        if (body.Contains(status))
        {
            var compared = StatementIn(status, body);
            if (compared is null || IsSwallowed(compared, loop))
                return null;
            var guard = Guard(compared.SpanStart).WithEmptyLineAfter().WithLeadingTrivia(compared.GetLeadingTrivia());
            return report.Root.ReplaceStatement(compared, [guard, compared.WithLeadingTrivia(Statements.Indentation(compared))]);
        }

        // The condition compares what the body has got: the guard stands where the body has got it.
        var variable = status.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().First().Identifier.ValueText;
        return body is BlockSyntax block && block.Statements.LastOrDefault(statement => Assigns(statement, variable)) is { } assignment
            && !IsSwallowed(assignment, loop)
            ? report.Root.ReplaceStatement(assignment, [assignment, Guard(assignment.Span.End).WithEmptyLineBefore()])
            : null;

        StatementSyntax Guard(int position)
        {
            var scope = new PollingScope(report, status);
            var reason = TaskReply.ErrorAt(report, loop, position);
            var message = $"$\"The task ended as {{{status.WithoutTrivia()}}}{(reason is null ? "." : $": {{{reason}}}")}\"";
            return scope.Template.Statement($$"""
                if ({{IsOneOf(status, words!.Split('\n'))}})
                {
                    throw new InvalidOperationException({{message}});
                }
                """);
        }

        string IsOneOf(ExpressionSyntax value, IReadOnlyList<string> failures)
        {
            var text = value.WithoutTrivia().ToString();
            var isNumber = StatusLiteral.IsNumeric(type);
            var quoted = failures.Select(word => StatusLiteral.Of(word, isNumber));
            var isPattern = ((CSharpParseOptions)report.Root.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp9
                && (isNumber || type.SpecialType == SpecialType.System_String);
            return isPattern ? $"{text} is {string.Join(" or ", quoted)}" : string.Join(" || ", quoted.Select(word => $"{text} == {word}"));
        }
    }

    /// <summary>Whether the status can be read once more: a variable, a member of one, or a read of JSON.</summary>
    private static bool IsRepeatable(ExpressionSyntax status) =>
        !status.DescendantNodesAndSelf().Any(static node => node is AwaitExpressionSyntax or AssignmentExpressionSyntax or ObjectCreationExpressionSyntax or DeclarationExpressionSyntax
            || node is InvocationExpressionSyntax { Expression: not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetProperty" or "GetString" or "GetValue" or "ToString" or "Value" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "SelectToken" } });

    /// <summary>Whether a handler in the loop would keep the exception to itself.</summary>
    private static bool IsSwallowed(StatementSyntax place, SyntaxNode loop)
    {
        foreach (var attempt in place.Ancestors().TakeWhile(ancestor => ancestor != loop).OfType<TryStatementSyntax>())
        {
            if (attempt.Block.Contains(place) && attempt.Catches.Any(Swallows))
                return true;
        }

        return false;
    }

    private static bool Swallows(CatchClauseSyntax handler) =>
        (handler.Declaration is null
            || handler.Declaration.Type is SimpleNameSyntax { Identifier.ValueText: "Exception" or "SystemException" or "InvalidOperationException" })
        && !handler.Block.DescendantNodes().Any(static node => node is ThrowStatementSyntax or ThrowExpressionSyntax or ReturnStatementSyntax or BreakStatementSyntax);

    private static StatementSyntax? StatementIn(SyntaxNode node, StatementSyntax body) =>
        node.AncestorsAndSelf().TakeWhile(ancestor => ancestor != body).OfType<StatementSyntax>().FirstOrDefault(static statement => statement.Parent is BlockSyntax);

    private static bool Assigns(StatementSyntax statement, string variable) => statement.DescendantNodesAndSelf().Any(node => node switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText == variable,
        VariableDeclaratorSyntax declarator => declarator.Identifier.ValueText == variable,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText == variable,
        _ => false,
    });
}
