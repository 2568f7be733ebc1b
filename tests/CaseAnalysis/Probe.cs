using System.Collections.Immutable;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tests.CaseAnalysis;

/// <summary>Runs the engine over snippets that state what it should know, where it should know it:
/// <c>Possible("Stop Length")</c>, <c>Alike("Stop")</c>, <c>Lost()</c>, <c>Unreachable()</c>.</summary>
/// <remarks>Members of the class <c>Snippet</c> are run one by one. What they watch follows from the method of <c>Source</c> they call:
/// <c>Reply()</c> an enum below an object, <c>Batch()</c> the same below each element of a list, <c>OpenReply()</c> an extensible enum, <c>Text()</c> a text,
/// <c>Note()</c> a text in a dictionary, and a caught <c>ApiException</c> a status.</remarks>
internal static class Probe
{
    public const string Prelude = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Threading;
        using System.Threading.Tasks;
        using static Probes;

        public enum Reason { Stop, Length, ContentFilter, ToolCalls }

        public sealed class Reply { public Reason FinishReason { get; init; } public string Text { get; init; } = ""; public Reply Value => this; public bool IsComplete => FinishReason == Reason.Stop; public bool WasCut() => FinishReason == Reason.Length; }

        public readonly struct OpenReason : IEquatable<OpenReason>
        {
            private readonly string? _text;
            public OpenReason(string text) => _text = text;
            public static OpenReason Stop { get; } = new("stop");
            public static OpenReason Length { get; } = new("length");
            public static OpenReason ContentFilter { get; } = new("content_filter");
            public string Value => _text ?? "stop";
            public bool Equals(OpenReason other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);
            public override bool Equals(object? other) => other is OpenReason reason && Equals(reason);
            public override int GetHashCode() => 0;
            public override string ToString() => Value;
            public static bool operator ==(OpenReason left, OpenReason right) => left.Equals(right);
            public static bool operator !=(OpenReason left, OpenReason right) => !left.Equals(right);
            public static implicit operator OpenReason(string text) => new(text);
        }

        public sealed class OpenReply { public OpenReason? FinishReason { get; init; } public string Text { get; init; } = ""; }

        public sealed class Batch { public List<Reply> Items { get; init; } = new(); public Failure? Error { get; init; } }

        public sealed class Note { public IReadOnlyDictionary<string, object?>? Metadata { get; init; } }

        public sealed class Failure { public string Message { get; init; } = ""; }

        public sealed class ApiException : Exception { public int Status { get; init; } public HttpStatusCode? StatusCode { get; init; } }

        public static partial class Source
        {
            public static Reply Reply() => throw null!;
            public static Task<Reply> ReplyAsync() => throw null!;
            public static IEnumerable<Reply> Replies() => throw null!;
            public static Batch Batch() => throw null!;
            public static Note Note() => throw null!;
            public static OpenReply OpenReply() => throw null!;
            public static string? Text() => throw null!;
            public static void Call() { }
            public static bool Flag() => throw null!;
            public static void Log(object? value) { }
            public static void Receive(Reply reply) { }
        }

        public static class Probes
        {
            public static void Possible(string cases) { }
            public static void Alike(string cases) { }
            public static void Lost() { }
            public static void Unreachable() { }
        }

