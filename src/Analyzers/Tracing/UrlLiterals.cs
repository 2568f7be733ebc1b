using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Analyzers.Tracing;

/// <summary>The string literals of a file that can be a part of a URL, found once for each tree.</summary>
internal sealed class UrlLiterals
{
    private static readonly ConditionalWeakTable<SyntaxTree, UrlLiterals> Cache = new();

    private readonly SyntaxTree _tree;
    private volatile Literals? _literals;
    private volatile EndpointsFor? _endpoints;

    private UrlLiterals(SyntaxTree tree) => _tree = tree;

    /// <summary>The AI endpoints that literals of the file name.</summary>
    public static ImmutableArray<Endpoint> EndpointsIn(SyntaxTree tree, EndpointPatterns more, CancellationToken cancellationToken)
    {
        if (more.AreNone && (Prospects.In(tree, cancellationToken) & TextMarks.Endpoint) == 0)
            return ImmutableArray<Endpoint>.Empty;
        var literals = Of(tree);
        if (literals._endpoints is { } known && ReferenceEquals(known.Patterns, more))
            return known.Endpoints;
        var found = ImmutableArray.CreateBuilder<Endpoint>();
        foreach (var (_, text) in literals.Read(cancellationToken).Texts)
        {
            if (Endpoints.Recognise(text, PartialText.Hole, more) is { } endpoint)
                found.Add(endpoint);
        }

        var endpoints = new EndpointsFor(more, found.ToImmutable());
        literals._endpoints = endpoints;
        return endpoints.Endpoints;
    }

    /// <summary>Whether a literal of the file contains the text. Looked for in the characters first: most files need not be gone through node by node.</summary>
    public static bool Contain(SyntaxTree tree, string part, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        for (var position = Next(text, 0); position >= 0; position = Next(text, position + 1))
        {
            if (tree.GetRoot(cancellationToken).FindToken(position).Parent is { } node && TextOf(node) is { } literal && CanBePart(literal) && Next(literal, 0) >= 0)
                return true;
        }

        return false;

        int Next(string whole, int start) => whole.IndexOf(part, start, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a literal of the file names a model of generation tasks.</summary>
    public static bool NameTaskModel(SyntaxTree tree, CancellationToken cancellationToken) =>
        (Prospects.In(tree, cancellationToken) & TextMarks.TaskModel) != 0 && Of(tree).Read(cancellationToken).NameTaskModel;

    /// <summary>The literals in the code of a type, all its parts included.</summary>
    public static IEnumerable<string> In(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var (position, text) in Of(part.SyntaxTree).Read(cancellationToken).Texts)
            {
                if (part.Span.Contains(position) || IsTopLevel(type))
                    yield return text;
            }
        }
    }

    private static UrlLiterals Of(SyntaxTree tree) => Cache.GetValue(tree, static t => new UrlLiterals(t));

    /// <summary>Every literal is a node: not for a file that cannot have what is looked for.</summary>
    private Literals Read(CancellationToken cancellationToken)
    {
        if (_literals is { } known)
            return known;
        var texts = new List<(int Position, string Text)>();
        var nameTaskModel = false;
        foreach (var node in _tree.GetRoot(cancellationToken).DescendantNodes())
        {
            if (TextOf(node) is not { } text)
                continue;
            if (CanBePart(text))
                texts.Add((node.SpanStart, text));
            nameTaskModel |= !nameTaskModel && TaskModels.AreNamedIn(text);
        }

        return _literals = new(texts, nameTaskModel);
    }

    private static string? TextOf(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => literal.Token.ValueText,
        InterpolatedStringTextSyntax part => part.TextToken.ValueText,
        _ => null,
    };

    private static bool CanBePart(string text) => text.IndexOf('/') >= 0 || text.StartsWith(":", StringComparison.Ordinal);

    /// <summary>The class of top-level statements is declared by the whole file.</summary>
    private static bool IsTopLevel(INamedTypeSymbol type) => type.Name == WellKnownMemberNames.TopLevelStatementsEntryPointTypeName;

    private sealed record Literals(List<(int Position, string Text)> Texts, bool NameTaskModel);

    private sealed record EndpointsFor(EndpointPatterns Patterns, ImmutableArray<Endpoint> Endpoints);
}
