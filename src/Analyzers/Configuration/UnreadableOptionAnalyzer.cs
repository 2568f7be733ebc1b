using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Configuration;

/// <summary>Reports an option whose value cannot be read; the option's default holds.
/// <code>
/// [*.cs]
/// aiapi_retryable_status_codes = 429, soon
/// </code>
/// Not one of the rules on APIs: it looks at no code, and so at every compilation.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UnreadableOptionAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        id: "AIAPI0001",
        title: "The value of an analyzer option cannot be read",
        messageFormat: "The value '{1}' of the option '{0}' cannot be read, so its default holds: write {2}",
        category: RuleFacts.Configuration,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An option of this package in an .editorconfig or .globalconfig file has a value that is not of the expected form. "
            + "The rules behave as if the option were not set.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI0001"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(ReportUnreadableValues);
    }

    private static void ReportUnreadableValues(CompilationAnalysisContext context)
    {
        var reported = new HashSet<(OptionDefinition, string)>();
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree);
            foreach (var option in Options.All)
            {
                if (option.IsUnreadable(options, out var text) && reported.Add((option, text)))
                    context.ReportDiagnostic(Diagnostic.Create(Descriptor, Location.None, option.Key, text, option.Expected));
            }
        }
    }
}
