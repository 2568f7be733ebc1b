using System.Collections.Concurrent;
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
    private static readonly ConditionalWeakTable<Compilation, StrongBox<AskingCode?>> Cache = new();

    /// <summary>Names that speak of requests, not of what they ask for.</summary>
    private static readonly string[] NamesOfHttp = ["StatusCode", "HttpStatusCode", "EnsureSuccessStatusCode", "IsSuccessStatusCode", "CompletedTask"];

    /// <summary>What the names and words of code that waits for a task have in common.</summary>
    private static readonly WordMentions Statuses =
        new("status", "state", "poll", "done", "complet", "succe", "fail", "finish", "final", "terminal", "ready", "pending", "running") { Except = NamesOfHttp };

    /// <summary>The names of what sends a request, and of the functions that call one of those, however far away.</summary>
    private readonly HashSet<string> _names = [];

    /// <summary>Through how many functions, by name, a function comes to a request at the nearest; 0 for what sends it.</summary>
    private readonly Dictionary<string, int> _distances = new(StringComparer.Ordinal);

    /// <summary>The names by which something can come that a request yielded: of what sends it, and of functions near it that yield anything.</summary>
    private readonly HashSet<string> _yielding = [];

    /// <summary>The files that mention one of those names.</summary>
    private readonly HashSet<SyntaxTree> _files = [];

    /// <summary>Whether a member of a name calls one of its parameters, as far as that was asked for.</summary>
    private readonly ConcurrentDictionary<string, bool> _takers = new(StringComparer.Ordinal);

    private readonly Compilation _compilation;

    private AskingCode(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        var apis = KnownApiSet.Of(compilation);
        if (apis.Clients.AskFor(AiOperation.Videos) && compilation.SyntaxTrees.Any(tree => ClientCalls.AreNamedIn(tree, cancellationToken)))
            _names.UnionWith(ClientCalls.Names);
        if (apis.Http is not null && (compilation.SyntaxTrees.Any(NamesEndpoint) || compilation.SyntaxTrees.Any(tree => UrlLiterals.NameTaskModel(tree, cancellationToken))))
            _names.UnionWith(HttpApis.SendNames);
        if (!Exists)
            return;
        var files = MeasureDistances(cancellationToken);
        _yielding.UnionWith(_names);
        FollowCallers(files);
        var hasOwnTask = compilation.ContainsSymbolsWithName("Task", SymbolFilter.Type, cancellationToken)
            || compilation.ContainsSymbolsWithName("ValueTask", SymbolFilter.Type, cancellationToken);
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

    public static AskingCode Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var known = Cache.GetValue(compilation, static _ => new());
        if (known.Value is { } made)
            return made;
        // All rules ask at once, at the first member: one of them looks.
        lock (known)
            return known.Value ??= new(compilation, options, cancellationToken);
    }

    /// <summary>Whether anything asks in the code of a type, as far as the names in its files tell.</summary>
    public bool IsIn(INamedTypeSymbol type)
    {
        foreach (var declaration in type.DeclaringSyntaxReferences)
        {
            if (_files.Contains(declaration.SyntaxTree))
                return true;
        }

        return false;
    }

    /// <summary>Adds the code of a declaration in which it asks in a loop, or which hands what asks to a function that calls it, where that mentions a status.</summary>
    public void AddLoops(SyntaxReference declaration, List<SyntaxNode> loops, CancellationToken cancellationToken)
    {
        if (!_files.Contains(declaration.SyntaxTree))
            return;
        var names = CallNames.Of(declaration.SyntaxTree, cancellationToken);
        foreach (var loop in names.Loops)
        {
            if (IsMeant(loop))
                loops.Add(loop);
        }

        foreach (var call in names.Handing)
        {
            if (IsMeant(call) && TakesFunction(CallNames.Called(call)!, declaration.SyntaxTree, cancellationToken))
                loops.Add(call);
        }

        // The words that end a loop can stand after it, or in a method that it asks. A type that declares its constructor contains members, and is not in one.
        bool IsMeant(SyntaxNode code) =>
            declaration.Span.Contains(code.Span) && CallNames.MemberOf(code) is { } member && member.Span.Contains(declaration.Span)
            && Statuses.In(member.SyntaxTree, member.Span, cancellationToken) && code.DescendantNodes(CallNames.CanContainCall).Any(Asks);
    }

    /// <summary>Whether a polling loop, or a comparison that ends one, can stand in the member around a node.</summary>
    public bool MayBeIn(SyntaxNode node, CancellationToken cancellationToken)
    {
        var member = (CallNames.MemberOf(node) ?? node).Span;
        if (Statuses.In(node.SyntaxTree, member, cancellationToken))
            return true;
        foreach (var loop in CallNames.Of(node.SyntaxTree, cancellationToken).Loops)
        {
            if (member.Contains(loop.Span))
                return true;
        }

        return false;
    }

    /// <summary>Whether a function of that name can send a request: itself, or through functions that it calls.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="functions">How many functions at the most, itself included, there may be on the way.</param>
    public bool CanSend(string name, int functions) => _distances.TryGetValue(name, out var distance) && distance <= functions;

    /// <summary>Whether a function of that name that a file can call, a local one of its own or a member of any type, calls one of its parameters.</summary>
    public bool TakesFunction(string name, SyntaxTree tree, CancellationToken cancellationToken) =>
        CallNames.Of(tree, cancellationToken).Takers.Contains(name) || _takers.GetOrAdd(name, _ => IsTaker(name, cancellationToken));

    private bool IsTaker(string name, CancellationToken cancellationToken)
    {
        if (!_compilation.ContainsSymbolsWithName(name, SymbolFilter.Member, cancellationToken))
            return false;
        var hash = MentionedNames.HashOf(name);
        return _compilation.SyntaxTrees.Any(tree => MentionedNames.Of(tree, cancellationToken).MayHave(hash) && CallNames.Of(tree, cancellationToken).Takers.Contains(name));
    }

    private bool Asks(SyntaxNode node) => node is InvocationExpressionSyntax call && CallNames.Called(call) is { } called && _yielding.Contains(called);

    /// <summary>Goes from what sends a request to the functions that call it, and on from those. Only files that mention a name which is met are looked into.</summary>
    private List<CallNames> MeasureDistances(CancellationToken cancellationToken)
    {
        var files = new List<CallNames>();
        var others = _compilation.SyntaxTrees.ToList();
        var callers = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var nearest = new List<string>(_names);
        for (var distance = 0; nearest.Count > 0; distance++)
        {
            var met = nearest.Where(name => !_distances.ContainsKey(name)).Distinct().ToList();
            foreach (var name in met)
                _distances.Add(name, distance);
            var hashes = met.ConvertAll(MentionedNames.HashOf);
            others.RemoveAll(tree => IsRead(tree, hashes));
            nearest = distance == StatusRequests.LongestWay ? [] : [.. met.SelectMany(name => callers.TryGetValue(name, out var calling) ? calling : [])];
        }

        return files;

        bool IsRead(SyntaxTree tree, List<uint> hashes)
        {
            if (!hashes.Exists(MentionedNames.Of(tree, cancellationToken).MayHave))
                return false;
            var file = CallNames.Of(tree, cancellationToken);
            files.Add(file);
            _files.Add(tree);
            Add(file.Calls);
            Add(file.NestedCalls);
            return true;
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
        var callers = files.SelectMany(static file => file.Calls).ToLookup(static call => call.Called, static call => call.Function, StringComparer.Ordinal);
        var pending = new Stack<string>(_names);
        while (pending.Count > 0)
        {
            foreach (var function in callers[pending.Pop()])
            {
                if (_names.Add(function))
                    pending.Push(function);
            }
        }
    }
}
