using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>AIAPI4003: gives the loop ten minutes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PollingWithoutDeadlineFix))]
internal sealed class PollingWithoutDeadlineFix : DocumentFix
{
    public const string AddDeadline = nameof(AddDeadline);

    private const int Minutes = 10;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI4003");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction($"Throw a TimeoutException after {Minutes} minutes", AddDeadline));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (LoopEditing.LoopOf(report) is not { } loop)
            return null;
        var scope = new PollingScope(report, loop);
        var deadline = new UniqueNames(loop).Take("deadline");
        var start = scope.Template.Statement($"var {deadline} = {scope.Now} + TimeSpan.FromMinutes({Minutes});").WithTrailingTrivia(Layout.LineBreak);
        var check = scope.Template.Statement($$"""
            if ({{scope.Now}} >= {{deadline}})
            {
                throw new TimeoutException("The task did not finish within {{Minutes}} minutes.");
            }
            """);
        // Where a label or a branch holds the loop alone, the deadline would be set anew or stand outside.
        if (loop.Parent is LabeledStatementSyntax)
            return null;
        var changed = LoopEditing.WithFirst(loop, check);
        return report.Root.ReplaceStatement(loop, [start.WithLeadingTrivia(loop.GetLeadingTrivia()), changed.WithLeadingTrivia(Statements.Indentation(loop))]);
    }
}
