using AiApi.Analyzers.CaseAnalysis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Retries;

/// <summary>Changes the condition on a response by which a request is sent again.</summary>
internal sealed class StatusCondition(Report report, FailureTests tests, ExpressionSyntax condition)
{
    /// <summary>The root in which only these statuses go round; null where it is not clear what becomes of the others.</summary>
    public SyntaxNode? Narrowed(CaseSet statuses)
    {
        if (Response is not { } response || tests.StatusType is null)
            return null;
        var pattern = $"(int){response}.StatusCode is {Listed(statuses)}";
        switch (condition.Parent)
        {
            case DoStatementSyntax or WhileStatementSyntax or ForStatementSyntax:
                return Replaced(SyntaxKind.LogicalAndExpression, pattern);
            case IfStatementSyntax { Else: null } choice when Leaves(choice.Statement) is { } exit:
                // What leaves with the response, or out of the loop, may do so with any: its receiver looks at it.
                if (exit is BreakStatementSyntax || (exit is ReturnStatementSyntax { Expression: IdentifierNameSyntax returned } && returned.Identifier.ValueText == response))
                    return Replaced(SyntaxKind.LogicalOrExpression, $"(int){response}.StatusCode is not ({Listed(statuses)})");
                return Throws(response) && choice.Parent is BlockSyntax
                    ? report.Root.ReplaceStatement(choice, [choice, GiveUp(response, statuses).WithEmptyLineBefore()])
                    : null;
            case IfStatementSyntax when Conjuncts.Of(condition, SyntaxKind.LogicalAndExpression).Count > 1:
                return Replaced(SyntaxKind.LogicalAndExpression, pattern);
            case IfStatementSyntax { Statement: BlockSyntax { Statements: [var first, ..] } } when Throws(response):
                return report.Root.ReplaceStatement(first, [GiveUp(response, statuses).WithEmptyLineAfter(), first]);
            default:
                return null;
        }
    }

    /// <summary>The root in which these statuses go round, too; null where the condition tests more than the status.</summary>
    public SyntaxNode? Widened(CaseSet statuses)
    {
        if (Response is not { } response)
            return null;
        var all = statuses & FailureTests.Answered;
        return condition.Parent is IfStatementSyntax { Else: null } choice && Leaves(choice.Statement) is not null
            ? Replaced(SyntaxKind.LogicalOrExpression, $"(int){response}.StatusCode is not ({Listed(all)})")
            : Replaced(SyntaxKind.LogicalAndExpression, $"(int){response}.StatusCode is {Listed(all)}");
    }

    /// <summary>The name of the variable that holds the response.</summary>
    private string? Response => condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        .FirstOrDefault(name => report.Model.GetTypeInfo(name).Type?.Name == "HttpResponseMessage")?.Identifier.ValueText;

    private string Listed(CaseSet statuses) => StatusPattern.Of(statuses & FailureTests.Answered, report.Compilation.GetSpecialType(SpecialType.System_Int32));

    /// <summary>The root with the parts that test the status replaced by a test.</summary>
    private SyntaxNode? Replaced(SyntaxKind operation, string test)
    {
        var parts = Conjuncts.Of(condition, operation);
        var at = parts.FindIndex(IsStatusTest);
        if (at < 0)
            return null;
        var texts = parts.Where((part, index) => index == at || !IsStatusTest(part))
            .Select(part => IsStatusTest(part) ? test : Conjuncts.Operand(part, operation));
        return report.Root.ReplaceNode(condition, tests.Template.Expression(string.Join(operation == SyntaxKind.LogicalAndExpression ? " && " : " || ", texts)).WithTriviaFrom(condition));
    }

    private StatementSyntax GiveUp(string response, CaseSet statuses) =>
        tests.Template.Statement($"if ((int){response}.StatusCode is not ({Listed(statuses)}))\n{response}.EnsureSuccessStatusCode();\n");

    /// <summary>Whether what <c>EnsureSuccessStatusCode</c> throws gets out of the loop: no handler takes it and tries again.</summary>
    private bool Throws(string response) =>
        response.Length > 0 && !condition.Ancestors().TakeWhile(static node => node is not MemberDeclarationSyntax).OfType<TryStatementSyntax>().Any(t => t.Block.Span.Contains(condition.Span) && t.Catches.Count > 0);

    private bool IsStatusTest(ExpressionSyntax part) => Conjuncts.Tests(part, tests.IsStatus, report.Model);

    /// <summary>The statement by which the branch leaves the loop for good; null where it does not.</summary>
    private static StatementSyntax? Leaves(StatementSyntax branch)
    {
        var last = branch is BlockSyntax block ? block.Statements.LastOrDefault() : branch;
        return last is ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax ? last : null;
    }
}
