using AiApi.Analyzers.CaseAnalysis;
using Microsoft.CodeAnalysis;

namespace AiApi.Analyzers.Tests.CaseAnalysis;

/// <summary>What Roslyn's flow graph does otherwise than one would think, and what the engine must know all the same. Switches, calls, exceptions and texts
/// have tests of their own beside this.</summary>
public class PitfallTests
{
    [Fact]
    public void A_graph_is_created_once_and_nested_functions_have_none_of_their_own()
    {
        var compilation = Probe.Compile("""
            class Snippet
            {
                void M()
                {
                    Local();
                    void Local() { }
                }
            }
            """);
        var bodies = MethodBodies.Of(compilation);
        var method = Probe.MembersOf(compilation).Single(static member => member.Name == "M");
        var graph = bodies.GraphOf(method, default)!;
        Assert.Same(graph, bodies.GraphOf(method, default));
        Assert.Same(bodies, MethodBodies.Of(compilation));
        Assert.Null(bodies.GraphOf(graph.LocalFunctions.Single(), default));
    }

    [Fact]
    public void A_constructor_is_one_body_with_its_initializer() => Probe.Check("""
        class Snippet
        {
            Snippet(Reply reply)
                : this(reply.FinishReason == Reason.Length ? throw new Exception() : 1)
            {
                Possible("Stop ContentFilter ToolCalls");
                Alike("Stop ContentFilter ToolCalls");
            }

            Snippet(int number)
            {
            }
        }
        """);