        """;

    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    public static CSharpCompilation Compile(string code)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(Prelude, parse, "Prelude.cs"), CSharpSyntaxTree.ParseText(GlobalUsings + code, parse, "Snippet.cs")],
            Packages.Net.References,
            Options);
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join(Environment.NewLine, errors));
        return compilation;
    }

    /// <summary>Compares what the engine knows with what the snippet states; every statement of a probe must be reached.</summary>
    public static void Check(string code)
    {
        var compilation = Compile(code);
        var bodies = MethodBodies.Of(compilation);
        var checkedProbes = 0;
        foreach (var method in MembersOf(compilation))
        {
            if (bodies.GraphOf(method, default) is not { } graph)
                continue;
            var expected = ProbesIn(bodies.BodyOf(method, default)!);
            if (expected.Count == 0 || SubjectOf(method, bodies) is not { } subject)
                continue;
            var flow = new CaseFlow(subject, 0, bodies, default);
            var start = flow.Start();
            foreach (var parameter in method.Parameters)
            {
                if (parameter.Type.Name == "Reply")
                    start = start.With(parameter, new Fact.Path("", false));
            }

            var reached = new HashSet<SyntaxNode>();
            flow.Run(graph, start, (operation, point) =>
            {
                if (operation is IInvocationOperation { TargetMethod.ContainingType.Name: "Probes" } probe)
                {
                    reached.Add(probe.Syntax);
                    checkedProbes++;
                    Check(probe, point.State, subject.Domain);
                }
            });
            foreach (var probe in expected)
                Assert.True(reached.Contains(probe.Syntax) || probe.TargetMethod.Name == "Unreachable", $"The engine never reaches {Describe(probe)}.");
            var disagreement = WatchedRuns.Disagreement(method, subject, bodies);
            Assert.True(disagreement is null, $"In {method.Name}, {disagreement}.");
        }

        Assert.True(checkedProbes > 0, "The snippet has no probe that was reached.");
    }

    /// <summary>Compares what holds within one round of the loop in <c>Snippet.M</c> with its probes, and in which cases the round is followed by another.</summary>
    public static void CheckRound(string code, string again)
    {
        var compilation = Compile(code);
        var bodies = MethodBodies.Of(compilation);
        var method = MembersOf(compilation).Single(static member => member.Name == "M");
        var subject = SubjectOf(method, bodies)!;
        var reached = new HashSet<SyntaxNode>();
        var round = new CaseFlow(subject, null, bodies, default).RunRounds(
            bodies.GraphOf(method, default)!,
            operation => operation is IInvocationOperation { TargetMethod.Name: "M" },
            (operation, point) =>
            {
                if (operation is IInvocationOperation { TargetMethod.ContainingType.Name: "Probes" } probe)
                {
                    reached.Add(probe.Syntax);
                    Check(probe, point.State, subject.Domain);
                }
            });
        Assert.NotNull(round);
        foreach (var probe in ProbesIn(bodies.BodyOf(method, default)!))
            Assert.True(reached.Contains(probe.Syntax) || probe.TargetMethod.Name == "Unreachable", $"The round never reaches {Describe(probe)}.");
        var arrived = round.Arrivals.Values.Aggregate(CaseSet.Empty, static (all, state) => all | state.Possible);
        Assert.Equal(again, Ranges.Of(arrived, subject.Domain));
    }

    public static IEnumerable<IMethodSymbol> MembersOf(Compilation compilation) =>
        compilation.GetSymbolsWithName("Snippet", SymbolFilter.Type).OfType<INamedTypeSymbol>().Single().GetMembers().OfType<IMethodSymbol>();

    /// <summary>The subject that a member's body watches; null where it calls no source.</summary>
    public static Subject? SubjectOf(IMethodSymbol method, MethodBodies bodies)
    {
        var body = bodies.BodyOf(method, default)!;
        foreach (var operation in body.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "Source", Name: var name } })
            {
                switch (name)
                {
                    case "Reply" or "ReplyAsync":
                        return Reason(IsCallOf("Reply", "ReplyAsync"));
                    case "Replies":
                        return Reason(static operation => operation is IPropertyReferenceOperation { Property.Name: "Current", IsImplicit: true });
                    case "Batch":
                        var domain = Reason(static _ => false).Domain;
                        return new Subject(domain, ["Items/[]/FinishReason"], ["Items/[]/Text", "Error"])
                        {
                            IsOrigin = IsCallOf("Batch"),
                            Presence = ImmutableDictionary<string, CaseSet>.Empty.Add("Error", domain.Named("ContentFilter")),
                        };
                    case "Note":
                        return new Subject(CaseDomain.Text(["stop", "length"]), ["Metadata/Reason"], []) { IsOrigin = IsCallOf("Note"), Holds = static path => path == "Metadata" };
                    case "OpenReply":
                        return new Subject(
                            CaseDomain.ExtensibleEnum([new("Stop", "stop"), new("Length", "length"), new("ContentFilter", "content_filter")], "stop", nullable: true),
                            ["FinishReason"], ["Text"]) { IsOrigin = IsCallOf("OpenReply") };
                    case "Text":
                        return new Subject(CaseDomain.Text(["succeed", "succeeded", "SUCCEEDED", "failed", "processing"]), [""], []) { IsOrigin = IsCallOf("Text") };
                    case "Call":
                        return new Subject(CaseDomain.Numbers(100, 599, nullable: true), ["Status", "StatusCode"], [])
                        {
                            IsOrigin = static operation => operation is ICaughtExceptionOperation { Type.Name: "ApiException" },
                        };
                }
            }
        }

        return method.Parameters.Any(static parameter => parameter.Type.Name == "Reply") ? Reason(static _ => false) : null;
    }

    private static string GlobalUsings => """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net;
        global using System.Threading.Tasks;
        global using static Probes;

