using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>A word of a model is parsed or told apart, and nothing happens on a word that was not expected.</summary>
/// <example><code>
/// switch (completion.Content[0].Text)
/// {
///     case "refund": Refund(); break;
///     case "exchange": Exchange(); break;
/// }   // and "Refund." does nothing
/// </code></example>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UnexpectedOutputAnalyzer : AiApiAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new(
        id: "AIAPI1006",
        title: "Unexpected model output is not handled",
        messageFormat: "The model can answer with something else: {0}",
        category: RuleFacts.Completions,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A model that is asked for one of a few words, or for a number, answers with a sentence, a full stop or another case every now and then. Code that knows only the expected ones throws from within a parser, where nothing says that a model's answer is to blame, or goes on as if nothing had been said.",
        helpLinkUri: RuleFacts.HelpLink("AIAPI1006"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    protected override bool CanFindAnything(KnownApiSet apis) => apis.HasCompletions || apis.Http is not null;

    protected override void Register(CompilationStartAnalysisContext context, KnownApiSet apis)
    {
        context.RegisterOperationAction(operation => JudgeParse((IInvocationOperation)operation.Operation, operation, apis), OperationKind.Invocation);
        context.RegisterOperationAction(operation => JudgeSwitch((ISwitchOperation)operation.Operation, operation, apis), OperationKind.Switch);
        context.RegisterOperationAction(operation => JudgeChain((IConditionalOperation)operation.Operation, operation, apis), OperationKind.Conditional);
    }

    private static void JudgeParse(IInvocationOperation parse, OperationAnalysisContext context, KnownApiSet apis)
    {
        if (TextParsers.FailureOf(parse.TargetMethod) is not { } failure
            || parse.Arguments.FirstOrDefault(static argument => argument.Parameter is { Type.SpecialType: SpecialType.System_String } or { Name: "value" or "s" or "input" }) is not { } text
            || OutputUse.IsHandled(parse, [$"System.{failure}"], apis, context.CancellationToken)
            || !OutputUse.IsOutput(text, apis, context.Options, context.CancellationToken))
            return;
        context.Report(Diagnostic.Create(
            Rule,
            MemberNames.LocationOf(parse.Syntax),
            [parse.Syntax.GetLocation(), References.Unwrap(text.Value).Syntax.GetLocation()],
            $"'{parse.TargetMethod.Name}' throws {failure}, try to parse it"));
    }

    private static void JudgeSwitch(ISwitchOperation @switch, OperationAnalysisContext context, KnownApiSet apis)
    {
        if (@switch.Value.Type?.SpecialType != SpecialType.System_String || OutputMatch.WordsIn(@switch) < 2 || OutputMatch.HasExitAfter(@switch) || OutputMatch.SetsOneVariable(@switch)
            || !OutputUse.IsOutput(@switch.Value, apis, context.Options, context.CancellationToken))
            return;
        Report(((SwitchStatementSyntax)@switch.Syntax).SwitchKeyword.GetLocation(), @switch.Syntax, @switch.Value.Syntax, "add a 'default'", context);
    }

    private static void JudgeChain(IConditionalOperation chain, OperationAnalysisContext context, KnownApiSet apis)
    {
        if (chain.Syntax is not IfStatementSyntax first || OutputMatch.IsLink(chain) || OutputMatch.TextIn(chain) is not { } text || OutputMatch.HasExitAfter(chain) || OutputMatch.SetsOneVariable(chain)
            || !OutputUse.IsOutput(text, apis, context.Options, context.CancellationToken))
            return;
        Report(first.IfKeyword.GetLocation(), chain.Syntax, text.Syntax, "add an 'else'", context);
    }

    private static void Report(Location location, SyntaxNode statement, SyntaxNode text, string advice, OperationAnalysisContext context) =>
        context.Report(Diagnostic.Create(Rule, location, [statement.GetLocation(), text.GetLocation()], advice));
}
