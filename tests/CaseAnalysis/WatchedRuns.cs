using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tests.CaseAnalysis;

/// <summary>Holds a run that keeps to the blocks where the watched object is at hand to the run over the whole body.</summary>
internal static class WatchedRuns
{
    /// <summary>The first use of the object of which the two runs say different things; null when they agree.</summary>
    public static string? Disagreement(IMethodSymbol method, Subject subject, MethodBodies bodies)
    {
        var graph = bodies.GraphOf(method, default)!;
        var origins = bodies.BodyOf(method, default)!.DescendantsAndSelf().Where(subject.IsOrigin).Select(static operation => operation.Syntax).ToList();
        if (origins.Count == 0)
            return null;
        var whole = new CaseFlow(subject, 0, bodies, default);
        var watched = new CaseFlow(subject, 0, bodies, default);
        var expected = UsesIn(observe => whole.Run(graph, whole.Start(), observe));
        var actual = UsesIn(observe => watched.Watch(graph, origins, observe));
        foreach (var operation in expected.Keys.Union(actual.Keys).OrderBy(static operation => operation.Syntax.SpanStart))
        {
            var (known, found) = (expected.GetValueOrDefault(operation), actual.GetValueOrDefault(operation));
            if (known != found)
                return $"of {operation.Syntax} the whole run says {Describe(known, subject.Domain)}, the watched one {Describe(found, subject.Domain)}";
        }

        return null;
    }

    private static Dictionary<IOperation, Use> UsesIn(Action<Action<IOperation, Point>> run)
    {
        var uses = new Dictionary<IOperation, Use>();
        run((operation, point) =>
        {
            if (point.FactOf(operation) is Fact.Path fact)
                uses[operation] = new(fact, point.State.Possible, point.State.Alike, point.State.IsLost);
        });
        return uses;
    }

    private static string Describe(Use? use, CaseDomain domain) =>
        use is null ? "nothing" : $"possible {Ranges.Of(use.Possible, domain)}, alike {Ranges.Of(use.Alike, domain)}, lost {use.IsLost}, {use.Fact}";

    private sealed record Use(Fact Fact, CaseSet Possible, CaseSet Alike, bool IsLost);
}
