using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2009: throws with status and body before the body is taken for an answer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StatusUncheckedFix))]
internal sealed class StatusUncheckedFix : DocumentFix
{
    public const string ThrowUnlessSuccess = nameof(ThrowUnlessSuccess);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2009");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Throw with status and body unless the request succeeded", ThrowUnlessSuccess));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Related is not [{ } request] || request.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || ResponseIn(statement) is not { } response)
            return null;
        return new StatusGuard(report, statement).For(response) is { } guard ? report.Root.ReplaceStatement(statement, [statement, guard.WithEmptyLineAfter()]) : null;
    }

    /// <summary>The variable that a statement puts the response into.</summary>
    private static string? ResponseIn(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: [var variable] } => variable.Identifier.ValueText,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } } => variable.Identifier.ValueText,
        _ => null,
    };
}
