using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AiApi.CodeFixes.Editing;

/// <summary>Code written as text. The simple names of the given types become references to these very types: shortened, and imported
/// where that is missing.</summary>
internal sealed class Template(SyntaxGenerator generator, IReadOnlyDictionary<string, ITypeSymbol> types) : CSharpSyntaxRewriter
{
    /// <summary>Code for the document of a report.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="types">The types whose names are used.</param>
    public static Template For(Report report, params IEnumerable<ITypeSymbol> types) =>
        new(SyntaxGenerator.GetGenerator(report.Document), types.GroupBy(static type => type.Name).ToDictionary(static group => group.Key, static group => group.First()));

    /// <summary>Code for the document of a report.</summary>
    /// <param name="report">The report to be fixed.</param>
    /// <param name="types">The metadata names of types that may be used, where there are such.</param>
    public static Template For(Report report, params string[] types) => For(report, Found(report, types));

    /// <summary>Those of some types that there are.</summary>
    public static IEnumerable<ITypeSymbol> Found(Report report, params string[] types) =>
        types.Select(name => TypeResolver.Find(report.Compilation, name)).OfType<ITypeSymbol>();

    public StatementSyntax Statement(string text) =>
        (StatementSyntax)Visit(SyntaxFactory.ParseStatement(text)).WithAdditionalAnnotations(Layout.New);

    public ExpressionSyntax Expression(string text) => (ExpressionSyntax)Visit(SyntaxFactory.ParseExpression(text));

    public PatternSyntax Pattern(string text) => ((IsPatternExpressionSyntax)Expression($"_ is {text}")).Pattern;

    public SwitchExpressionArmSyntax Arm(string pattern, string expression) =>
        ((SwitchExpressionSyntax)Expression($"_ switch {{ {pattern} => {expression} }}")).Arms[0];

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) =>
        types.TryGetValue(node.Identifier.ValueText, out var type) && !IsMemberName(node)
            ? generator.ImportedType(type).WithTriviaFrom(node)
            : node;

    /// <summary>Whether two pieces of code are the same but for layout and qualified names.</summary>
    public static bool AreAlike(SyntaxNode? one, SyntaxNode? other) =>
        one is not null && other is not null
        && SyntaxFactory.AreEquivalent(Unqualifier.Instance.Visit(one), Unqualifier.Instance.Visit(other), topLevel: false);

    /// <summary>Whether the name belongs to what stands before it, as in code that an edit before this one wrote in full.</summary>
    private static bool IsMemberName(IdentifierNameSyntax node) => node.Parent switch
    {
        MemberBindingExpressionSyntax or NameColonSyntax or AliasQualifiedNameSyntax => true,
        MemberAccessExpressionSyntax access => access.Name == node,
        QualifiedNameSyntax qualified => qualified.Right == node,
        _ => false,
    };

    private sealed class Unqualifier : CSharpSyntaxRewriter
    {
        public static readonly Unqualifier Instance = new();

        public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) => node.Right;
    }
}
