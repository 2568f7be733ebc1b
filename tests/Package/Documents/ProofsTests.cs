using AiApi.Documents;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiApi.Package.Tests.Documents;

/// <summary>The table of what is run before and after each fix, as it is read from tests.</summary>
public class ProofsTests
{
    [Fact]
    public void A_trial_is_a_row_with_its_actions_programs_and_scenarios() => AssertTable(
        """
        new Trial("OpenAI chat", new FinishReasonUncheckedAnalyzer(), new FinishReasonUncheckedFix(), ThrowUnlessComplete, HandleEachReason)
        {
            Ends = [Completion.Length, .. Completion.CutOffOrBlocked],
            Keeps = Completion.AllBut(Completion.Refused),
            Programs = { ["an index"] = "", ["a loop"] = "" },
        }
        """,
        "| AIAPI1001 | *throw unless complete*, *handle each reason* | 2, OpenAI chat | mended: length, cut off or blocked; as before: all but refused |");

    [Fact]
    public void Programs_are_counted_along_the_calls_that_add_them() => AssertTable(
        """
        new Programs(new ClientErrorRetriedAnalyzer(), new ClientErrorRetriedFix(), ClientErrorRetriedFix.RetryTransientOnly)
            .With(Sdks, ("a loop", "…"), ("a pipeline", Policy("…")))
            .With(Net, ("a handler", "…"));

        void Test() => Run(new Answers(429, 401, 200), Failure.CutConnection)
        """,
        "| AIAPI2001 | *retry transient only* | 3 | cut connection, 401, 429 |");

    [Fact]
    public void A_rule_with_too_few_programs_is_named()
    {
        var finding = Assert.Single(Proofs.Missing(["AIAPI1001", "AIAPI1002"], [new("AIAPI1001", ["Throw"], "", 3, ""), new("AIAPI1002", ["Throw"], "", 2, "")]));

        Assert.Contains("AIAPI1002", finding.Explain());
    }

    [Fact]
    public void A_fact_about_an_sdk_is_listed_for_its_rule() => Assert.EndsWith(
        "| [AIAPI1004](../../AnalyzerRules.md#aiapi1004) | A refusal has no content | SdkTests |",
        Proofs.Facts([Parsed("""class SdkTests { [Fact] [Trait("Rule", "AIAPI1004")] public void A_refusal_has_no_content() { } }""")]));

    private static void AssertTable(string creation, string row) => Assert.EndsWith(row, Proofs.Table(Proofs.GroupsIn([Parsed($"class Tests {{ private static readonly object Field = {creation}; }}")])));

    private static CompilationUnitSyntax Parsed(string source) => CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot();
}
