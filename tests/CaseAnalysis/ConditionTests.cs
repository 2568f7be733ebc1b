namespace AiApi.Analyzers.Tests.CaseAnalysis;

public class ConditionTests
{
    [Fact]
    public void Comparison_narrows_either_side() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                Possible("Stop Length ContentFilter ToolCalls");
                Alike("Stop Length ContentFilter ToolCalls");
                if (reply.FinishReason == Reason.Length)
                {
                    Possible("Length");
                    Alike("");
                    return;
                }

                Possible("Stop ContentFilter ToolCalls");
                Alike("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Theory]
    [InlineData("var kept = reply.FinishReason == Reason.Stop ? reply : null;")]
    [InlineData("var kept = reply.FinishReason switch { Reason.Stop => reply, _ => null };")]
    [InlineData("Reply? kept = null; if (reply.FinishReason == Reason.Stop) kept = reply;")]
    [InlineData("Reply? kept = reply; if (reply.FinishReason != Reason.Stop) kept = null;")]
    public void What_is_kept_in_some_cases_is_there_in_those_alone(string keep) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                {{keep}}
                if (kept is null)
                    return;
                Possible("Stop");
            }
        }
        """);

    [Fact]
    public void What_is_not_kept_for_another_reason_tells_nothing() => Probe.Check("""
        class Snippet
        {
            void M(bool flag)
            {
                var reply = Source.Reply();
                var kept = reply.FinishReason == Reason.Stop && flag ? reply : null;
                if (kept is null)
                    Possible("Stop Length ContentFilter ToolCalls");
                else
                    Possible("Stop");
            }
        }
        """);

    [Fact]
    public void Looking_is_enough_to_tell_apart() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                if (reply.FinishReason == Reason.Length)
                    Source.Call();
                Possible("Stop Length ContentFilter ToolCalls");
                Alike("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Theory]
    [InlineData("reply.FinishReason == Reason.Length && verbose")]
    [InlineData("verbose && reply.FinishReason == Reason.Length")]
    [InlineData("verbose & reply.FinishReason == Reason.Length")]
    [InlineData("!(reply.FinishReason != Reason.Length || !verbose)")]
    [InlineData("reply is { FinishReason: Reason.Length } && verbose")]
    [InlineData("reply.FinishReason is Reason.Length && verbose == true")]
    [InlineData("(verbose ? reply.FinishReason == Reason.Length : false)")]
    [InlineData("(reply.FinishReason, verbose) is (Reason.Length, true)")]
    [InlineData("(reply.FinishReason, verbose) == (Reason.Length, true)")]
    [InlineData("!((reply.FinishReason, verbose) != (Reason.Length, true))")]
    public void Order_and_spelling_of_a_condition_do_not_matter(string condition) => Probe.Check($$"""
        class Snippet
        {
            void M(bool verbose)
            {
                var reply = Source.Reply();
                if ({{condition}})
                {
                    Possible("Length");
                    Alike("");
                }
                else
                {
                    Possible("Stop Length ContentFilter ToolCalls");
                    Alike("Stop ContentFilter ToolCalls");
                }

                Alike("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Theory]
    [InlineData("reply.FinishReason is Reason.Stop or Reason.ToolCalls")]
    [InlineData("reply.FinishReason == Reason.Stop || reply.FinishReason == Reason.ToolCalls")]
    [InlineData("reply.FinishReason == Reason.Stop | reply.FinishReason == Reason.ToolCalls")]
    [InlineData("reply.FinishReason is not (Reason.Length or Reason.ContentFilter)")]
    [InlineData("reply.FinishReason is not Reason.Length and not Reason.ContentFilter")]
    [InlineData("new[] { Reason.Stop, Reason.ToolCalls }.Contains(reply.FinishReason)")]
    [InlineData("reply.FinishReason switch { Reason.Stop or Reason.ToolCalls => true, _ => false }")]
    [InlineData("reply.FinishReason switch { Reason.Length => false, Reason.ContentFilter => false, _ => true }")]
    [InlineData("reply is { FinishReason: Reason.Stop or Reason.ToolCalls }")]
    [InlineData("reply?.FinishReason is Reason.Stop or Reason.ToolCalls")]
    [InlineData("reply.Value.Value.FinishReason is Reason.Stop or Reason.ToolCalls")]
    [InlineData("(int)reply.FinishReason is 0 or 3")]
    [InlineData("(int)reply.FinishReason % 3 == 0")]
    [InlineData("reply.FinishReason.ToString() is \"Stop\" or \"ToolCalls\"")]
    [InlineData("reply.FinishReason.ToString().StartsWith(\"Stop\") || reply.FinishReason.ToString().ToLower() == \"toolcalls\"")]
    [InlineData("reply.FinishReason.Equals(Reason.Stop) || Equals(reply.FinishReason, Reason.ToolCalls)")]
    [InlineData("new HashSet<Reason> { Reason.Stop, Reason.ToolCalls }.Contains(reply.FinishReason)")]
    [InlineData("new[] { Reason.Stop, Reason.ToolCalls }.Any(reason => reason == reply.FinishReason)")]
    [InlineData("reply.FinishReason == Reason.Stop ^ reply.FinishReason == Reason.ToolCalls")]
    [InlineData("(reply.FinishReason == Reason.Stop ? true : reply.FinishReason == Reason.ToolCalls)")]
    public void A_disjunction_is_one_condition(string condition) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                if ({{condition}})
                {
                    Possible("Stop ToolCalls");
                    Alike("Stop ToolCalls");
                }
                else
                {
                    Possible("Length ContentFilter");
                    Alike("");
                }

                Alike("Stop ToolCalls");
            }
        }
        """);

    [Theory]
    [InlineData("reply.FinishReason == Reason.Length || reply.FinishReason == Reason.ContentFilter")]
    [InlineData("reply.FinishReason is Reason.Length or Reason.ContentFilter")]
    [InlineData("reply.FinishReason != Reason.Stop && reply.FinishReason != Reason.ToolCalls")]
    public void A_bool_that_is_only_computed_tells_nothing_apart_until_it_is_branched_on(string value) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                var isBad = {{value}};
                Source.Log(isBad);
                Possible("Stop Length ContentFilter ToolCalls");
                Alike("Stop Length ContentFilter ToolCalls");
                if (isBad)
                {
                    Possible("Length ContentFilter");
                    Alike("");
                }
                else
                {
                    Possible("Stop ToolCalls");
                    Alike("Stop ToolCalls");
                }
            }
        }
        """);

    [Fact]
    public void Inside_a_computed_bool_the_right_side_knows_the_left() => Probe.Check("""
        class Snippet
        {
            static bool Say(string text) { return true; }
            static bool Probe() { return true; }

            void M()
            {
                var reply = Source.Reply();
                var usable = reply.FinishReason == Reason.Stop && Inside();
                Alike("Stop Length ContentFilter ToolCalls");

                bool Inside()
                {
                    Possible("Stop");
                    Alike("Stop");
                    return true;
                }
            }
        }
        """);

    [Fact]
    public void A_flag_set_on_one_way_remembers_the_cases_of_that_way() => Probe.Check("""
        class Snippet
        {
            void M(bool verbose)
            {
                var reply = Source.Reply();
                var done = false;
                if (reply.FinishReason == Reason.Stop && verbose)
                    done = true;
                if (done)
                    Possible("Stop");
                else
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            void Mapped()
            {
                var reply = Source.Reply();
                string state;
                if (reply.FinishReason == Reason.Stop)
                    state = "done";
                else if (reply.FinishReason == Reason.Length)
                    state = "cut";
                else
                    state = "bad";
                if (state == "cut")
                    Possible("Length");
                else if (state is "done" or "cut")
                    Possible("Stop");
                else
                    Possible("ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_variable_of_unknown_origin_is_known_where_the_subject_decides_it() => Probe.Check("""
        class Snippet
        {
            void Flag(bool again)
            {
                var reply = Source.Reply();
                if (reply.FinishReason == Reason.Length)
                    again = false;
                if (again)
                    Possible("Stop ContentFilter ToolCalls");
                else
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            void Number(int tries)
            {
                var reply = Source.Reply();
                if (reply.FinishReason == Reason.Length)
                    tries = 0;
                if (tries > 2)
                    Possible("Stop ContentFilter ToolCalls");
            }

            void Arm()
            {
                var reply = Source.Reply();
                var again = reply.FinishReason switch { Reason.Length => false, _ => Source.Flag() };
                if (again)
                    Possible("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void Compound_and_nested_assignments_are_evaluated_once() => Probe.Check("""
        class Snippet
        {
            void And(bool verbose)
            {
                var reply = Source.Reply();
                var good = true;
                good &= reply.FinishReason == Reason.Stop;
                if (good)
                    Possible("Stop");
                else
                    Possible("Length ContentFilter ToolCalls");
            }

            void Count()
            {
                var reply = Source.Reply();
                var bad = 0;
                if (reply.FinishReason == Reason.Length)
                    bad++;
                if (reply.FinishReason == Reason.ContentFilter)
                    bad += 2;
                if (bad > 1)
                    Possible("ContentFilter");
                else if (bad == 1)
                    Possible("Length");
                else
                    Possible("Stop ToolCalls");
            }

            void Nested()
            {
                var reply = Source.Reply();
                var bad = reply.FinishReason == Reason.Stop;
                if (bad = !bad)
                    Possible("Length ContentFilter ToolCalls");
                else
                    Possible("Stop");
            }
        }
        """);

    [Fact]
    public void Null_handling_is_no_look() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.OpenReply();
                Source.Log(reply.FinishReason?.Value);
                Alike("Stop Length ContentFilter null other");
                var reason = reply.FinishReason ?? OpenReason.Length;
                Alike("Stop Length ContentFilter null other");
                if (reason == OpenReason.Length)
                    return;
                Alike("Stop ContentFilter other");
            }

            void Throwing()
            {
                var reply = Source.OpenReply();
                var reason = reply.FinishReason ?? throw new Exception();
                Possible("Stop Length ContentFilter other");
                Alike("Stop Length ContentFilter other");
            }
        }
        """);

    [Fact]
    public void Copies_and_aliases_are_followed() => Probe.Check("""
        class Snippet
        {
            async Task M()
            {
                var task = Source.ReplyAsync();
                var reply = await task.ConfigureAwait(false);
                var same = reply.Value;
                var reason = same.FinishReason;
                var (first, second) = (reason, 5);
                if (first != Reason.Stop)
                    return;
                Possible("Stop");
                Alike("Stop");
            }

            void Pattern()
            {
                if (Source.Reply() is { FinishReason: var reason } reply && reason == Reason.Length)
                {
                    Possible("Length");
                    if (reply.FinishReason == Reason.Length)
                        Possible("Length");
                    else
                        Unreachable();
                }
            }

            void Null()
            {
                Reply? reply = null;
                try
                {
                    reply = Source.Reply();
                }
                catch (Exception)
                {
                    Source.Log("failed");
                }

                if (reply?.FinishReason == Reason.Stop)
                    Possible("Stop");
                else
                    Possible("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_new_reply_in_the_same_variable_starts_afresh() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                while (reply.FinishReason == Reason.ToolCalls)
                {
                    Possible("ToolCalls");
                    reply = Source.Reply();
                    Possible("Stop Length ContentFilter ToolCalls");
                }

                Possible("Stop Length ContentFilter");
                Alike("Stop Length ContentFilter");
            }
        }
        """);

    [Fact]
    public void A_test_that_is_not_understood_loses_the_subject() => Probe.Check("""
        class Snippet
        {
            void Length()
            {
                var reply = Source.Reply();
                if (reply.FinishReason.GetHashCode() > 4)
                    return;
                Lost();
            }

            void Parameter(Reason expected)
            {
                var reply = Source.Reply();
                if (reply.FinishReason != expected)
                    return;
                Lost();
            }

            void Passed()
            {
                var reply = Source.Reply();
                Possible("Stop Length ContentFilter ToolCalls");
                External.Check(reply.FinishReason);
                Lost();
            }

            void Logged()
            {
                var reply = Source.Reply();
                Source.Log(reply.FinishReason);
                Alike("Stop Length ContentFilter ToolCalls");
            }
        }

        static class External
        {
            [System.Runtime.InteropServices.DllImport("none")] public static extern void Check(Reason reason);
        }
        """);
}
