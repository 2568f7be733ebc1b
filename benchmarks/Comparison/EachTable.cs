namespace AiApi.Benchmarks.Comparison;

/// <summary>What each analyzer of a set costs on one piece of code. What several share is paid for by the one that asks first.</summary>
internal static class EachTable
{
    /// <summary>Measures and prints, the dearest first.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="code">The code.</param>
    /// <param name="set">The analyzers.</param>
    /// <param name="rounds">How often they are measured.</param>
    public static void Print(TextWriter output, Code code, AnalyzerSet set, int rounds)
    {
        var measured = Measurement.Cheapest([set], code, rounds)[0];
        output.WriteLine($"{code.Trees.Length} files, {code.Lines:N0} lines; execution {measured.Execution.TotalMilliseconds:N1} ms; cheapest of {rounds}");
        output.WriteLine();
        output.WriteLine("| analyzer | together with the others, ms per 1,000 lines | alone | alone: MB |");
        output.WriteLine("| --- | --- | --- | --- |");
        var idle = Measurement.Cheapest([AnalyzerSet.Idle], code, rounds)[0];
        foreach (var (analyzer, time) in set.Analyzers.Zip(measured.Each).OrderByDescending(static one => one.Second))
        {
            var alone = Measurement.Cheapest([new(set.Name, [analyzer])], code, rounds)[0];
            output.WriteLine(
                $"| {analyzer.GetType().Name} | {PerThousandLines(time):N2} | {PerThousandLines(alone.Execution):N2} | {(alone.Allocated - idle.Allocated) / 1e6:N2} |");
        }

        double PerThousandLines(TimeSpan time) => time.TotalMilliseconds * 1000 / code.Lines;
    }
}
