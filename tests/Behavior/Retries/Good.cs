using AiApi.Behavior.Tests.Running;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>What a provider does that the fixes have to leave as it was.</summary>
internal static class Good
{
    /// <summary>An answer at once, after failures that pass, after a cut connection; and failures that do not end.</summary>
    public static readonly int[][] Transient = [[200], [429, 200], [503, 200], [500, 502, 200], [408, 200], [409, 200], [0, 200], [504], [429], [0]];

    /// <summary>The program gives what it gave, with as many requests.</summary>
    public static async Task AssertSameAsync(Programs programs, string name, int[][] scenarios)
    {
        foreach (var scenario in scenarios)
        {
            var (before, after) = await programs.RunAsync(name, new Answers(scenario));
            Assert.True(before.Ends);
            Assert.Equal($"{string.Join(", ", scenario)}: {before.Outcome}", $"{string.Join(", ", scenario)}: {after.Outcome}");
        }
    }
}
