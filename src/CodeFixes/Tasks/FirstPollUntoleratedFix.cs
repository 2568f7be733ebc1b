using System.Collections.Immutable;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Tasks;

/// <summary>AIAPI4005: waits and asks again where the response is at hand, else waits before the first request.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FirstPollUntoleratedFix))]
internal sealed class FirstPollUntoleratedFix : DocumentFix
{
    public const string AskAgain = nameof(AskAgain);

    private const int Seconds = 5;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI4005");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction($"Wait {Seconds} seconds for the new task", AskAgain));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        var statement = report.Node.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is null || report.Related is not [.., StatementSyntax loop])
            return null;
        var scope = new PollingScope(report, statement);
        if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: [var response], Parent: BlockSyntax } && loop is not DoStatementSyntax && scope.IsAsync
            && report.Model.GetDeclaredSymbol(response) is ILocalSymbol { Type.Name: "HttpResponseMessage" })
        {
            return report.Root.ReplaceStatement(statement, [statement, Tolerance(response.Identifier.ValueText, scope).WithEmptyLines()]);
        }

        var before = new PollingScope(report, loop).Wait(Seconds);
        return report.Root.ReplaceStatement(loop, [before.WithLeadingTrivia(loop.GetLeadingTrivia()), loop.WithLeadingTrivia(Statements.Indentation(loop))]);
    }

    private static StatementSyntax Tolerance(string response, PollingScope scope) => scope.Template.Statement($$"""
        if ({{response}}.StatusCode == HttpStatusCode.BadRequest && (await {{response}}.Content.ReadAsStringAsync({{scope.Token}})).Contains("task_not_exist"))
        {
            {{scope.WaitText(Seconds)}}
            continue;
        }
        """);
}
