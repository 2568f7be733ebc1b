using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers;

/// <summary>Reports at code that is analysed, not at lines of it that <c>#line hidden</c> says to be generated.</summary>
/// <remarks>Roslyn would sort those out itself, but where it has to, it looks through every token of a file for the attribute of generated code as soon as one report
/// is made there. Members with that attribute are not analysed in the first place.</remarks>
internal static class Reports
{
    public static void Report(this OperationAnalysisContext context, Diagnostic diagnostic)
    {
        if (IsVisible(diagnostic, context.CancellationToken))
            context.ReportDiagnostic(diagnostic);
    }

    public static void Report(this OperationBlockAnalysisContext context, Diagnostic diagnostic)
    {
        if (IsVisible(diagnostic, context.CancellationToken))
            context.ReportDiagnostic(diagnostic);
    }

    public static void Report(this SyntaxNodeAnalysisContext context, Diagnostic diagnostic)
    {
        if (IsVisible(diagnostic, context.CancellationToken))
            context.ReportDiagnostic(diagnostic);
    }

    private static bool IsVisible(Diagnostic diagnostic, CancellationToken cancellationToken) =>
        diagnostic.Location is not { SourceTree: { } tree, SourceSpan.Start: var start }
        || !tree.HasHiddenRegions() || tree.GetLineVisibility(start, cancellationToken) != LineVisibility.Hidden;
}
