using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tests.TestingTests;

/// <summary>Reports numbers below five.</summary>
internal class SmallNumber : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Descriptor =
        new("TEST1", "Small number", "{0} is below five", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(c => Report(c.Node, c.ReportDiagnostic), SyntaxKind.NumericLiteralExpression);
    }

    protected static void Report(SyntaxNode literal, Action<Diagnostic> report)
    {
        if (((LiteralExpressionSyntax)literal).Token.Value is int and < 5 and var value)
            report(Diagnostic.Create(Descriptor, literal.GetLocation(), value));
    }
}

/// <summary>Says nothing about generated code.</summary>
internal sealed class SmallNumberEverywhere : SmallNumber
{
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(c => Report(c.Node, c.ReportDiagnostic), SyntaxKind.NumericLiteralExpression);
    }
}

/// <summary>Reports at the end of the compilation.</summary>
internal sealed class SmallNumberAtTheEnd : SmallNumber
{
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(c =>
        {
            foreach (var literal in c.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()))
                Report(literal, c.ReportDiagnostic);
        });
    }
}

/// <summary>Reports numbers that stand in the file before; the first one is the additional location.</summary>
internal sealed class RepeatedNumber : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor =
        new("TEST2", "Repeated number", "{0} again", "Test", DiagnosticSeverity.Info, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxTreeAction(c =>
        {
            var first = new Dictionary<string, SyntaxToken>();
            foreach (var token in c.Tree.GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.NumericLiteralToken)))
            {
                if (!first.TryAdd(token.Text, token))
                    c.ReportDiagnostic(Diagnostic.Create(Descriptor, token.GetLocation(), [first[token.Text].GetLocation()], token.Text));
            }
        });
    }
}

/// <summary>Reports every number. Off by default.</summary>
internal sealed class AnyNumber : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor =
        new("TEST5", "Number", "A number", "Test", DiagnosticSeverity.Info, isEnabledByDefault: false);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            c => c.ReportDiagnostic(Diagnostic.Create(Descriptor, c.Node.GetLocation())),
            SyntaxKind.NumericLiteralExpression);
    }
}

/// <summary>Reports the option <c>limit</c> of each file's editorconfig and the length of each additional file, both without a location.</summary>
internal sealed class ReadsFiles : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Limit =
        new("TEST3", "Limit", "The limit is {0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor Length =
        new("TEST4", "Length", "{0} has {1} characters", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Limit, Length];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(c =>
        {
            foreach (var tree in c.Compilation.SyntaxTrees)
            {
                if (c.Options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue("limit", out var limit))
                    c.ReportDiagnostic(Diagnostic.Create(Limit, Location.None, limit));
            }

            foreach (var file in c.Options.AdditionalFiles)
                c.ReportDiagnostic(Diagnostic.Create(Length, Location.None, Path.GetFileName(file.Path), file.GetText()!.Length));
        });
    }
}

/// <summary>Fails in its own code.</summary>
internal sealed class Throws : SmallNumber
{
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(_ => throw new NotSupportedException("out of order"));
    }
}

/// <summary>Offers to write the next number, one digit longer so that its place differs, and, inside a menu, to make it five.</summary>
internal class SmallNumberFix : CodeFixProvider
{
    public const string AddOne = "AddOne";
    public const string MakeFive = "MakeFive";

    public override ImmutableArray<string> FixableDiagnosticIds => ["TEST1"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(Action(context, AddOne, number => Number(int.Parse(number) + 1, new string('0', number.Length))), context.Diagnostics);
        context.RegisterCodeFix(CodeAction.Create("Set", [Action(context, MakeFive, _ => Number(5))], isInlinable: false), context.Diagnostics);
        return Task.CompletedTask;
    }

    protected static ExpressionSyntax Number(int value, string zeros = "") =>
        SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(zeros + value, value));

    protected static CodeAction Action(CodeFixContext context, string key, Func<string, ExpressionSyntax> change) =>
        CodeAction.Create(key, cancellationToken => ReplaceAsync(context, change, cancellationToken), key);

    private static async Task<Document> ReplaceAsync(CodeFixContext context, Func<string, ExpressionSyntax> change, CancellationToken cancellationToken)
    {
        var root = (await context.Document.GetSyntaxRootAsync(cancellationToken))!;
        var number = root.FindToken(context.Span.Start).Parent!;
        return context.Document.WithSyntaxRoot(root.ReplaceNode(number, change(number.ToString()).WithTriviaFrom(number)));
    }
}

/// <summary>Offers one action, which puts <see cref="Replacement"/> in the number's place.</summary>
internal abstract class ReplacementFix : SmallNumberFix
{
    protected abstract ExpressionSyntax Replacement(string number);

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(Action(context, "Replace", Replacement), context.Diagnostics);
        return Task.CompletedTask;
    }
}

internal sealed class FixToSameText : ReplacementFix
{
    protected override ExpressionSyntax Replacement(string number) => Number(int.Parse(number));
}

internal sealed class FixToUnknownName : ReplacementFix
{
    protected override ExpressionSyntax Replacement(string number) => SyntaxFactory.IdentifierName("five");
}

/// <summary>Writes a sum into the text of one token.</summary>
internal sealed class FixToMisshapenTree : ReplacementFix
{
    protected override ExpressionSyntax Replacement(string number) => SyntaxFactory.IdentifierName("5 + 5");
}

/// <summary>Makes a token that reads 5 and is worth 6.</summary>
internal sealed class FixToWrongValue : ReplacementFix
{
    protected override ExpressionSyntax Replacement(string number) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal("5", 6));
}

internal sealed class FixWithoutFixAll : ReplacementFix
{
    public override FixAllProvider? GetFixAllProvider() => null;

    protected override ExpressionSyntax Replacement(string number) => Number(5);
}

internal sealed class FixThatGivesBackTheDocument : SmallNumberFix
{
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(CodeAction.Create("Nothing", _ => Task.FromResult(context.Document), "Nothing"), context.Diagnostics);
        return Task.CompletedTask;
    }
}

internal sealed class FixThatOffersNothing : SmallNumberFix
{
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Task.CompletedTask;
}
