namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>What rules may miss in another spelling. A report that only the other spelling gets is a defect in any case.</summary>
internal static class ByContract
{
    private static readonly (Type Respelling, string Rules, string Reason)[] Misses =
    [
        (typeof(BlockingCalls), "AIAPI1003", "A stream is followed through await alone."),
        (typeof(BlockingCalls), "AIAPI4", "Nor is a task that is polled: who blocks a thread for minutes has other worries."),
        (typeof(InLambdas), "AIAPI2", "What repeats or handles in a delegate is the business of whoever calls the delegate."),
        (typeof(InLambdas), "AIAPI4", "So is a loop in a delegate."),
        (typeof(InLocalFunctions), "AIAPI2", "A request is looked for through three helpers, and this is one more."),
        (typeof(InLocalFunctions), "AIAPI4", "A status likewise."),
        (typeof(NegatedConditions), "AIAPI1006", "The rule is about chains of else if, which are none any more."),
        (typeof(ExtractedLocals), "AIAPI2007", "A response is followed under its first name."),
    ];

    /// <summary>Whether a rule may fall silent where a program is spelled otherwise.</summary>
    public static bool MayMiss(Type respelling, string rule) =>
        Misses.Any(miss => miss.Respelling == respelling && rule.StartsWith(miss.Rules, StringComparison.Ordinal));
}
