namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>With the environment variable <c>AIAPI_NIGHTLY=1</c> the tests of this folder take their time; without it, a sample.</summary>
internal static class Nightly
{
    private static readonly bool IsOldestRoslyn = RoslynVersion.Loaded < new Version(4, 6);

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("AIAPI_NIGHTLY") == "1";

    /// <summary>How many to try: of a sample all on the oldest Roslyn, on the others a quarter.</summary>
    public static int Count(int inTest, int nightly) => IsOn ? nightly : IsOldestRoslyn ? inTest : inTest / 4;

    /// <summary>Of all snippets and published code one in twenty, others for each purpose; on newer Roslyns one in a hundred. At night all.
    /// Which ones does not depend on the others.</summary>
    public static IEnumerable<CollectedSnippet> Sample(string purpose)
    {
        var step = IsOn ? 1u : IsOldestRoslyn ? 20u : 100u;
        return PublishedCode.WithSnippets.Where(snippet => (purpose + snippet.Code).Aggregate(2166136261u, static (hash, letter) => (hash ^ letter) * 16777619u) % step == 0);
    }

    /// <summary>What a nightly run has to say for itself: in the file that <c>AIAPI_NIGHTLY_LOG</c> names, else in its output.</summary>
    public static void Tell(string figures)
    {
        if (IsOn && Environment.GetEnvironmentVariable("AIAPI_NIGHTLY_LOG") is { Length: > 0 } log)
            File.AppendAllText(log, figures + Environment.NewLine);
        else if (IsOn)
            Console.WriteLine(figures);
    }
}
