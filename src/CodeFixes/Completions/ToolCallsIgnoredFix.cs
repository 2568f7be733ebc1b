using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1007: gives a reply that calls tools a way of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ToolCallsIgnoredFix))]
internal sealed class ToolCallsIgnoredFix : DocumentFix
{
    public const string HandleToolCalls = nameof(HandleToolCalls);

    private const string Message = "The model asks for a tool instead of answering: run the requested tools and send their results.";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1007");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Handle tool calls", HandleToolCalls));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        var isRead = report.Related.Length > 1;
        // What holds a reply of JSON is seen from where its content is read.
        if (report.Related is [_, { } read, ..])
            report = WirePreparation.Prepared(report with { Node = read, Related = report.Related.RemoveAt(1) });
        if (ResultTypes.Of(report) is not { } results || GuardFor(report, results) is not { } guard
            || (isRead ? new ResultPlaceFinder(report, results).Find() : AfterDeclaration(report, results)) is not { } place)
        {
            return null;
        }

        return new GuardInsertion(report, results.IsResult, guard).Insert(place);
    }

    /// <summary>Writes the guard; null where the surface's tool calls are too deep for one.</summary>
    private static Func<ResultPlace, StatementSyntax>? GuardFor(Report report, ResultTypes results)
    {
        var surface = results.Surface;
        var guards = new FinishReasonGuards(report, results);
        if (!report.Says("forced", "true"))
            return it => guards.ThrowFor(it, [surface.ToolCalls[0]]);

        // A tool that the model must call leaves the finish reason as it is.
        if (surface.ToolCallPaths[0].Contains('/'))
            return null;
        if (surface.ToolCallType is null)
        {
            return it => guards.Template.Statement($$"""
                if ({{Calls(it, ".Count")}} > 0)
                {
                throw new InvalidOperationException("{{Message}}");
                }
                """);
        }

        if (TypeResolver.Find(report.Compilation, surface.ToolCallType, surface.Assembly) is not { } call || TypeResolver.Find(report.Compilation, typeof(InvalidOperationException).FullName!) is not { } exception)
            return null;
        var template = new Template(SyntaxGenerator.GetGenerator(report.Document), new Dictionary<string, ITypeSymbol>
        {
            [call.Name] = call,
            [nameof(InvalidOperationException)] = exception,
        });
        var item = new UniqueNames(report.Node).Take("item");
        return it => template.Statement($$"""
            foreach (var {{item}} in {{Calls(it, "")}})
            {
            if ({{item}} is {{call.Name}})
            {
            throw new InvalidOperationException("{{Message}}");
            }
            }
            """);

        string Calls(ResultPlace it, string rest) => $"{(it.MayBeNull && rest.Length > 0 ? $"{it.Name}?" : it.FirstAccess)}{it.Path}.{surface.ToolCallPaths[0]}{rest}";
    }

    private static ResultPlace? AfterDeclaration(Report report, ResultTypes results) =>
        report.Related is [ExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement } declarator } }]
        && report.Model.GetDeclaredSymbol(declarator) is ILocalSymbol local && results.PathFrom(local.Type) is { } path
            ? new ResultPlace.After(local.Name, path, MayBeNull: false, [statement])
            : null;
}
