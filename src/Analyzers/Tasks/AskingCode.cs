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

    /// <summary>The names of what sends a request, and of the functions that call one of those, however far away.</summary>
    private readonly HashSet<string> _names = [];

    /// <summary>Through how many functions, by name, a function comes to a request at the nearest; 0 for what sends it.</summary>
    private readonly Dictionary<string, int> _distances = new(StringComparer.Ordinal);

    /// <summary>The names by which something can come that a request yielded: of what sends it, and of functions near it that yield anything.</summary>
    private readonly HashSet<string> _yielding = [];

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
        MeasureDistances(files);
        _yielding.UnionWith(_names);
        FollowCallers(files);
        var hasOwnTask = compilation.ContainsSymbolsWithName(static name => name is "Task" or "ValueTask", SymbolFilter.Type, cancellationToken);
        foreach (var name in hasOwnTask ? _distances.Keys : files.SelectMany(static file => file.Yielding))
        {
            if (_names.Contains(name) && _distances.ContainsKey(name))
                _yielding.Add(name);
        }

        bool NamesEndpoint(SyntaxTree tree) =>
            UrlLiterals.EndpointsIn(tree, Options.Endpoints.For(options, tree), cancellationToken).Any(endpoint => TaskEndpoints.CanServe(endpoint, IsNamed));

        bool IsNamed(string part) => compilation.SyntaxTrees.Any(tree => UrlLiterals.Contain(tree, part, cancellationToken));
    }

    /// <summary>Whether anything asks.</summary>
    public bool Exists => _names.Count > 0;

    public static AskingCode Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) =>
        Cache.TryGetValue(compilation, out var known) ? known : Make(compilation, options, cancellationToken);

    /// <summary>Adds the code of a declaration in which it asks in a loop, or which hands what asks to a function that calls it, where that mentions a status.</summary>
    public void AddLoops(SyntaxReference declaration, List<SyntaxNode> loops, CancellationToken cancellationToken)
    {
        var names = CallNames.Of(declaration.SyntaxTree, cancellationToken);
        foreach (var loop in names.Loops)
        {
            if (IsMeant(loop))
                loops.Add(loop);
        }

        foreach (var call in names.Handing)
        {
            if (declaration.Span.Contains(call.Span) && TakesFunction(CallNames.Called(call)!) && IsMeant(call))
                loops.Add(call);
        }

        // The words that end a loop can stand after it, or in a method that it asks.
        bool IsMeant(SyntaxNode code) =>
            declaration.Span.Contains(code.Span) && code.DescendantNodes().Any(Asks) && CallNames.MemberOf(code)?.DescendantTokens().Any(IsMention) == true;
    }

    /// <summary>Whether a function of that name can send a request: itself, or through functions that it calls.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="functions">How many functions at the most, itself included, there may be on the way.</param>
    public bool CanSend(string name, int functions) => _distances.TryGetValue(name, out var distance) && distance <= functions;

    /// <summary>Whether a function of that name calls one of its parameters.</summary>
    public bool TakesFunction(string name) => _takers.Contains(name);

    private static AskingCode Make(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) =>
        Cache.GetValue(compilation, c => new(c, options, cancellationToken));

    private bool Asks(SyntaxNode node) => node is InvocationExpressionSyntax call && CallNames.Called(call) is { } called && _yielding.Contains(called);

    private void MeasureDistances(List<CallNames> files)
    {
        var callers = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            Add(file.Calls);
            Add(file.NestedCalls);
        }

        var nearest = new List<string>(_names);
        for (var distance = 0; nearest.Count > 0; distance++)
        {
            var next = new List<string>();
            foreach (var name in nearest)
            {
                if (_distances.ContainsKey(name))
                    continue;
                _distances.Add(name, distance);
                if (distance < StatusRequests.LongestWay && callers.TryGetValue(name, out var calling))
                    next.AddRange(calling);
            }

            nearest = next;
        }

        void Add(IReadOnlyCollection<(string Function, string Called)> calls)
        {
            foreach (var (function, called) in calls)
            {
                if (!callers.TryGetValue(called, out var calling))
                    callers.Add(called, calling = []);
                calling.Add(function);
            }
        }
    }

    private void FollowCallers(List<CallNames> files)
    {
        var grows = true;
        while (grows)
        {
            grows = false;
            foreach (var (function, called) in files.SelectMany(static file => file.Calls))
                grows |= _names.Contains(called) && _names.Add(function);
        }
    }

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
