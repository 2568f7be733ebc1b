using System.Runtime.Loader;
using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>What came of one program: where the engine and the runs disagree, if anywhere.</summary>
/// <param name="Program">The program.</param>
/// <param name="Compiles">Whether it is a program at all: random patterns and labels sometimes exclude one another.</param>
/// <param name="IsExact">Whether the engine had to know exactly what the runs show.</param>
/// <param name="Disagreement">What the engine says and what the runs show.</param>
internal sealed record Examination(GeneratedProgram Program, bool Compiles, bool IsExact = false, string? Disagreement = null)
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly CSharpCompilationOptions CompilationOptions = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Annotations);

    private static readonly CSharpCompilation Surroundings = CSharpCompilation.Create(
        "Generated",
        [CSharpSyntaxTree.ParseText(Prelude.Code, ParseOptions)],
        [.. Packages.Net.References, MetadataReference.CreateFromFile(typeof(Host).Assembly.Location)],
        CompilationOptions);

    /// <summary>Compiles programs together, runs each in every way, and compares what is reached with what the engine says.</summary>
    public static IReadOnlyList<Examination> Of(IReadOnlyList<GeneratedProgram> programs)
    {
        var run = Compile(programs, instrumented: true);
        using var assembly = new MemoryStream();
        var emitted = run.Emit(assembly);
        var broken = new HashSet<int>();
        if (!emitted.Success)
        {
            foreach (var error in emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                broken.Add(int.Parse(error.Location.SourceTree!.FilePath));
            var kept = programs.Where((_, index) => !broken.Contains(index)).ToList();
            var examined = kept.Count == 0 ? [] : Of(kept);
            return [.. examined, .. broken.Select(index => new Examination(programs[index], Compiles: false))];
        }

        var context = new AssemblyLoadContext("Generated", isCollectible: true);
        try
        {
            assembly.Position = 0;
            var loaded = context.LoadFromStream(assembly);
            var analysed = Compile(programs, instrumented: false);
            var results = new List<Examination>();
            for (var index = 0; index < programs.Count; index++)
            {
                var body = loaded.GetType($"P{index}.Program", throwOnError: true)!.GetMethod("Body")!.CreateDelegate<Action>();
                var exploration = Host.Explore(body, programs[index].Kind.Executed.Length);
                results.Add(new Comparison(programs[index], exploration).With(analysed, $"P{index}.Program"));
            }

            return results;
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The program as C#, laid out for reading.</summary>
    public static string SourceOf(GeneratedProgram program) =>
        CSharpSyntaxTree.ParseText(program.Root.Render(instrumented: false), ParseOptions).GetRoot().NormalizeWhitespace(eol: "\n").ToFullString();

    internal static CSharpCompilation Compile(IReadOnlyList<GeneratedProgram> programs, bool instrumented) => Surroundings.AddSyntaxTrees(
        programs.Select((program, index) => CSharpSyntaxTree.ParseText($"namespace P{index};\n{program.Root.Render(instrumented)}", ParseOptions, $"{index}")));
}

/// <summary>The engine's word on one program against its runs.</summary>
internal sealed class Comparison(GeneratedProgram program, Exploration exploration)
{
    private readonly CaseDomain _domain = program.Kind.Subject.Domain;
    private readonly int[] _cases = [.. program.Kind.Executed.Select(program.Kind.Subject.Domain.IndexOf)];
    private readonly Dictionary<int, State> _states = [];
    private readonly HashSet<int> _insideConditions = [];
    private readonly HashSet<int> _followed = [];

    public Examination With(Compilation compilation, string type)
    {
        var bodies = MethodBodies.Of(compilation);
        var method = compilation.GetTypeByMetadataName(type)!.GetMembers("Body").OfType<IMethodSymbol>().Single();
        var flow = new CaseFlow(program.Kind.Subject, _cases[0], bodies, default);
        try
        {
            flow.Run(bodies.GraphOf(method, default)!, flow.Start(), Note);
            if (WatchedRuns.Disagreement(method, program.Kind.Subject, bodies) is { } difference)
                return new(program, Compiles: true, IsExact: false, difference);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(program, Compiles: true, IsExact: false, $"The engine throws {exception}");
        }

        var isExact = program.Features.AreExact() && exploration.IsComplete;
        foreach (var probe in _states.Keys.Union(exploration.Probes).Order())
        {
            if (Judge(probe, isExact) is { } disagreement)
                return new(program, Compiles: true, isExact, $"At Reach({probe}) {disagreement}");
        }

        return new(program, Compiles: true, isExact);
    }

    private void Note(IOperation operation, Point point)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "Reach" or "Reached", ContainingType.Name: "Host" } target } call
            || call.Arguments is not [{ Value.ConstantValue.Value: int probe }, { Value.ConstantValue.Value: string variable }, ..])
            return;
        _states[probe] = point.State;
        if (target.Name == "Reached")
            _insideConditions.Add(probe);
        if (point.State.Facts.Any(fact => fact is { Key: ISymbol symbol, Value: Fact.Path { Steps: "" } } && symbol.Name == variable))
            _followed.Add(probe);
    }

    private string? Judge(int probe, bool isExact)
    {
        var reached = exploration.ReachedAt(probe);
        if (!_states.TryGetValue(probe, out var state))
            return reached.Count == 0 ? null : $"the engine sees nobody, the runs show {Names(reached.Contains)}.";
        if (!_followed.Contains(probe))
            return isExact ? "the engine does not know what the variable holds." : null;
        if (state.IsLost)
            return isExact && !reached.All(IsOther) ? "the engine has lost the subject." : null;
        if (Differs(state.Possible, reached, isExact, isCovering: true))
            return $"the engine has {Names(index => state.Possible.Contains(_cases[index]))} possible, the runs show {Names(reached.Contains)}.";
        if (!program.Features.MustKeepAlike() || _insideConditions.Contains(probe))
            return null;
        var alike = exploration.AlikeAt(probe, 0);
        return Differs(state.Alike, alike, isExact, isCovering: false)
            ? $"the engine has {Names(index => state.Alike.Contains(_cases[index]))} alike to {_domain.Cases[_cases[0]].Name}, the runs show {Names(alike.Contains)}."
            : null;
    }

    private bool Differs(CaseSet said, IReadOnlySet<int> shown, bool isExact, bool isCovering)
    {
        for (var index = 0; index < _cases.Length; index++)
        {
            var isMissed = shown.Contains(index) && !said.Contains(_cases[index]);
            var isInvented = isExact && said.Contains(_cases[index]) && !shown.Contains(index);
            // The other case stands for many values: some may come where others do not.
            if (IsOther(index) ? isMissed && isCovering : isMissed || isInvented)
                return true;
        }

        return false;
    }

    private bool IsOther(int index) => _domain.Cases[_cases[index]].IsOther;

    private string Names(Func<int, bool> contains)
    {
        var names = Enumerable.Range(0, _cases.Length).Where(contains).Select(index => program.Kind.Executed[index]).Distinct();
        return names.Any() ? string.Join(' ', names) : "nothing";
    }
}
