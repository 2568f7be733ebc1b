using System.Collections.Immutable;
using AiApi.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Documents;

/// <summary>The table of AnalyzerRules.md that says on which surfaces the rules about completions are tested. It is counted from the tests' sources: a test
/// names its surface by <c>[Surface]</c>, on itself or its class; which rule it is about, and what it shows, is what it calls.</summary>
internal static class Surfaces
{
    private const string Tests = "tests/Completions";

    /// <summary>What the verifier's methods show, in the table's order.</summary>
    private static readonly ImmutableArray<string> Kinds = ["Reports", "Silent", "Fixes"];

    /// <summary>The table as a block of AnalyzerRules.md; none where there are no tests.</summary>
    public static IEnumerable<(string Name, string Content)> Blocks(Repository repository)
    {
        var sources = repository.ReadAll(Tests, "*.cs").Select(text => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot()).ToList();
        return sources.Count == 0 ? [] : [("surfaces", Table(sources))];
    }

    /// <summary>One row a surface: for each rule, how many tests report, stay silent and fix.</summary>
    public static string Table(IReadOnlyCollection<CompilationUnitSyntax> sources)
    {
        var ids = RuleIds();
        var classes = sources.SelectMany(source => source.DescendantNodes().OfType<ClassDeclarationSyntax>()).ToLookup(type => type.Identifier.ValueText);
        var shown = (
            from method in classes.SelectMany(types => types).SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>())
            let surface = SurfaceOf(method, classes)
            where surface is not null && IsTest(method)
            from showing in ShowingsOf(method, classes, ids)
            group RowsOf(method) by (surface, showing)).ToDictionary(group => group.Key, group => group.Sum());
        var rules = shown.Keys.Select(key => key.showing.Rule).Distinct().Order(StringComparer.Ordinal).ToList();
        return string.Join('\n',
        [
            $"| Surface | {string.Join(" | ", rules.Select(rule => $"[{rule}](#{rule.ToLowerInvariant()})"))} |",
            $"| --- |{string.Concat(rules.Select(_ => " --- |"))}",
            .. from surface in shown.Keys.Select(key => key.surface).Distinct().Order(StringComparer.OrdinalIgnoreCase)
               select $"| {Markdown.Escape(surface)} | {string.Join(" | ", rules.Select(rule => Cell(kind => shown.GetValueOrDefault((surface, (rule, kind))))))} |",
        ]);
    }

    private static string Cell(Func<string, int> count) => Kinds.All(kind => count(kind) == 0) ? "" : string.Join(" / ", Kinds.Select(count));

    /// <summary>Which rules a test is about, and what it shows of each: by the calls in it, and in the helpers of its class that it calls.</summary>
    private static IEnumerable<(string Rule, string Kind)> ShowingsOf(MethodDeclarationSyntax method, ILookup<string, ClassDeclarationSyntax> classes, IReadOnlyDictionary<string, string> ids)
    {
        foreach (var call in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            switch (call.Expression)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var kind, Expression: var verifier } when Kinds.Contains(kind) && RuleOf(verifier, ids) is { } rule:
                    yield return (rule, kind);
                    break;
                case IdentifierNameSyntax { Identifier.ValueText: var name } when name != method.Identifier.ValueText && HelperOf((ClassDeclarationSyntax)method.Parent!, name, classes) is { } helper:
                    foreach (var showing in ShowingsOf(helper, classes, ids))
                        yield return showing;
                    break;
            }
        }
    }

    /// <summary>The rule that a verifier verifies, by the analyzer that it, or the alias that it is, names.</summary>
    private static string? RuleOf(ExpressionSyntax verifier, IReadOnlyDictionary<string, string> ids)
    {
        var alias = verifier.Ancestors().SelectMany(node => node.ChildNodes()).OfType<UsingDirectiveSyntax>().FirstOrDefault(directive => directive.Alias?.Name.ToString() == verifier.ToString());
        return ((SyntaxNode?)alias ?? verifier).DescendantTokens().Select(token => ids.GetValueOrDefault(token.ValueText)).FirstOrDefault(id => id is not null);
    }

    private static MethodDeclarationSyntax? HelperOf(ClassDeclarationSyntax type, string name, ILookup<string, ClassDeclarationSyntax> classes) =>
        type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Identifier.ValueText == name)
        ?? BaseOf(type, classes).Select(parent => HelperOf(parent, name, classes)).FirstOrDefault();

    private static string? SurfaceOf(MethodDeclarationSyntax method, ILookup<string, ClassDeclarationSyntax> classes) =>
        NamedBy(method) ?? SurfaceOf((ClassDeclarationSyntax)method.Parent!, classes);

    private static string? SurfaceOf(ClassDeclarationSyntax type, ILookup<string, ClassDeclarationSyntax> classes) =>
        NamedBy(type) ?? BaseOf(type, classes).Select(parent => SurfaceOf(parent, classes)).FirstOrDefault();

    private static string? NamedBy(MemberDeclarationSyntax member) => AttributesOf(member, "Surface")
        .Select(attribute => attribute.ArgumentList!.Arguments[0].Expression).OfType<LiteralExpressionSyntax>().Select(name => name.Token.ValueText).FirstOrDefault();

    private static IEnumerable<ClassDeclarationSyntax> BaseOf(ClassDeclarationSyntax type, ILookup<string, ClassDeclarationSyntax> classes) =>
        type.BaseList is { Types: [var parent, ..] } ? classes[parent.Type.ToString()] : [];

    private static bool IsTest(MethodDeclarationSyntax method) => AttributesOf(method, "Fact").Concat(AttributesOf(method, "Theory")).Concat(AttributesOf(method, "RoslynFact")).Any();

    /// <summary>How many programs a test runs over.</summary>
    private static int RowsOf(MethodDeclarationSyntax method) => Math.Max(1, AttributesOf(method, "InlineData").Count());

    private static IEnumerable<AttributeSyntax> AttributesOf(MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.SelectMany(list => list.Attributes).Where(attribute => attribute.Name.ToString() == name);

    private static Dictionary<string, string> RuleIds() => typeof(AiApiAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
        .ToDictionary(type => type.Name, type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics[0].Id);
}
