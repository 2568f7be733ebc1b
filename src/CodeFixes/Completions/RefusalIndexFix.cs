using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1004: throws with the text of the refusal where the model refused.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefusalIndexFix))]
internal sealed class RefusalIndexFix : DocumentFix
{
    public const string ThrowWhenRefused = nameof(ThrowWhenRefused);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1004");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Throw when the model refused", ThrowWhenRefused));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Related is not [_, { } content] || ResultTypes.Of(report) is not { Surface.RefusalPath: { } refusal } results)
            return null;
        var read = report with { Node = content, Related = report.Related.RemoveAt(1) };
        if (new ResultPlaceFinder(read, results).Find() is not { } place)
            return null;
        var template = new FinishReasonGuards(read, results).Template;
        return new GuardInsertion(read, results.IsResult, it => template.Statement($$"""
            if ({{(it.MayBeNull ? $"{it.Name}?" : it.FirstAccess)}}{{it.Path}}.{{refusal}} != null)
            {
            throw new InvalidOperationException($"The model refused: {{{it.Name}}{{it.Path}}.{{refusal}}}");
            }
            """)).Insert(place);
    }
}
