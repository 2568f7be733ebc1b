using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>AIAPI4004: waits ten seconds before the next request.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PollingWithoutDelayFix))]
internal sealed class PollingWithoutDelayFix : DocumentFix
{
    public const string AddDelay = nameof(AddDelay);

    private const int Seconds = 10;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI4004");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction($"Wait {Seconds} seconds before the next request", AddDelay));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (LoopEditing.LoopOf(report) is not { } loop)
            return null;
        var scope = new PollingScope(report, LoopEditing.BodyOf(loop));
        var useless = LoopEditing.BodyOf(loop).DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => IsUseless(call, report));
        if (useless is not null)
            return Repaired(report, useless, scope);
        var continues = LoopEditing.ContinuesOf(loop).ToList();
        var hasDelay = LoopEditing.BodyOf(loop).DescendantNodes().OfType<InvocationExpressionSyntax>().Any(IsDelay);
        if (!hasDelay)
            return report.Root.ReplaceNode(loop, continues.Count == 0 ? LoopEditing.WithLast(loop, Spaced(scope.Wait(Seconds), loop)) : LoopEditing.WithFirst(loop, scope.Wait(Seconds)));
        // The rounds that are cut short wait as well.
        var unwaited = continues.Where(static statement => !Waits(statement)).ToList();
        if (unwaited.Count == 0)
            return null;
        var root = report.Root.TrackNodes(unwaited);
        foreach (var statement in unwaited)
            root = root.ReplaceStatement(root.GetCurrentNode(statement)!, [scope.Wait(Seconds), root.GetCurrentNode(statement)!]);
        return root;
    }

    private static bool IsDelay(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "Task" or "Thread" }, Name.Identifier.ValueText: "Delay" or "Sleep" };

    /// <summary>A delay of no time, or one that nothing waits for.</summary>
    private static bool IsUseless(InvocationExpressionSyntax call, Report report) =>
        IsDelay(call)
        && ((call.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } && call.Expression.ToString().EndsWith("Delay", StringComparison.Ordinal))
            || (call.ArgumentList.Arguments is [var time, ..] && IsZero(time.Expression, report)));

    private static bool IsZero(ExpressionSyntax time, Report report) =>
        report.Model.GetConstantValue(time) is { HasValue: true, Value: 0 } || time is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Zero" };

    private static SyntaxNode? Repaired(Report report, InvocationExpressionSyntax call, PollingScope scope)
    {
        var statement = call.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is not ExpressionStatementSyntax)
            return null;
        var isZero = call.ArgumentList.Arguments is [var time, ..] && IsZero(time.Expression, report);
        var replacement = isZero || !scope.IsAsync
            ? scope.Wait(Seconds)
            : SyntaxFactory.ExpressionStatement(SyntaxFactory.ParseExpression($"await {call.WithoutTrivia()}"));
        return report.Root.ReplaceNode(statement, replacement.WithTriviaFrom(statement));
    }

    private static bool Waits(ContinueStatementSyntax statement) =>
        statement.Parent is BlockSyntax block && block.Statements.TakeWhile(other => other != statement).Any(static other => other.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(IsDelay));

    private static StatementSyntax Spaced(StatementSyntax wait, StatementSyntax loop) => LoopEditing.BodyOf(loop) is BlockSyntax { Statements.Count: > 1 } ? wait.WithEmptyLineBefore() : wait;
}
