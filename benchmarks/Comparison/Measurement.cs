using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiApi.Benchmarks.Comparison;

/// <summary>What one run over some code cost.</summary>
/// <param name="Elapsed">Wall time of compiling and analysing.</param>
/// <param name="Processor">Time of all processors, which other programs on the machine add little to.</param>
/// <param name="Execution">Time inside the analyzers, of all threads.</param>
/// <param name="Allocated">Bytes allocated by compiling and analysing.</param>
/// <param name="Reports">Diagnostics of the analyzers, in the order of their text.</param>
/// <param name="Each">The time inside each analyzer, in the order of the set.</param>
internal sealed record Measurement(TimeSpan Elapsed, TimeSpan Processor, TimeSpan Execution, long Allocated, ImmutableArray<string> Reports, ImmutableArray<TimeSpan> Each)
{
    /// <summary>Runs sets of analyzers in turn, as often as asked, and keeps the cheapest run of each: what disturbs the machine only ever adds.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="code">The code.</param>
    /// <param name="rounds">How often each set runs after one run that does not count.</param>
    public static ImmutableArray<Measurement> Cheapest(ImmutableArray<AnalyzerSet> sets, Code code, int rounds)
    {
        var best = new Measurement[sets.Length];
        for (var round = 0; round <= rounds; round++)
        {
            for (var index = 0; index < sets.Length; index++)
            {
                var measured = Once(sets[index], code);
                best[index] = round < 2 ? measured : best[index].OrCheaper(measured);
            }
        }

        return [.. best];
    }

    private static Measurement Once(AnalyzerSet set, Code code)
    {
        var compilation = code.Compile();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        if (set.Analyzers.IsEmpty)
        {
            compilation.GetDiagnostics();
            return new(watch.Elapsed, Environment.CpuUsage.TotalTime - processor, TimeSpan.Zero, GC.GetTotalAllocatedBytes(precise: true) - allocated, [], []);
        }

        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: code.IsConcurrent, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false);
        var withAnalyzers = compilation.WithAnalyzers(set.Analyzers, options);
        var result = withAnalyzers.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        compilation.GetDiagnostics();
        var elapsed = watch.Elapsed;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        if (result.GetAllDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Id == "AD0001") is { } crash)
            Console.Error.WriteLine($"{set.Name}: {crash.GetMessage()}");
        var each = set.Analyzers.Select(analyzer => result.AnalyzerTelemetryInfo[analyzer].ExecutionTime).ToImmutableArray();
        return new(
            elapsed,
            processor,
            each.Aggregate(TimeSpan.Zero, static (sum, one) => sum + one),
            allocated,
            [.. result.GetAllDiagnostics().Select(Text).Order(StringComparer.Ordinal)],
            each);
    }

    /// <summary>All that a user, or a fix, sees of a report.</summary>
    private static string Text(Diagnostic diagnostic)
    {
        var places = diagnostic.AdditionalLocations.Select(static location => $"{location.GetLineSpan()}");
        var properties = diagnostic.Properties.OrderBy(static property => property.Key, StringComparer.Ordinal).Select(static property => $"{property.Key}={property.Value}");
        return string.Join(" | ", [$"{diagnostic}", .. places, .. properties]);
    }

    private Measurement OrCheaper(Measurement other) => new(
        Elapsed < other.Elapsed ? Elapsed : other.Elapsed,
        Processor < other.Processor ? Processor : other.Processor,
        Execution < other.Execution ? Execution : other.Execution,
        Math.Min(Allocated, other.Allocated),
        other.Reports,
        [.. Each.Zip(other.Each, static (one, another) => one < another ? one : another)]);
}
