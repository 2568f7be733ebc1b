using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>AIAPI4006: puts the task's error into the message of the exception.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FailureReasonUnreadFix))]
internal sealed class FailureReasonUnreadFix : DocumentFix
{
    public const string AddReason = nameof(AddReason);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI4006");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Put the task's error into the message", AddReason));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (BranchOf(report.Node) is not { } branch || branch.DescendantNodesAndSelf().Select(Thrown).FirstOrDefault(static thrown => thrown is not null) is not { } creation)
            return null;
        var loop = (SyntaxNode?)report.Related.LastOrDefault()?.FirstAncestorOrSelf<StatementSyntax>() ?? creation.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (loop is null || TaskReply.ErrorAt(report, loop, creation.SpanStart) is not { } reason)
            return null;
        var arguments = creation.ArgumentList?.Arguments ?? default;
        var message = arguments.Count == 0 ? $"$\"The task failed: {{{reason}}}\"" : MessageText.WithEnd(arguments[0].Expression, reason);
        if (message is null)
            return null;
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(message));
        return report.Root.ReplaceNode(creation, creation.WithArgumentList(arguments.Count == 0
            ? SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(argument))
            : creation.ArgumentList!.WithArguments(arguments.Replace(arguments[0], arguments[0].WithExpression(argument.Expression.WithTriviaFrom(arguments[0].Expression))))));
    }

    /// <summary>What the code does where the comparison holds.</summary>
    private static SyntaxNode? BranchOf(SyntaxNode comparison)
    {
        for (var node = comparison; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax @if when @if.Condition == node:
                    return @if.Statement;
                case ConditionalExpressionSyntax conditional when conditional.Condition == node:
                    return conditional.WhenTrue;
                case SwitchSectionSyntax section:
                    return section;
                case SwitchExpressionArmSyntax arm:
                    return arm.Expression;
                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static ObjectCreationExpressionSyntax? Thrown(SyntaxNode node) => node switch
    {
        ThrowStatementSyntax statement => statement.Expression as ObjectCreationExpressionSyntax,
        ThrowExpressionSyntax expression => expression.Expression as ObjectCreationExpressionSyntax,
        _ => null,
    };
}
