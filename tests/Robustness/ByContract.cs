namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>Where a rule asks for the spelling, and so is silent about another: never the other way round.</summary>
internal static class ByContract
{
    private static readonly (Type Respelling, string Test, string Reason)[] Exceptions =
    [
        (typeof(BlockingCalls), "PollingShapeTests.Loops_of_every_kind_are_followed", "A local function whose task is not awaited may run beside others: its loop is not judged."),
        (typeof(BlockingCalls), "StreamUncheckedTests.Text_of_Responses", "A stream is followed through await alone."),
        (typeof(InLambdas), "PollingShapeTests.", "The loop of a delegate is the caller's business."),
    ];

    /// <summary>Whether a rule may say something else of the respelled snippet.</summary>
    public static bool Differs(Type respelling, CollectedSnippet snippet) =>
        Exceptions.Any(exception => exception.Respelling == respelling && snippet.Test.StartsWith(exception.Test, StringComparison.Ordinal));
}
