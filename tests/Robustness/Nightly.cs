namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>With the environment variable <c>AIAPI_NIGHTLY=1</c> the tests of this folder take their time; without it, a sample.</summary>
internal static class Nightly
{
    private static readonly bool IsOn = Environment.GetEnvironmentVariable("AIAPI_NIGHTLY") == "1";

    private static readonly Version Oldest = new(4, 6);

    /// <summary>How many to try: of a sample all on the oldest Roslyn, on the others a quarter.</summary>
    public static int Count(int inTest, int nightly) => IsOn ? nightly : RoslynVersion.Loaded < Oldest ? inTest : inTest / 4;

    /// <summary>Of many items one in twenty, others for each purpose; on newer Roslyns one in a hundred. At night all.</summary>
    public static IEnumerable<T> Sample<T>(IReadOnlyList<T> items, string purpose)
    {
        var step = IsOn ? 1 : RoslynVersion.Loaded < Oldest ? 20 : 100;
        for (var index = purpose.Length % step; index < items.Count; index += step)
            yield return items[index];
    }

    /// <summary>What a nightly run has to say for itself, in its output.</summary>
    public static void Tell(string figures)
    {
        if (IsOn)
            Console.WriteLine(figures);
    }
}
