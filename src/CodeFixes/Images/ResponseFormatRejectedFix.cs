using System.Collections.Immutable;
using AiApi.Analyzers.Images;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Images;

/// <summary>AIAPI3001: no longer sends <c>response_format</c>; a body that code writes itself asks for <c>output_format</c> in its place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ResponseFormatRejectedFix))]
internal sealed class ResponseFormatRejectedFix : DocumentFix
{
    public const string SendNone = nameof(SendNone);
    public const string SetOutputFormat = nameof(SetOutputFormat);

    private const string NewName = "output_format";
    private const string NewValue = "png";
    private const string OptionsProperty = "OutputFileFormat";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI3001");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(
        new FixAction("Remove response_format", SendNone),
        new FixAction("Replace response_format by OutputFileFormat", SetOutputFormat));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        var place = report.Diagnostic.AdditionalLocations.Count > 0 ? report.Related[0] : report.Node;
        if (place is null)
            return null;
        if (TextAround(place) is { } text)
            return key == SendNone ? WithText(report, text) : null;
        if (place.FirstAncestorOrSelf<ArgumentSyntax>() is { NameColon: not null } argument && argument.NameColon.Contains(place))
            return key == SendNone ? Elements.Remove(report.Root, argument) : null;
        if (BodyEntrySyntax.Of(place) is not { } entry)
            return null;
        if (report.Model.GetSymbolInfo(place).Symbol is IPropertySymbol { ContainingType.IsAnonymousType: false } && BodyType(entry, report.Model) is { } type)
            return OfProperty(report, entry, type, key);
        if (key != SendNone)
            return null;
        return entry.StandsBeside(NewName)
            ? Without(report.Root, entry)
            : report.Root.ReplaceNode(entry.Whole, entry.With(ResponseFormatRejectedAnalyzer.WireName, NewName, NewValue));
    }

    private static SyntaxNode? OfProperty(Report report, BodyEntrySyntax entry, INamedTypeSymbol type, string key)
    {
        if (ImageApis.OptionsOf(type) is null)
        {
            if (key != SendNone)
                return null;
            return BodyMembers.PropertyOf(type, NewName) is { Type.SpecialType: SpecialType.System_String, SetMethod: not null } property && !entry.StandsBeside(property.Name)
                ? report.Root.ReplaceNode(entry.Whole, entry.With(entry.Key.ToString(), property.Name, NewValue))
                : Without(report.Root, entry);
        }

        if (IsShared(entry))
            return null;
        if (key == SendNone)
            return Without(report.Root, entry);
        if (type.GetMembers(OptionsProperty) is not [IPropertySymbol { Type: INamedTypeSymbol { TypeArguments: [INamedTypeSymbol format] } }]
            || entry.StandsBeside(OptionsProperty))
        {
            return null;
        }

        var png = Template.For(report, format).Expression($"{format.Name}.Png");
        var changed = entry.Whole.ReplaceNodes([entry.Key, entry.Value], (node, _) => node == entry.Key
            ? SyntaxFactory.IdentifierName(OptionsProperty).WithTriviaFrom(node)
            : png.WithTriviaFrom(node));
        return report.Root.ReplaceNode(entry.Whole, changed);
    }

    private static INamedTypeSymbol? BodyType(BodyEntrySyntax entry, SemanticModel model) =>
        (entry.Creation ?? (entry.Key.Parent as MemberAccessExpressionSyntax)?.Expression) is { } body ? model.GetTypeInfo(body).Type as INamedTypeSymbol : null;

    private static SyntaxNode? WithText(Report report, ExpressionSyntax text)
    {
        var edited = text.ToString().Contains(NewName)
            ? JsonSource.Remove(text, ResponseFormatRejectedAnalyzer.WireName)
            : JsonSource.Replace(text, ResponseFormatRejectedAnalyzer.WireName, NewName, NewValue);
        return edited is null ? null : report.Root.ReplaceNode(text, edited);
    }

    private static SyntaxNode? Without(SyntaxNode root, BodyEntrySyntax entry) =>
        entry.Whole is StatementSyntax statement ? Elements.Remove(root, statement) : Elements.Remove(root, entry.Whole);

    /// <summary>The JSON text that a place lies in; null where the place is the text of a key.</summary>
    private static ExpressionSyntax? TextAround(SyntaxNode place) => place switch
    {
        InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax interpolated } => interpolated,
        LiteralExpressionSyntax literal when literal.Token.ValueText.Trim('"') != ResponseFormatRejectedAnalyzer.WireName => literal,
        _ => null,
    };

    /// <summary>Whether options are given to more than one client: what one rejects, another may need.</summary>
    private static bool IsShared(BodyEntrySyntax entry)
    {
        var scope = entry.Whole.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? entry.Whole.SyntaxTree.GetRoot();
        return entry.Holder is { } holder && scope.DescendantNodes().OfType<ArgumentSyntax>()
            .Where(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name == holder)
            .Select(static argument =>
                argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var client } } ? client.ToString() : "")
            .Distinct().Count() > 1;
    }
}