    [RoslynFact("4.8")]
    public void A_primary_constructor_has_no_body_to_look_into() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                _ = new Holder(reply);
                Lost();
            }
        }

        class Holder(Reply reply)
        {
            public string Text => reply.Text;
        }
        """);

    [Fact]
    public void Handlers_around_a_nested_function_are_not_its_own() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                try
                {
                    Action use = () =>
                    {
                        if (reply.FinishReason == Reason.Length)
                            throw new Exception();
                        Possible("Stop ContentFilter ToolCalls");
                    };
                    use();
                    Local();

                    void Local()
                    {
                        try
                        {
                            if (reply.FinishReason == Reason.Stop)
                                throw new Exception();
                            Possible("ContentFilter ToolCalls");
                        }
                        catch (Exception)
                        {
                            Possible("Stop ContentFilter ToolCalls");
                        }
                    }
                }
                catch (Exception)
                {
                    Possible("Stop Length ContentFilter ToolCalls");
                }
            }
        }
        """);

    [Theory]
    [InlineData("if (reply.FinishReason != Reason.Length) return;")]
    [InlineData("if (!(reply.FinishReason == Reason.Length)) return;")]
    [InlineData("if (!(Source.Flag() && reply.FinishReason == Reason.Length)) return;")]
    [InlineData("if (reply.FinishReason == Reason.Length || !true) { } else { return; }")]
    [InlineData("while (reply.FinishReason != Reason.Length) Source.Call();")]
    [InlineData("do Source.Call(); while (reply.FinishReason != Reason.Length);")]
    [InlineData("for (; reply.FinishReason != Reason.Length;) Source.Call();")]
    [InlineData("_ = reply.FinishReason == Reason.Length ? 0 : throw new Exception();")]
    [InlineData("again: if (reply.FinishReason != Reason.Length) goto again;")]
    [InlineData("while (true) { if (reply.FinishReason is Reason.Length) break; }")]
    public void Either_polarity_of_a_branch_takes_its_own_side(string statement) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                {{statement}}
                Possible("Length");
                Alike("");
            }
        }
        """);

    [Theory]
    [InlineData("if (reply.FinishReason == Reason.Length) { }")]
    [InlineData("if (reply.FinishReason == Reason.Length) { } else { }")]
    [InlineData("switch (reply.FinishReason) { case Reason.Length: break; }")]
    [InlineData("switch (reply.FinishReason) { case Reason.Length: goto default; default: break; }")]
    public void A_branch_with_both_edges_to_one_block_is_a_look(string statement) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                {{statement}}
                Possible("Stop Length ContentFilter ToolCalls");
                Alike("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Theory]
    [InlineData("while (true) { Source.Call(); }")]
    [InlineData("for (;;) { Source.Call(); }")]
    [InlineData("if (true) return;")]
    [InlineData("throw new Exception();")]
    [InlineData("_ = Source.Flag() ? throw new Exception() : (1 + 1 == 2 ? throw new Exception() : 0);")]
    [InlineData("_ = reply.FinishReason switch { Reason.Length => throw new Exception(), Reason.Stop => throw new Exception(), _ => (int?)null ?? throw new Exception() };")]
    public void Edges_that_are_never_taken_lead_nowhere(string statement) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                Possible("Stop Length ContentFilter ToolCalls");
                {{statement}}
                Unreachable();
            }
        }
        """);

    [Theory]
    [InlineData("var bad = reply.FinishReason == Reason.Length || reply.FinishReason == Reason.ContentFilter;")]
    [InlineData("var bad = Same(reply.FinishReason == Reason.Length || reply.FinishReason == Reason.ContentFilter);")]
    [InlineData("var bad = IsBad(reply);")]
    [InlineData("var bad = !(reply.FinishReason != Reason.Length && reply.FinishReason != Reason.ContentFilter);")]
    [InlineData("bool bad; if (reply.FinishReason == Reason.Length) bad = true; else bad = reply.FinishReason == Reason.ContentFilter;")]
    [InlineData("var bad = reply.FinishReason == Reason.Length ? true : reply.FinishReason == Reason.ContentFilter;")]
    public void A_short_circuit_value_keeps_its_cases_over_the_blocks_it_is_computed_in(string statement) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                {{statement}}
                if (bad)
                    Possible("Length ContentFilter");
                else
                    Possible("Stop ToolCalls");
            }

            static bool Same(bool value) => value;

            static bool IsBad(Reply reply)
            {
                return reply.FinishReason == Reason.Length || reply.FinishReason == Reason.ContentFilter;
            }
        }
        """);

    [Theory]
    [InlineData("true && !true")]
    [InlineData("!(true || Source.Flag())")]
    [InlineData("!(true && true)")]
    public void A_constant_in_a_capture_is_what_was_captured(string no) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                if (reply.FinishReason == Reason.Stop && No())
                    Unreachable();
                else
                    Possible("Stop Length ContentFilter ToolCalls");

                bool No()
                {
                    return {{no}};
                }
            }
        }
        """);

    [Fact]
    public void A_switch_tests_a_copy_of_what_it_is_over() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                switch (reply.FinishReason)
                {
                    case Reason.Length:
                        Possible("Length");
                        if (reply.FinishReason != Reason.Length)
                            Unreachable();
                        break;
                    case Reason.Stop:
                        reply = Source.Reply();
                        Possible("Stop Length ContentFilter ToolCalls");
                        break;
                }
            }
        }
        """);

    [Fact]
    public void Null_coalescing_assignment_writes_its_variable() => Probe.Check("""
        class Snippet
        {
            void M(OpenReason? known)
            {
                var reply = Source.OpenReply();
                var reason = reply.FinishReason;
                reason ??= OpenReason.Length;
                if (reason == OpenReason.Length)
                    Possible("Length null");
                else
                    Possible("Stop ContentFilter other");
            }
        }
        """);

    [Fact]
    public void What_is_written_through_a_reference_is_not_known() => Probe.Check("""
        class Snippet
        {
            void Ternary()
            {
                var reply = Source.Reply();
                var first = reply.FinishReason == Reason.Stop;
                var second = reply.FinishReason == Reason.Stop;
                (Source.Flag() ? ref first : ref second) = true;
                if (first)
                    Possible("Stop Length ContentFilter ToolCalls");
                if (second)
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            void Local()
            {
                var reply = Source.Reply();
                var good = reply.FinishReason == Reason.Stop;
                ref var alias = ref good;
                alias = true;
                if (good)
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            unsafe void Pointer()
            {
                var reply = Source.Reply();
                var good = reply.FinishReason == Reason.Stop;
                var pointer = &good;
                *pointer = true;
                if (good)
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            void Argument()
            {
                var reply = Source.Reply();
                var good = reply.FinishReason == Reason.Stop;
                Set(ref good);
                if (good)
                    Possible("Stop Length ContentFilter ToolCalls");
                Set(out good, out var best);
                if (best || good)
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            static void Set(ref bool value) => value = true;

            static void Set(out bool value, out bool other) => value = other = true;
        }
        """);

    [Theory]
    [InlineData("var set = new HashSet<Reason> { Reason.Stop, Reason.ToolCalls }; if (!set.Contains(reply.FinishReason)) return;")]
    [InlineData("Reason[] set = { Reason.Stop, Reason.ToolCalls }; if (Array.IndexOf(set, reply.FinishReason) < 0) return;")]
    [InlineData("var set = new List<Reason> { Reason.Stop, Reason.ToolCalls }; if (!set.Contains(reply.FinishReason)) return;")]
    [InlineData("var set = System.Collections.Immutable.ImmutableArray.Create(Reason.Stop, Reason.ToolCalls); if (!set.Contains(reply.FinishReason)) return;")]
    [InlineData("if (!Enumerable.Contains(Good, reply.FinishReason)) return;")]
    [InlineData("if (!Good.Contains(reply.FinishReason)) return;")]
    public void A_constant_set_is_read_from_the_code_that_fills_it(string statements) => Probe.Check($$"""
        class Snippet
        {
            private static readonly Reason[] Good = { Reason.Stop, Reason.ToolCalls };

            void M()
            {
                var reply = Source.Reply();
                {{statements}}
                Possible("Stop ToolCalls");
                Alike("Stop ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_set_that_is_changed_is_not_constant() => Probe.Check("""
        class Snippet
        {
            private static readonly Reason[] Fixed = { Reason.Stop };
            private static Reason[] s_changing = { Reason.Stop };

            void Local()
            {
                var reply = Source.Reply();
                var set = new HashSet<Reason> { Reason.Stop };
                set.Add(Reason.Length);
                if (set.Contains(reply.FinishReason))
                    return;
                Lost();
            }

            void Field()
            {
                var reply = Source.Reply();
                if (s_changing.Contains(reply.FinishReason))
                    return;
                Lost();
            }
        }
        """);

    [Fact]
    public void Variables_of_a_loop_body_end_with_the_round() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                while (Source.Flag())
                {
                    var isCut = reply.FinishReason == Reason.Length;
                    if (isCut)
                        continue;
                    Possible("Stop ContentFilter ToolCalls");
                    reply = Source.Reply();
                }

                Possible("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Theory]
    [InlineData("case Reason.Length:", "Length")]
    [InlineData("case Reason.Length when true:", "Length")]
    [InlineData("case > Reason.Stop:", "Length ContentFilter ToolCalls")]
    [InlineData("case Reason.Length or Reason.ToolCalls:", "Length ToolCalls")]
    [InlineData("case not Reason.Stop and not Reason.Length:", "ContentFilter ToolCalls")]
    [InlineData("case var reason when reason == Reason.Length:", "Length")]
    [InlineData("case (Reason)2:", "ContentFilter")]
    public void Labels_are_tested_in_several_forms(string label, string holds) => Probe.Check($$"""
        class Snippet
        {
            void Plain()
            {
                switch (Source.Reply().FinishReason)
                {
                    {{label}}
                        Possible("{{holds}}");
                        break;
                }
            }

            void Nullable()
            {
                Reason? nullable = Source.Reply().FinishReason;
                switch (nullable)
                {
                    {{label}}
                        Possible("{{holds}}");
                        break;
                }
            }

            void Arm()
            {
                _ = Source.Reply().FinishReason switch
                {
                    {{label.Replace("case ", "").Replace(":", "")}} => At(),
                    _ => 0,
                };

                int At()
                {
                    Possible("{{holds}}");
                    return 0;
                }
            }
        }
        """);

    [Fact]
    public void A_miss_of_a_pattern_says_nothing_about_one_part_if_another_may_have_failed() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                if (reply is { FinishReason: Reason.Length, Text.Length: > 5 })
                    Possible("Length");
                else
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            void Not()
            {
                var reply = Source.Reply();
                if (reply is not { FinishReason: Reason.Length })
                    Possible("Stop ContentFilter ToolCalls");
                else
                    Possible("Length");
            }

            void Tuple(bool verbose)
            {
                var reply = Source.Reply();
                switch (reply.FinishReason, verbose)
                {
                    case (Reason.Length, true):
                        Possible("Length");
                        break;
                    case (var reason, false) when reason != Reason.Stop:
                        Possible("Length ContentFilter ToolCalls");
                        break;
                    default:
                        Possible("Stop Length ContentFilter ToolCalls");
                        break;
                }
            }

            void List()
            {
                var replies = new[] { Source.Reply() };
                if (replies is [{ FinishReason: Reason.Length }])
                    Possible("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void An_assertion_that_may_be_compiled_away_teaches_nothing() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                System.Diagnostics.Debug.Assert(reply.FinishReason == Reason.Stop);
                Possible("Stop Length ContentFilter ToolCalls");
                Alike("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void Two_handlers_have_variables_of_their_own_and_see_every_exception() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                try
                {
                    Source.Call();
                }
                catch (ApiException e) when (e.Status == 429)
                {
                    Possible("429");
                }
                catch (ApiException e) when (e.Status >= 500)
                {
                    Possible("500-599 above 599");
                }
                catch (ApiException e)
                {
                    if (e.Status == 400)
                        throw;
                    Possible("0 below 100 100-399 401-599 above 599 null");
                }
                catch
                {
                    Source.Log("other");
                }
            }
        }
        """);

    [Fact]
    public void A_filter_runs_before_the_finally_inside() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                var checkedReason = false;
                try
                {
                    try
                    {
                        if (reply.FinishReason != Reason.Stop)
                            throw new Exception();
                        checkedReason = true;
                        Source.Call();
                    }
                    finally
                    {
                        checkedReason = false;
                    }
                }
                catch (Exception) when (checkedReason)
                {
                    Possible("Stop");
                }
                catch (Exception)
                {
                    Possible("Stop Length ContentFilter ToolCalls");
                }
            }
        }
        """);

    [Fact]
    public void What_a_finally_writes_is_forgotten_on_every_way_out() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                var good = reply.FinishReason == Reason.Stop;
                try
                {
                    Source.Call();
                }
                finally
                {
                    if (Source.Flag())
                        good = !good;
                }

                if (good)
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            void Checked()
            {
                var reply = Source.Reply();
                try
                {
                    Source.Call();
                }
                finally
                {
                    Source.Call();
                }

                if (reply.FinishReason == Reason.Stop)
                    Possible("Stop");
            }

            void Count()
            {
                var reply = Source.Reply();
                var bad = reply.FinishReason == Reason.Stop ? 0 : 1;
                for (;;)
                {
                    try
                    {
                        break;
                    }
                    finally
                    {
                        bad++;
                    }
                }

                if (bad == 0)
                    Possible("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void Statements_that_hide_calls_change_nothing() => Probe.Check("""
        class Snippet
        {
            async Task M(IAsyncEnumerable<int> numbers)
            {
                var reply = await Source.ReplyAsync();
                await foreach (var number in numbers)
                {
                    using var stream = new System.IO.MemoryStream();
                    await using var other = new System.IO.MemoryStream();
                    lock (stream)
                    {
                        if (reply.FinishReason == Reason.Length)
                            return;
                    }

                    Possible("Stop ContentFilter ToolCalls");
                }

                Possible("Stop Length ContentFilter ToolCalls");
            }

            IEnumerable<string> Iterator()
            {
                var reply = Source.Reply();
                if (reply.FinishReason == Reason.Length)
                    yield break;
                yield return reply.Text;
                Possible("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_variable_that_a_nested_function_writes_is_not_followed() => Probe.Check("""
        class Snippet
        {
            void Lambda()
            {
                var reply = Source.Reply();
                var good = reply.FinishReason == Reason.Stop;
                Action change = () => good = true;
                change();
                if (good)
                    Possible("Stop Length ContentFilter ToolCalls");
            }

            void LocalFunction()
            {
                var reply = Source.Reply();
                var good = reply.FinishReason == Reason.Stop;
                Change();
                if (good)
                    Possible("Stop Length ContentFilter ToolCalls");

                void Change() => good ^= true;
            }

            void Coalescing()
            {
                var reply = Source.Reply();
                bool? good = reply.FinishReason == Reason.Stop ? true : null;
                Action change = () => good ??= true;
                change();
                good ??= false;
                if (good == true)
                    Possible("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_delegate_may_run_after_its_variables_were_assigned_again() => Probe.Check("""
        class Snippet
        {
            void Later()
            {
                var reply = Source.Reply();
                if (reply.FinishReason != Reason.Stop)
                    return;
                Action use = () =>
                {
                    if (reply.FinishReason == Reason.Length)
                        Possible("Stop");
                };
                reply = Source.Reply();
                use();
            }

            void Round()
            {
                var bad = false;
                while (Source.Flag())
                {
                    var reply = Source.Reply();
                    bad = reply.FinishReason == Reason.Length;
                    if (bad)
                        continue;
                    Action use = () =>
                    {
                        Possible("Stop ContentFilter ToolCalls");
                        if (bad)
                            Possible("Stop ContentFilter ToolCalls");
                    };
                    use();
                }
            }

            void AssignedBefore()
            {
                Reply reply;
                reply = Source.Reply();
                if (reply.FinishReason != Reason.Stop)
                    return;
                Action use = () =>
                {
                    Possible("Stop");
                    if (reply.FinishReason == Reason.Length)
                        Unreachable();
                };
                use();
            }
        }
        """);
}