        """;

    private static Subject Reason(Func<IOperation, bool> isOrigin) => new(
        CaseDomain.Enum([new("Stop", 0), new("Length", 1), new("ContentFilter", 2), new("ToolCalls", 3)]), ["FinishReason"], ["Text"])
    {
        IsOrigin = isOrigin,
        Transparent = ["Value"],
        IsIgnoredCall = static call => call is IInvocationOperation { TargetMethod.Name: "Log" or "Assert" },
    };

    private static Func<IOperation, bool> IsCallOf(params string[] names) =>
        operation => operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "Source", Name: var name } } && names.Contains(name);

    private static List<IInvocationOperation> ProbesIn(IOperation body) =>
        [.. body.Descendants().OfType<IInvocationOperation>().Where(static call => call.TargetMethod.ContainingType.Name == "Probes")];

    private static void Check(IInvocationOperation probe, State state, CaseDomain domain)
    {
        var stated = probe.Arguments is [{ Value.ConstantValue.Value: string cases }] ? cases : "";
        switch (probe.TargetMethod.Name)
        {
            case "Possible":
                AssertSame(stated, state.Possible, domain, probe);
                Assert.False(state.IsLost, $"Lost at {Describe(probe)}.");
                break;
            case "Alike":
                AssertSame(stated, state.Alike, domain, probe);
                Assert.False(state.IsLost, $"Lost at {Describe(probe)}.");
                break;
            case "Lost":
                Assert.True(state.IsLost, $"Not lost at {Describe(probe)}.");
                break;
            case "Unreachable":
                Assert.Fail($"The engine reaches {Describe(probe)} with {Ranges.Of(state.Possible, domain)}.");
                break;
        }
    }

    private static void AssertSame(string stated, CaseSet known, CaseDomain domain, IInvocationOperation probe)
    {
        var actual = Ranges.Of(known, domain);
        Assert.True(stated == actual, $"{Describe(probe)} but the engine says \"{actual}\".");
    }

    private static string Describe(IInvocationOperation probe)
    {
        var line = probe.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line;
        return $"{probe.Syntax} in {probe.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier} ({probe.Syntax.SyntaxTree.GetText().Lines[line].ToString().Trim()})";
    }
}

/// <summary>Sets as text: names in the domain's order, neighbouring numbers as a range.</summary>
internal static class Ranges
{
    public static string Of(CaseSet set, CaseDomain domain)
    {
        var parts = new List<string>();
        long? first = null, last = null;
        foreach (var index in set)
        {
            var value = domain.Cases[index];
            if (value.Value is long number && long.TryParse(value.Name, out _) && value.Name != "0")
            {
                if (last + 1 != number)
                {
                    Flush();
                    first = number;
                }

                last = number;
                continue;
            }

            Flush();
            parts.Add(value.Name);
        }

        Flush();
        return string.Join(' ', parts);

        void Flush()
        {
            if (first is not null)
                parts.Add(first == last ? $"{first}" : $"{first}-{last}");
            (first, last) = (null, null);
        }
    }
}
