namespace AiApi.Analyzers.Tests.Robustness;

/// <summary>What rules may miss in another spelling. A report that only the other spelling gets is a defect in any case.</summary>
internal static class ByContract
{
    private static readonly (Type Respelling, string Rules, string Reason)[] Misses =
    [
        (typeof(NegatedConditions), "AIAPI1006", "The rule is about chains of else if, which are none any more."),
        (typeof(Switches), "AIAPI1006", "Links that do not compare one variable become switches in switches, which are no chain either."),
        (typeof(ExtractedCalls), "AIAPI1006", "A link that asks for a variable compares nothing, so the chain has one word less."),
        (typeof(Switches), "AIAPI2007", "Whether a response is a success is asked by if: nobody switches over a truth value."),
    ];

    /// <summary>Whether a rule may fall silent where a program is spelled otherwise.</summary>
    public static bool MayMiss(Respelling respelling, string rule) =>
        // Rules look through three calls, and a function in a helper is one more; those in another function are not looked for from outside of it.
        respelling.LengthensCalls || Array.Exists(Misses, miss => miss.Respelling == respelling.GetType() && rule.StartsWith(miss.Rules, StringComparison.Ordinal));
}
