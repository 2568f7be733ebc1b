using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tracing;

/// <summary>What a method of the compilation returns of an answer.</summary>
/// <param name="Surface">What the answer looks like.</param>
/// <param name="Checked">What it has checked before.</param>
/// <param name="Path">Which part it returns.</param>
internal sealed record ReturnedResult(KnownSurface Surface, Checked Checked, string Path);

/// <summary>Recognises answers of a model that a compilation gets by HTTP requests of its own, or unparsed from a client of an SDK.</summary>
internal sealed class RawAnswers
{
    private static readonly ConditionalWeakTable<Compilation, RawAnswers> Cache = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Senders = new();

    /// <summary>One of these stands in every file that sends a request with a body, or takes the body of a reply from an SDK.</summary>
    private static readonly string[] Sends = ["PostAsync", "SendAsync", "PostAsJsonAsync", ".Send(", "GetRawResponse"];

    private readonly KnownApiSet _apis;
    private readonly ConcurrentDictionary<EndpointPatterns, bool> _named = new();
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<ReturnedResult>> _returned = new(SymbolEqualityComparer.Default);

    private RawAnswers(KnownApiSet apis) => _apis = apis;

    public static RawAnswers Of(KnownApiSet apis) => Cache.GetValue(apis.Compilation, _ => new(apis));

    /// <summary>Whether a call of the method may yield an answer, told by the method alone; nothing may where no text of the compilation names an AI endpoint.</summary>
    public bool MayComeFrom(IMethodSymbol method, AnalyzerOptions options, SyntaxTree tree, CancellationToken cancellationToken) =>
        _apis.Http is not null && (IsUnparsed(method) || (IsSender(method, cancellationToken) && IsAnyNamed(Options.Endpoints.For(options, tree), cancellationToken)));

    /// <summary>The same for a tree whose endpoints are known.</summary>
    public bool MayComeFrom(IMethodSymbol method, EndpointPatterns more, CancellationToken cancellationToken) =>
        _apis.Http is not null && (IsUnparsed(method) || (IsSender(method, cancellationToken) && IsAnyNamed(more, cancellationToken)));

    /// <summary>Whether a request to a model may be made at all: by an SDK, or by HTTP to an address that a text of the compilation names.</summary>
    public bool MayBeAskedFor(AnalyzerOptions options, SyntaxTree tree, CancellationToken cancellationToken) =>
        _apis.Clients.AreReferenced || (_apis.Http is not null && IsAnyNamed(Options.Endpoints.For(options, tree), cancellationToken));

    /// <summary>The same for any file of the compilation.</summary>
    public bool MayBeAskedFor(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (_apis.Clients.AreReferenced || _apis.HasCompletions || _apis.HasStreams)
            return true;
        if (_apis.Http is null)
            return false;
        EndpointPatterns? last = null;
        foreach (var tree in _apis.Compilation.SyntaxTrees)
        {
            var endpoints = Options.Endpoints.For(options, tree);
            if (!ReferenceEquals(endpoints, last) && IsAnyNamed(endpoints, cancellationToken))
                return true;
            last = endpoints;
        }

        return false;
    }

    /// <summary>Whether the call itself asks a model for an answer.</summary>
    public bool IsRequest(IInvocationOperation call, EndpointPatterns more, CancellationToken cancellationToken) =>
        IsUnparsed(call.TargetMethod)
        || (_apis.Http?.IsSend(call.TargetMethod) == true
        && AiCalls.Recognise(call, _apis, more, cancellationToken) is { Operation: AiOperation.Chat or AiOperation.Responses or AiOperation.Completions or AiOperation.Other });

    /// <summary>Whether a value of the type can be an answer, its body, or a part of the JSON in it.</summary>
    public bool CanCarry(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic or TypeKind.TypeParameter } => true,
        { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum or TypeKind.Interface or TypeKind.Delegate } => false,
        INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" or "Nullable" } wrapper => CanCarry(wrapper.TypeArguments[0]),
        INamedTypeSymbol named => WireMembers.IsForm(named) || !named.DeclaringSyntaxReferences.IsEmpty || named is { Name: "Stream" },
        _ => false,
    };

    /// <summary>What a method returns, found once.</summary>
    public ImmutableArray<ReturnedResult> ReturnedBy(IMethodSymbol method, Func<ImmutableArray<ReturnedResult>> find) => _returned.GetOrAdd(method, _ => find());

    /// <summary>Whether the method sends a request, or is declared where requests are sent and returns what may be a reply.</summary>
    private bool IsSender(IMethodSymbol method, CancellationToken cancellationToken) =>
        _apis.Http!.IsSend(method)
        || (method.DeclaringSyntaxReferences is [var reference] && CanCarry(method.ReturnType) && SendsIn(reference.SyntaxTree, cancellationToken));

    /// <summary>Whether a text of the compilation names an AI endpoint.</summary>
    private bool IsAnyNamed(EndpointPatterns more, CancellationToken cancellationToken) => _named.GetOrAdd(
        more,
        patterns => _apis.Compilation.SyntaxTrees.Any(tree => !UrlLiterals.EndpointsIn(tree, patterns, cancellationToken).IsEmpty));

    /// <summary>Whether it is the method of a client that returns the reply as it came.</summary>
    private bool IsUnparsed(IMethodSymbol method)
    {
        var type = method.ReturnType is INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" } task ? task.TypeArguments[0] : method.ReturnType;
        return type is INamedTypeSymbol { Arity: 0, Name: "ClientResult" } && _apis.Clients.OperationOf(method) is AiOperation.Chat or AiOperation.Responses;
    }

    private static bool SendsIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Senders.TryGetValue(tree, out var known))
            return known.Value;
        var text = tree.GetText(cancellationToken).ToString();
        return Senders.GetValue(tree, _ => new(Array.Exists(Sends, send => text.IndexOf(send, StringComparison.Ordinal) >= 0))).Value;
    }
}
