using System.Collections.Immutable;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using AiApi.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.CodeFixes.Images;

/// <summary>AIAPI3005: takes the bytes of the image in place of a download of its link. What else is done with a link is for people to replace.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ImageUriReadFix))]
internal sealed class ImageUriReadFix : DocumentFix
{
    public const string TakeBytes = nameof(TakeBytes);

    private const string Base64 = "b64_json";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("AIAPI3005");

    protected override ImmutableArray<FixAction> Actions { get; } = ImmutableArray.Create(new FixAction("Read the bytes of the image", TakeBytes));

    protected override SyntaxNode? Apply(Report report, string key)
    {
        if (report.Node is not ExpressionSyntax read || Link(read) is not { } link)
            return null;
        if (Download.Of(link) is { } download)
            return Source(report, read, link) is { } source ? report.Root.ReplaceNode(download.Whole, download.With(source, report)) : null;
        if (link.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
            || variable.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax local })
        {
            return null;
        }

        return Downloads(report, variable) is { Count: > 0 } downloads ? WithoutLink(report, read, link, local, downloads) : null;
    }

    /// <summary>The expression that makes a link of what is read: <c>image.ImageUri.ToString()</c>, <c>data[0].GetProperty("url").GetString()</c>.</summary>
    private static ExpressionSyntax? Link(ExpressionSyntax read)
    {
        SyntaxNode node = read;
        while (true)
        {
            switch (node.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == node:
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AbsoluteUri" or "OriginalString" or "ToString" or "GetString" or "GetValue" }:
                case ArgumentSyntax when node == read && read is LiteralExpressionSyntax:
                case BracketedArgumentListSyntax or ArgumentListSyntax:
                case ElementAccessExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax:
                    node = node.Parent;
                    continue;
                case CastExpressionSyntax cast:
                    node = cast;
                    continue;
                default:
                    return node == read && read is LiteralExpressionSyntax ? null : node as ExpressionSyntax;
            }
        }
    }

    /// <summary>What the bytes come from: the image's own property, or the text that a key or a mapped property stands for; null where there is none.</summary>
    private static BytesSource? Source(Report report, ExpressionSyntax read, ExpressionSyntax link)
    {
        if (read is LiteralExpressionSyntax)
            return new(link.ReplaceNode(read, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Base64))), IsBase64: true);
        if (read.Parent is not MemberAccessExpressionSyntax access || report.Model.GetSymbolInfo(read).Symbol is not IPropertySymbol { ContainingType: var type })
            return null;
        if (ImageApis.IsImageType(type))
            return new(access.WithName(SyntaxFactory.IdentifierName("ImageBytes")), IsBase64: false);
        return BodyMembers.PropertyOf(type, Base64) is { } property && link.Contains(read)
            ? new(link.ReplaceNode(read, SyntaxFactory.IdentifierName(property.Name)), IsBase64: true)
            : null;
    }

    /// <summary>The downloads that a local with a link is for; none where it is for anything else.</summary>
    private static List<Download>? Downloads(Report report, VariableDeclaratorSyntax variable)
    {
        if (report.Model.GetDeclaredSymbol(variable) is not { } symbol)
            return null;
        var scope = variable.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax) ?? report.Root;
        var downloads = new List<Download>();
        foreach (var use in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText != variable.Identifier.ValueText || !SymbolEqualityComparer.Default.Equals(report.Model.GetSymbolInfo(use).Symbol, symbol))
                continue;
            if (Download.Of(use) is not { } download)
                return null;
            downloads.Add(download);
        }

        return downloads;
    }

    private static SyntaxNode? WithoutLink(Report report, ExpressionSyntax read, ExpressionSyntax link, LocalDeclarationStatementSyntax local, List<Download> downloads)
    {
        if (Source(report, read, link) is not { } source)
            return null;
        var name = SyntaxFactory.IdentifierName(new UniqueNames(local).Take(source.IsBase64 ? "base64" : "imageBytes"));
        var held = source with { Text = name };
        var variable = local.Declaration.Variables[0];
        var declaration = local.ReplaceNode(link, source.Text.WithTriviaFrom(link));
        declaration = declaration.ReplaceToken(declaration.Declaration.Variables[0].Identifier, name.Identifier.WithTriviaFrom(variable.Identifier));
        declaration = declaration.ReplaceNode(declaration.Declaration.Type, SyntaxFactory.IdentifierName("var").WithTriviaFrom(local.Declaration.Type));
        var wholes = downloads.ToDictionary(static download => (SyntaxNode)download.Whole);
        return report.Root.ReplaceNodes(wholes.Keys.Append(local), (node, _) => node == local ? declaration : wholes[node].With(held, report));
    }

    /// <summary>Where the bytes of an image are.</summary>
    /// <param name="Text">The expression that holds the bytes.</param>
    /// <param name="IsBase64">Whether it holds them as a text.</param>
    private sealed record BytesSource(ExpressionSyntax Text, bool IsBase64);

    /// <summary>The download of a link, which the bytes replace.</summary>
    /// <param name="Whole">The awaited download.</param>
    /// <param name="IsStream">Whether it yields a stream, not an array.</param>
    /// <param name="Link">The link.</param>
    private sealed record Download(ExpressionSyntax Whole, bool IsStream, ExpressionSyntax Link)
    {
        /// <summary>The download that a link is for; null where it is for something else.</summary>
        public static Download? Of(ExpressionSyntax link)
        {
            SyntaxNode node = link;
            while (node.Parent is PostfixUnaryExpressionSyntax)
                node = node.Parent;
            if (node.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument
                || call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method }
                || method is not ("GetByteArrayAsync" or "GetStreamAsync") || call.ArgumentList.Arguments[0] != argument)
            {
                return null;
            }

            SyntaxNode whole = call;
            if (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
                whole = configured;
            return whole.Parent is AwaitExpressionSyntax awaited ? new(awaited, method == "GetStreamAsync", link) : null;
        }

        public ExpressionSyntax With(BytesSource source, Report report)
        {
            // A client takes a link that may be null, and throws; a text to decode must be there.
            var mayBeNull = Link.Parent is PostfixUnaryExpressionSyntax || report.Model.GetTypeInfo(Link).Nullability.FlowState == NullableFlowState.MaybeNull;
            var bytes = source.Text.WithoutTrivia() + (source.IsBase64 && mayBeNull ? "!" : "");
            var text = (source.IsBase64, IsStream) switch
            {
                (true, true) => $"new MemoryStream(Convert.FromBase64String({bytes}))",
                (true, false) => $"Convert.FromBase64String({bytes})",
                (false, true) => $"{bytes}.ToStream()",
                (false, false) => $"{bytes}.ToArray()",
            };
            return Template.For(report, "System.Convert", "System.IO.MemoryStream").Expression(text).WithTriviaFrom(Whole);
        }
    }
}
