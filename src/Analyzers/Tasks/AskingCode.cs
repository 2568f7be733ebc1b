using System.Runtime.CompilerServices;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Analyzers.Tasks;

/// <summary>Where a compilation can ask for a generation task in a loop, as far as names tell. Nothing is bound to find out: this is the cheap gate of the
/// polling rules.</summary>
internal sealed class AskingCode
{
    private static readonly ConditionalWeakTable<Compilation, AskingCode> Cache = new();

    /// <summary>What the names and words of code that waits for a task have in common.</summary>
    private static readonly string[] StatusParts = ["status", "state", "poll", "done", "complet", "succe", "fail", "finish", "final", "terminal", "ready", "pending", "running"];

    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _takers = [];

    private AskingCode(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var apis = KnownApiSet.Of(compilation);
        if (apis.Clients.AskFor(AiOperation.Videos) && compilation.SyntaxTrees.Any(tree => ClientCalls.AreNamedIn(tree, cancellationToken)))
            _names.UnionWith(ClientCalls.Names);
        if (apis.Http is not null && (compilation.SyntaxTrees.Any(NamesEndpoint) || compilation.SyntaxTrees.Any(tree => UrlLiterals.NameTaskModel(tree, cancellationToken))))
            _names.UnionWith(HttpApis.SendNames);
        if (!Exists)
            return;
        var files = compilation.SyntaxTrees.Select(tree => CallNames.Of(tree, cancellationToken)).ToList();
        foreach (var file in files)
            _takers.UnionWith(file.Takers);
        var grows = true;
        while (grows)
        {
            grows = false;
            foreach (var (function, called) in files.SelectMany(static file => file.Calls))
                grows |= _names.Contains(called) && _names.Add(function);
        }

        bool NamesEndpoint(SyntaxTree tree) =>
            UrlLiterals.EndpointsIn(tree, Options.Endpoints.For(options, tree), cancellationToken).Any(endpoint => TaskEndpoints.CanServe(endpoint, IsNamed));

        bool IsNamed(string part) => compilation.SyntaxTrees.Any(tree => UrlLiterals.Contain(tree, part, cancellationToken));
    }

    /// <summary>Whether anything asks.</summary>
    public bool Exists => _names.Count > 0;

    public static AskingCode Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) =>
        Cache.TryGetValue(compilation, out var known) ? known : Make(compilation, options, cancellationToken);

    /// <summary>Whether the declaration asks in a loop, or hands what asks to a function that calls it, and mentions a status.</summary>
    public bool IsLoopedIn(SyntaxReference declaration, CancellationToken cancellationToken)
    {
        var names = CallNames.Of(declaration.SyntaxTree, cancellationToken);
        return names.Loops.Any(IsMeant) || names.Handing.Any(call => TakesFunction(CallNames.Called(call)!) && IsMeant(call));

        // The words that end a loop can stand after it, or in a method that it asks.
        bool IsMeant(SyntaxNode code) =>
            declaration.Span.Contains(code.Span) && code.DescendantNodes().Any(Asks) && CallNames.MemberOf(code)?.DescendantTokens().Any(IsMention) == true;
    }

    /// <summary>Whether a function of that name calls one of its parameters.</summary>
    public bool TakesFunction(string name) => _takers.Contains(name);

    private static AskingCode Make(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) =>
        Cache.GetValue(compilation, c => new(c, options, cancellationToken));

    private bool Asks(SyntaxNode node) => node is InvocationExpressionSyntax call && CallNames.Called(call) is { } called && _names.Contains(called);

    private static bool IsMention(SyntaxToken token)
    {
        if (token.RawKind is not ((int)SyntaxKind.IdentifierToken or (int)SyntaxKind.StringLiteralToken))
            return false;
        var text = token.ValueText;
        foreach (var part in StatusParts)
        {
            if (text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
