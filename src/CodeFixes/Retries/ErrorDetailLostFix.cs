using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Retries;

/// <summary>AIAPI2007: lets the exception carry what the API says.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ErrorDetailLostFix))]
internal sealed class ErrorDetailLostFix : DocumentFix
{
    public const string KeepDetail = nameof(KeepDetail);
    public const string LogException = nameof(LogException);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI2007");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(
        new FixAction("Put what the API says into the exception", KeepDetail), new FixAction("Log the exception", LogException));

    protected override SyntaxNode? Apply(Report report, string key) => report.Node switch
    {
        _ when key == LogException => report.Node is not ExpressionSyntax && report.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is { } swallowing ? Logged(report, swallowing) : null,
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax guard } } => InsteadOf(report, guard),
        ExpressionSyntax { Parent: IfStatementSyntax choice } => InBranch(report, choice),
        _ => report.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is { } clause ? InHandler(report, clause) : null,
    };

    private static SyntaxNode? InsteadOf(Report report, InvocationExpressionSyntax call)
    {
        var value = call.Parent is AssignmentExpressionSyntax discard && report.Model.GetSymbolInfo(discard.Left).Symbol is IDiscardSymbol ? discard : (ExpressionSyntax)call;
        if (call is not { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax response } } || value.Parent is not ExpressionStatementSyntax statement)
            return null;
        return new StatusGuard(report, statement).For(response.Identifier.ValueText) is { } guard
            ? report.Root.ReplaceStatement(statement, [guard.WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(statement.GetTrailingTrivia())])
            : null;
    }

    private static SyntaxNode? InBranch(Report report, IfStatementSyntax choice)
    {
        var guard = new StatusGuard(report, choice);
        var response = report.Node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .FirstOrDefault(name => report.Model.GetTypeInfo(name).Type is { Name: "HttpResponseMessage" })?.Identifier.ValueText;
        if (!guard.CanAwait || response is null || ThrownIn(choice.Statement) is not { ArgumentList.Arguments: [var message, ..] })
            return null;
        return MessageText.WithEnd(message.Expression, guard.Body(response)) is { } text
            ? report.Root.ReplaceNode(message.Expression, SyntaxFactory.ParseExpression(text).WithTriviaFrom(message.Expression))
            : null;
    }

    /// <summary>Hands the exception on as the cause of the one that is thrown.</summary>
    private static SyntaxNode? InHandler(Report report, CatchClauseSyntax clause)
    {
        if (ThrownIn(clause.Block) is not { ArgumentList: { Arguments: [{ NameColon: null }] } arguments } creation || clause.Declaration is null
            || report.Model.GetTypeInfo(creation).Type is not INamedTypeSymbol type || !type.InstanceConstructors.Any(TakesCause))
        {
            return null;
        }

        var name = HandlerNames.NameFor(clause);
        var cause = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(name));
        var changed = clause.ReplaceNode(arguments, arguments.WithArguments(SyntaxFactory.SeparatedList(
            [arguments.Arguments[0], cause], [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)])));
        return report.Root.ReplaceNode(clause, changed.WithName(name, TemplateFor(report)));
    }

    /// <summary>Logs what a handler swallows, where there is a logger at hand.</summary>
    private static SyntaxNode? Logged(Report report, CatchClauseSyntax clause)
    {
        if (InHandler(report, clause) is not null || Surroundings.Named("ILogger", clause, report.Model) is not { } logger)
            return null;
        var template = TemplateFor(report);
        var name = HandlerNames.NameFor(clause);
        var statement = Statements.EndingItsLine(template.Statement($"{logger}.LogError({name}, \"The request to the model failed.\");"));
        if (clause.Block.Statements.Count == 0)
            return report.Root.ReplaceNode(clause, clause.WithName(name, template).WithBlock(clause.Block.AddStatements(statement).WithAdditionalAnnotations(Layout.New)));
        var named = report.Root.TrackNodes(clause.Block.Statements[0], clause);
        named = named.ReplaceNode(named.GetCurrentNode(clause)!, named.GetCurrentNode(clause)!.WithName(name, template));
        var first = named.GetCurrentNode(clause.Block.Statements[0])!;
        return named.ReplaceStatement(first, [statement, first]);
    }

    private static Template TemplateFor(Report report) =>
        new(SyntaxGenerator.GetGenerator(report.Document), new Dictionary<string, ITypeSymbol> { ["Exception"] = KnownApiSet.Of(report.Compilation).Exceptions.Base });

    private static bool TakesCause(IMethodSymbol constructor) =>
        constructor.Parameters is [{ Type.SpecialType: SpecialType.System_String }, { Type: { Name: "Exception" } }] && constructor.DeclaredAccessibility == Accessibility.Public;

    private static ObjectCreationExpressionSyntax? ThrownIn(StatementSyntax branch) =>
        branch.DescendantNodesAndSelf().OfType<ThrowStatementSyntax>().LastOrDefault()?.Expression as ObjectCreationExpressionSyntax;
}
