using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1007: gives a reply that calls tools a way of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ToolCallsIgnoredFix))]
internal sealed class ToolCallsIgnoredFix : DocumentFix
{
    public const string HandleToolCalls = nameof(HandleToolCalls);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1007");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Handle tool calls", HandleToolCalls));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (ResultTypes.Of(report) is not { } results || PlaceOf(report, results) is not { } place)
            return null;
        var guards = new FinishReasonGuards(report, results);
        // A tool that the model must call leaves the finish reason as it is.
        return new GuardInsertion(report, results.IsResult, report.Says("forced", "true") ? WhereThereAreCalls : it => guards.ThrowFor(it, [results.Surface.ToolCalls[0]])).Insert(place);

        StatementSyntax WhereThereAreCalls(ResultPlace it) => guards.Template.Statement($$"""
            if ({{(it.MayBeNull ? $"{it.Name}?" : it.FirstAccess)}}{{it.Path}}.{{results.Surface.ToolCallPaths[0]}}.Count > 0)
            {
            throw new InvalidOperationException({{guards.Message(results.Surface.ToolCalls[0])}});
            }
            """);
    }

    private static ResultPlace? PlaceOf(Report report, ResultTypes results)
    {
        if (report.Related.Length > 1 && report.Related[1] is { } read)
            return new ResultPlaceFinder(report with { Node = read, Related = report.Related.RemoveAt(1) }, results).Find();
        return report.Related is [ExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement } declarator } }]
            && report.Model.GetDeclaredSymbol(declarator) is ILocalSymbol local && results.PathFrom(local.Type) is { } path
                ? new ResultPlace.After(local.Name, path, MayBeNull: false, [statement])
                : null;
    }
}
