namespace AiApi.Analyzers.Tests.CaseAnalysis;

/// <summary>The domain of these snippets: succeed, succeeded, SUCCEEDED, failed, processing, null, other.</summary>
public class RoundTests
{
    [Fact]
    public void What_a_variable_held_before_the_loop_is_not_mixed_into_the_rounds() => Probe.CheckRound(
        """
        class Snippet
        {
            string M()
            {
                var status = "pending";
                while (status != "succeeded")
                {
                    status = Source.Text();
                    if (status == "failed")
                        throw new InvalidOperationException();
                }

                Possible("succeeded");
                return status;
            }
        }
        """,
        again: "succeed SUCCEEDED processing null other");

    [Fact]
    public void A_flag_carries_its_constant_from_round_to_round() => Probe.CheckRound(
        """
        class Snippet
        {
            void M()
            {
                var done = false;
                var attempts = 0;
                while (!done && attempts < 60)
                {
                    var status = Source.Text();
                    if (status is "succeed" or "succeeded")
                    {
                        done = true;
                        Possible("succeed succeeded");
                    }

                    attempts++;
                }
            }
        }
        """,
        again: "SUCCEEDED failed processing null other");

    [Fact]
    public void A_round_ends_where_the_method_calls_itself() => Probe.CheckRound(
        """
        class Snippet
        {
            string M(int attempt)
            {
                var status = Source.Text();
                switch (status)
                {
                    case "succeed":
                        Possible("succeed");
                        return "done";
                    case "failed":
                        throw new InvalidOperationException();
                    default:
                        return M(attempt + 1);
                }
            }
        }
        """,
        again: "succeeded SUCCEEDED processing null other");

    [Fact]
    public void Goto_and_do_loops_have_rounds() => Probe.CheckRound(
        """
        class Snippet
        {
            void M()
            {
            again:
                string? status;
                do
                {
                    status = Source.Text();
                }
                while (status is "processing");
                if (status == "failed")
                    goto again;
                Possible("succeed succeeded SUCCEEDED null other");
            }
        }
        """,
        again: "failed processing");

    [Fact]
    public void An_exception_of_the_origin_itself_tells_nothing_of_a_round() => Probe.CheckRound(
        """
        class Snippet
        {
            void M()
            {
                while (true)
                {
                    try
                    {
                        var status = Source.Text();
                        if (status == "succeeded")
                            return;
                    }
                    catch (InvalidOperationException)
                    {
                    }
                }
            }
        }
        """,
        again: "succeed succeeded SUCCEEDED failed processing null other"); // The comparison might throw, for all the graph knows.

    [Fact]
    public void A_variable_of_two_constants_has_nothing_to_do_with_the_subject() => Probe.Check("""
        class Snippet
        {
            void M(bool verbose)
            {
                var status = Source.Text();
                var level = 0;
                if (verbose)
                    level = 1;
                if (level == 1)
                    Console.WriteLine();
                Possible("succeed succeeded SUCCEEDED failed processing null other");
            }
        }
        """);
}
