namespace AiApi.Analyzers.Tests.CaseAnalysis;

public class CallTests
{
    [Fact]
    public void A_throwing_guard_in_a_helper_narrows() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                EnsureComplete(reply);
                Possible("Stop");
                Alike("Stop");
            }

            void Extension()
            {
                var reply = Source.Reply().Checked();
                Possible("Stop ToolCalls");
                Alike("Stop ToolCalls");
            }

            void OfReason()
            {
                var reply = Source.Reply();
                Throw.If(reply.FinishReason == Reason.Length);
                Possible("Stop ContentFilter ToolCalls");
            }

            static void EnsureComplete(Reply reply)
            {
                if (reply.FinishReason != Reason.Stop)
                    throw new InvalidOperationException();
            }
        }

        static class Throw
        {
            public static void If(bool condition)
            {
                if (condition)
                    throw new InvalidOperationException();
            }

            public static Reply Checked(this Reply reply) =>
                reply.FinishReason is Reason.Stop or Reason.ToolCalls ? reply : throw new InvalidOperationException();
        }
        """);

    [Fact]
    public void A_lambda_in_a_variable_is_a_helper() => Probe.Check("""
        class Snippet
        {
            void Guard()
            {
                Action<Reply> ensure = given => { if (given.FinishReason != Reason.Stop) throw new InvalidOperationException(); };
                var reply = Source.Reply();
                ensure(reply);
                Possible("Stop");
            }

            void Captured()
            {
                var reply = Source.Reply();
                Func<bool> isComplete = () => { return reply.FinishReason == Reason.Stop; };
                if (!isComplete())
                    return;
                Possible("Stop");
            }

            void InHelper()
            {
                var reply = Source.Reply();
                Ensure(reply);
                Possible("Stop");
            }

            void Perhaps(bool strict)
            {
                Action<Reply> ensure = given => { if (given.FinishReason != Reason.Stop) throw new InvalidOperationException(); };
                if (!strict)
                    ensure = _ => { };
                var reply = Source.Reply();
                ensure(reply);
                Lost();
            }

            static void Ensure(Reply reply)
            {
                Action ensure = () =>
                {
                    if (reply.FinishReason != Reason.Stop)
                        throw new InvalidOperationException();
                };
                ensure();
            }
        }
        """);

    [Fact]
    public void A_partial_method_does_what_its_implementation_does() => Probe.Check("""
        partial class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                Ensure(reply);
                Possible("Stop");
            }

            void Predicate()
            {
                var reply = Source.Reply();
                if (!WasCut<int>(0, reply))
                    return;
                Possible("Length");
            }

            static partial void Ensure(Reply reply);

            private static partial bool WasCut<T>(T other, Reply reply);
        }

        partial class Snippet
        {
            static partial void Ensure(Reply given)
            {
                if (given.FinishReason != Reason.Stop)
                    throw new InvalidOperationException();
            }

            private static partial bool WasCut<T>(T other, Reply reply) => reply.FinishReason == Reason.Length;
        }
        """);

    [Fact]
    public void A_helper_that_is_waited_for_tells_as_much_as_one_that_is_awaited() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                if (!IsCompleteAsync(reply).GetAwaiter().GetResult())
                    return;
                Possible("Stop");
            }

            void OfReason()
            {
                var reply = Source.Reply();
                if (ReasonAsync(reply).GetAwaiter().GetResult() == Reason.Length)
                    return;
                Possible("Stop ContentFilter ToolCalls");
            }

            static async Task<bool> IsCompleteAsync(Reply reply)
            {
                await Task.Yield();
                return reply.FinishReason == Reason.Stop;
            }

            static async Task<Reason> ReasonAsync(Reply reply)
            {
                await Task.Yield();
                return reply.FinishReason;
            }
        }
        """);

    [Fact]
    public void A_predicate_is_a_check_once_it_is_branched_on() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                var complete = IsComplete(reply.FinishReason);
                Alike("Stop Length ContentFilter ToolCalls");
                if (!complete)
                    return;
                Possible("Stop ToolCalls");
                Alike("Stop ToolCalls");
            }

            void Nested()
            {
                var reply = Source.Reply();
                if (IsBroken(reply))
                    throw new Exception();
                Possible("Stop ToolCalls");
            }

            static bool IsBroken(Reply reply) => !IsComplete(reply.FinishReason);

            static bool IsComplete(Reason reason)
            {
                switch (reason)
                {
                    case Reason.Stop:
                    case Reason.ToolCalls:
                        return true;
                    default:
                        return false;
                }
            }
        }
        """);

    [Fact]
    public void A_mapping_to_another_type_is_followed() => Probe.Check("""
        class Snippet
        {
            enum Outcome { Good, Bad }

            void M()
            {
                var reply = Source.Reply();
                if (Map(reply.FinishReason) == Outcome.Bad)
                    Possible("Length ContentFilter");
                else
                    Possible("Stop ToolCalls");
            }

            static Outcome Map(Reason reason) => reason switch
            {
                Reason.Length or Reason.ContentFilter => Outcome.Bad,
                _ => Outcome.Good,
            };
        }
        """);

    [Fact]
    public void A_local_function_sees_what_its_callers_know() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                Ensure();
                Possible("Stop Length");
                Use();

                void Ensure()
                {
                    if (reply.FinishReason > Reason.Length)
                        throw new Exception();
                }

                void Use()
                {
                    Possible("Stop Length");
                    Alike("Stop Length");
                }
            }

            void Lambda()
            {
                var reply = Source.Reply();
                if (reply.FinishReason != Reason.Stop)
                    return;
                Action use = () => Possible("Stop");
                use();
            }
        }
        """);

    [Fact]
    public void Local_functions_in_local_functions_are_followed() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                Outer();

                void Outer()
                {
                    if (IsCut())
                        return;
                    Ensure();
                    Possible("Stop ToolCalls");
                    Alike("Stop ToolCalls");

                    bool IsCut() => reply.FinishReason == Reason.Length;

                    void Ensure()
                    {
                        if (reply.FinishReason == Reason.ContentFilter)
                            throw new Exception();
                    }
                }
            }
        }
        """);

    [Fact]
    public void Nothing_is_shown_beyond_a_call_that_never_returns() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                Possible("Stop Length ContentFilter ToolCalls");
                Fail(reply);
                Unreachable();
            }

            static void Fail(Reply reply) => throw new Exception(reply.Text);
        }
        """);

    [Fact]
    public void A_long_chain_of_calls_costs_its_length_and_not_its_power() => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                var text = new System.Text.StringBuilder(){{string.Concat(Enumerable.Repeat(".Append(reply.Text)", 60))}};
                if (reply.FinishReason == Reason.Length)
                    return;
                Possible("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void Recursion_and_virtual_methods_are_not_understood() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                if (Recursive(reply, 3))
                    return;
                Lost();
            }

            void Overridable()
            {
                var reply = Source.Reply();
                if (Virtual(reply))
                    return;
                Lost();
            }

            static bool Recursive(Reply reply, int depth) => depth == 0 ? reply.FinishReason == Reason.Stop : Recursive(reply, depth - 1);

            protected virtual bool Virtual(Reply reply) => reply.FinishReason == Reason.Stop;
        }
        """);

    [Fact]
    public void A_computed_property_of_the_watched_object_is_a_predicate() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                if (!reply.IsComplete)
                    return;
                Possible("Stop");
                Alike("Stop");
            }

            void Method()
            {
                var reply = Source.Reply();
                if (reply.WasCut())
                    Possible("Length");
            }
        }
        """);
}
