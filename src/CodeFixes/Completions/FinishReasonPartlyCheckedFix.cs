using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiApi.CodeFixes.Completions;

/// <summary>AIAPI1002: extends the check that is there by the reasons it lets through, or puts a guard for these beside it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FinishReasonPartlyCheckedFix))]
internal sealed class FinishReasonPartlyCheckedFix : DocumentFix
{
    public const string CheckMissingReasons = nameof(CheckMissingReasons);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI1002");

    protected override ImmutableArray<FixAction> Actions { get; } =
        ImmutableArray.Create(new FixAction("Check for the missing finish reasons", CheckMissingReasons));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        report = WirePreparation.Prepared(report);
        if (ResultTypes.Of(report) is not { } results || !report.Diagnostic.Properties.TryGetValue("missing", out var named))
            return null;
        var missing = named!.Split(',');
        var guards = new FinishReasonGuards(report, results);
        var check = report.Check();
        if (check is not null && new CheckExtension(report, results, guards, missing).Extend(check) is { } extended)
            return extended;
        return new ResultPlaceFinder(report, results, beside: check).Find() is { } place
            ? new GuardInsertion(report, results.IsResult, it => guards.ThrowFor(it, missing)).Insert(place)
            : null;
    }
}
