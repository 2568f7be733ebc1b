using System.Globalization;
using System.Text;

namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>Random programs are run in every way, and the engine must not miss a case that a run shows anywhere.</summary>
/// <remarks><c>ENGINE_PROGRAMS</c> sets how many, <c>ENGINE_SEED</c> the first seed: each program has a seed of its own, which a failure names.</remarks>
public class GeneratedProgramTests
{
    private const int BatchSize = 200;
    private const int MostShrinkingSteps = 2000;

    [Fact]
    public void The_engine_agrees_with_every_run_of_generated_programs()
    {
        var (compiled, exact) = (0, 0);
        var failures = new List<string>();
        var count = Setting("ENGINE_PROGRAMS", 2000);
        var first = Setting("ENGINE_SEED", 1);
        for (var start = 0; start < count; start += BatchSize)
        {
            var programs = Enumerable.Range(first + start, Math.Min(BatchSize, count - start)).Select(ProgramGenerator.Generate).ToList();
            foreach (var examination in Examination.Of(programs))
            {
                if (examination.Disagreement is not null && failures.Count < Setting("ENGINE_FAILURES", 1))
                    failures.Add(Describe(Shrink(examination)));
                compiled += examination.Compiles ? 1 : 0;
                exact += examination.IsExact ? 1 : 0;
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        Assert.True(compiled >= count * 0.95, $"Only {compiled} of {count} programs compile.");
        Assert.True(exact >= count * 0.25, $"Only {exact} of {count} programs are compared exactly.");
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>The simplest program found by taking parts away while the engine still disagrees with the runs.</summary>
    private static Examination Shrink(Examination failure)
    {
        for (var step = 0; step < MostShrinkingSteps; step++)
        {
            var simpler = failure.Program.Root.Simpler()
                .Select(root => Examination.Of([failure.Program with { Root = root }])[0])
                .FirstOrDefault(static examination => examination.Disagreement is not null);
            if (simpler is null)
                return failure;
            failure = simpler;
        }

        return failure;
    }

    private static string Describe(Examination failure) => new StringBuilder()
        .AppendLine(failure.Disagreement)
        .AppendLine(CultureInfo.InvariantCulture, $"Subject: {failure.Program.Kind.Name}. Features: {failure.Program.Features}. Replay: ENGINE_SEED={failure.Program.Seed} ENGINE_PROGRAMS=1")
        .Append(Examination.SourceOf(failure.Program))
        .ToString();
}
