using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.TestingTests;

/// <summary>Reports numbers below five.</summary>
internal class SmallNumberAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor =
        new("TEST1", "Small number", "{0} is below five", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.NumericLiteralExpression);
    }

    protected static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (((LiteralExpressionSyntax)context.Node).Token.Value is int and < 5 and var value)
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, context.Node.GetLocation(), value));
    }
}

/// <summary>Offers to add one, and to make it five.</summary>
internal class SmallNumberFix : CodeFixProvider
{
    public const string AddOne = "AddOne";
    public const string MakeFive = "MakeFive";

    public override ImmutableArray<string> FixableDiagnosticIds => ["TEST1"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Register(context, AddOne, value => value + 1);
        Register(context, MakeFive, _ => 5);
        return Task.CompletedTask;
    }

    protected static void Register(CodeFixContext context, string key, Func<int, int> change) => context.RegisterCodeFix(
        CodeAction.Create(key, cancellationToken => ReplaceAsync(context, value => SyntaxFactory.Literal(change(value)), cancellationToken), key),
        context.Diagnostics);

    protected static async Task<Document> ReplaceAsync(CodeFixContext context, Func<int, SyntaxToken> change, CancellationToken cancellationToken)
    {
        var root = (await context.Document.GetSyntaxRootAsync(cancellationToken))!;
        var token = root.FindToken(context.Span.Start);
        var replacement = change((int)token.Value!).WithTriviaFrom(token);
        return context.Document.WithSyntaxRoot(root.ReplaceToken(token, replacement));
    }
}
