using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1001: looks at the finish reason right where the result is obtained.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FinishReasonUncheckedFix))]
internal sealed class FinishReasonUncheckedFix : DocumentFix
{
    public const string ThrowUnlessComplete = nameof(ThrowUnlessComplete);
    public const string HandleEachReason = nameof(HandleEachReason);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1001");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(
        new FixAction("Throw unless complete", ThrowUnlessComplete),
        new FixAction("Handle each finish reason", HandleEachReason));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        report = WirePreparation.Prepared(report);
        if (ResultTypes.Of(report) is not { } results || new ResultPlaceFinder(report, results).Find() is not { } place)
            return null;
        var guards = new FinishReasonGuards(report, results);
        return new GuardInsertion(report, results.IsResult, key == ThrowUnlessComplete ? guards.ThrowUnlessComplete : guards.HandleEach).Insert(place);
    }
}
