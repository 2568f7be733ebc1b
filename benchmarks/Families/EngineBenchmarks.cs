using System.Text;
using AiApi.Analyzers.CaseAnalysis;
using AiApi.Benchmarks.Comparison;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Benchmarks.Families;

/// <summary>One run of the engine over one method, whose graph is there already.</summary>
[InProcess]
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private static readonly CaseDomain Domain = CaseDomain.Enum([new("Stop", 0), new("Length", 1), new("Filter", 2)]);

    private MethodBodies _bodies = null!;
    private ControlFlowGraph _graph = null!;

    /// <summary>How many conditions the method has.</summary>
    [Params(10, 100, 1000)]
    public int Conditions { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var text = new StringBuilder("enum Reason { Stop, Length, Filter } class C { Reason Get() => default; void M(bool other) { var reason = Get(); var count = 0;");
        for (var index = 0; index < Conditions; index++)
            text.Append(index % 2 == 0 ? $"if (reason == Reason.Length && other) count = {index};" : "while (other) { if (reason is Reason.Filter or Reason.Length) break; count++; }");
        var compilation = Code.Of(text.Append("} }").ToString()).Compile();
        _bodies = MethodBodies.Of(compilation);
        var method = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Last();
        _graph = MethodBodies.GraphAround(_bodies.OperationOf(method, CancellationToken.None)!, CancellationToken.None)!;
    }

    [Benchmark]
    public int Run()
    {
        var subject = new Subject(Domain, [""], []) { IsOrigin = static operation => operation is IInvocationOperation { TargetMethod.Name: "Get" } };
        var flow = new CaseFlow(subject, Domain.IndexOf("Stop"), _bodies, CancellationToken.None);
        var seen = 0;
        flow.Run(_graph, flow.Start(), (_, _) => seen++);
        return seen;
    }
}
