using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Analyzers.Configuration;
using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Completions;

/// <summary>The findings of one body, computed once for the rules that share them.</summary>
internal static class CompletionFindings
{
    private static readonly ConditionalWeakTable<IOperation, StrongBox<ImmutableArray<CompletionFinding>>> Cache = new();

    /// <summary>The findings of a body.</summary>
    /// <param name="body">The whole un-lowered body.</param>
    /// <param name="apis">The known APIs.</param>
    /// <param name="options">The user's options.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CompletionFinding> Of(IOperation body, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(body, out var known))
            return known.Value;
        var findings = MethodBodies.GraphAround(body, cancellationToken) is { } graph
            ? Find(body, graph, apis, options, cancellationToken)
            : ImmutableArray<CompletionFinding>.Empty;
        return Cache.GetValue(body, _ => new(findings)).Value;
    }

    private static ImmutableArray<CompletionFinding> Find(IOperation body, ControlFlowGraph graph, KnownApiSet apis, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var bodies = MethodBodies.Of(apis.Compilation);
        var checks = Options.FinishReasonChecks.For(options, body.Syntax.SyntaxTree);
        var findings = ImmutableArray.CreateBuilder<CompletionFinding>();
        var tools = new Dictionary<KnownSurface, bool>();
        foreach (var group in Grouped(ResultOrigins.InWhole(body, graph, apis, options, cancellationToken)))
        {
            var origins = group.ConvertAll(static member => member.Origin);
            var surface = origins[0].Surface;
            var flow = new CaseFlow(surface.SubjectOf(origins, apis, checks), surface.Reference, bodies, cancellationToken);
            var observer = new ContentObserver(surface, flow, bodies, cancellationToken);
            flow.Watch(graph, origins.Select(static origin => origin.Syntax), observer.Observe);
            if (flow.IsExhausted || flow.ReachedOutside || observer.Escapes || observer.FirstRead() is not { } first)
                continue;
            var origin = OriginBefore(first.Location, origins);
            findings.Add(new(
                surface,
                WithAwait(origin.Syntax),
                group[0].Target,
                observer.ReadsFrom(first).ToImmutableArray(),
                first.Unlooked,
                first.Unlooked is null ? null : observer.OnlyCheck,
                observer.ReadsToolCalls || MentionsTools(surface, body, tools)));
        }

        return findings.ToImmutable();
    }

    /// <summary>Whether a body has to do with tools that its requests may offer; looked for once for all results of a kind.</summary>
    private static bool MentionsTools(KnownSurface surface, IOperation body, Dictionary<KnownSurface, bool> known)
    {
        if (!known.TryGetValue(surface, out var mentions))
            known[surface] = mentions = surface.Result is { } result ? OfferedTools.AreMentionedIn(body, result.ContainingAssembly) : OfferedTools.AreMentionedIn(body.Syntax);
        return mentions;
    }

    /// <summary>Origins that fill the same variable are one result; so are all that share a loop variable.</summary>
    internal static List<List<(ResultOrigin Origin, ISymbol? Target)>> Grouped(IReadOnlyList<ResultOrigin> origins)
    {
        var groups = new List<List<(ResultOrigin Origin, ISymbol? Target)>>();
        foreach (var origin in origins)
        {
            var target = origin.Variable ?? TargetOf(origin.Call!);
            var group = target is null ? null : groups.Find(known => known[0].Origin.Surface == origin.Surface && SymbolEqualityComparer.Default.Equals(known[0].Target, target));
            if (group is null)
                groups.Add(group = new());
            group.Add((origin, target));
        }

        return groups;
    }

    private static ISymbol? TargetOf(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAwaitOperation or IConversionOperation or IVariableInitializerOperation or IConditionalOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation:
                case IPropertyReferenceOperation { Property.Name: "Value" or "Result" }:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" }:
                    continue;
                case IVariableDeclaratorOperation declarator:
                    return OnlyUseOf(declarator.Symbol, call) is { } use && TargetOf(use) is { } other ? other : declarator.Symbol;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local }:
                    return local.Local;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The one place in which a variable is used, as where it only gives another its first value; null where there are more.</summary>
    private static IOperation? OnlyUseOf(ILocalSymbol local, IOperation call) => LocalUses.Of(local, call) is [var only] ? only : null;

    /// <summary>The origin that a use most likely belongs to: the last before it.</summary>
    private static ResultOrigin OriginBefore(Location read, List<ResultOrigin> origins) =>
        origins.LastOrDefault(origin => origin.Syntax.SpanStart <= read.SourceSpan.Start) ?? origins[0];

    internal static SyntaxNode WithAwait(SyntaxNode call) =>
        call.Parent is AwaitExpressionSyntax awaiting ? awaiting
        : call.Parent is MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "ConfigureAwait",
            Parent: { Parent: AwaitExpressionSyntax configured },
        } ? configured : call;
}
