using System.Collections.Immutable;

namespace AiApi.Benchmarks.Comparison;

/// <summary>Sets of analyzers beside each other on one piece of code.</summary>
internal static class ComparisonTable
{
    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="code">The code.</param>
    /// <param name="sets">The compilation alone, the analyzer that does nothing, ours, then the others.</param>
    /// <param name="rounds">How often each is measured.</param>
    public static void Print(TextWriter output, Code code, ImmutableArray<AnalyzerSet> sets, int rounds)
    {
        var measured = Measurement.Cheapest(sets, code, rounds);
        var (alone, idle, ours) = (measured[0], measured[1], measured[2]);
        output.WriteLine($"{code.Trees.Length} files, {code.Lines:N0} lines; compilation alone {alone.Elapsed.TotalMilliseconds:N0} ms, {Megabytes(alone.Allocated):N1} MB; cheapest of {rounds}");
        output.WriteLine();
        output.WriteLine("| | rules' analyzers | execution ms per 1,000 lines | ratio to ours | part of compilation | beyond nothing: ms | processor ms | MB | reports |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var index = 1; index < sets.Length; index++)
        {
            var one = measured[index];
            output.WriteLine(string.Join(
                " | ",
                $"| {sets[index].Name}",
                sets[index].Analyzers.Length,
                $"{one.Execution.TotalMilliseconds * 1000 / code.Lines:N2}",
                $"{one.Execution / ours.Execution:N2}",
                $"{one.Execution / alone.Elapsed:P1}",
                $"{(one.Elapsed - idle.Elapsed).TotalMilliseconds:N0}",
                $"{(one.Processor - idle.Processor).TotalMilliseconds:N0}",
                $"{Megabytes(one.Allocated - idle.Allocated):N2}",
                $"{one.Reports.Length} |"));
        }

        for (var index = 3; index < sets.Length; index++)
        {
            if (sets[index].Analyzers.Select(static analyzer => analyzer.GetType().FullName).Intersect(sets[2].Analyzers.Select(static analyzer => analyzer.GetType().FullName)).Any())
                PrintDifferences(output, sets[2], ours, sets[index], measured[index]);
        }
    }

    /// <summary>Prints what two builds of the same analyzers report differently.</summary>
    private static void PrintDifferences(TextWriter output, AnalyzerSet first, Measurement ofFirst, AnalyzerSet second, Measurement ofSecond)
    {
        output.WriteLine();
        output.WriteLine($"Reports that only {second.Name} has: {ofSecond.Reports.Except(ofFirst.Reports).Count()}; that only {first.Name} has: {ofFirst.Reports.Except(ofSecond.Reports).Count()}.");
        foreach (var report in ofSecond.Reports.Except(ofFirst.Reports))
            output.WriteLine($"+ {report}");
        foreach (var report in ofFirst.Reports.Except(ofSecond.Reports))
            output.WriteLine($"- {report}");
    }

    private static double Megabytes(long bytes) => bytes / 1e6;
}
