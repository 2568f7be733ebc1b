using System.Collections.Concurrent;

namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>No code that somebody may have in an editor makes an analyzer or a fix throw, or hang.</summary>
public class BrokenCodeTests
{
    /// <summary>A variant takes milliseconds; this is for the machine's bad days.</summary>
    private static readonly TimeSpan Fuse = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Broken_code_makes_no_analyzer_or_fix_throw_or_hang()
    {
        var failures = new ConcurrentBag<string>();
        int reports = 0, actions = 0;
        await Parallel.ForAsync(0, Nightly.Count(inTest: 1000, nightly: 20_000), async (number, _) =>
        {
            var broken = BrokenCode.Number(number);
            try
            {
                var (reported, offered) = await Analyse(broken).WaitAsync(Fuse);
                Interlocked.Add(ref reports, reported);
                Interlocked.Add(ref actions, offered);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Add($"Variant {number}, {broken.Snippet.Test}, {broken.Damage}: {exception}\n{string.Join("\n----\n", broken.Sources)}");
            }
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} failures, such as\n{string.Join("\n\n", failures.Take(5))}");
        Assert.True(reports > 0 && actions > 0, "Nothing was found in any variant: they are too broken to be a test.");
        Nightly.Tell($"broken code: {reports} reports, {actions} actions");
    }

    private static async Task<(int Reports, int Actions)> Analyse(BrokenCode broken)
    {
        var compilation = broken.Compile();
        var reports = await Task.Run(() => EveryRule.ReportsIn(compilation, SnippetCompilation.Settings(broken.Snippet)));
        return (reports.Length, await EveryRule.AskForFixes(compilation, reports, CancellationToken.None));
    }
}
