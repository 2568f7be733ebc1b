namespace AiApi.Analyzers.Tests.CaseAnalysis;

public class SwitchTests
{
    [Fact]
    public void Labels_of_one_section_are_one_condition() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                switch (reply.FinishReason)
                {
                    case Reason.Stop:
                    case Reason.ToolCalls:
                        Possible("Stop ToolCalls");
                        Alike("Stop ToolCalls");
                        break;
                    case Reason.Length:
                        Possible("Length");
                        Alike("");
                        break;
                    default:
                        Possible("ContentFilter");
                        Alike("");
                        break;
                }

                Possible("Stop Length ContentFilter ToolCalls");
                Alike("Stop ToolCalls");
            }
        }
        """);

    [Fact]
    public void Labels_beside_default_tell_nothing_apart_from_it() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                switch (reply.FinishReason)
                {
                    case Reason.ContentFilter:
                        throw new Exception();
                    case Reason.Length:
                    default:
                        Possible("Stop Length ToolCalls");
                        Alike("Stop Length ToolCalls");
                        break;
                }

                Alike("Stop Length ToolCalls");
            }
        }
        """);

    [Fact]
    public void Labels_beside_default_bring_only_their_own_cases_there() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                switch (reply.FinishReason)
                {
                    case Reason.Length:
                    default:
                        Possible("Stop Length ToolCalls");
                        Alike("Stop Length ToolCalls");
                        break;
                    case Reason.ContentFilter:
                        throw new Exception();
                }
            }
        }
        """);

    [Fact]
    public void Guards_count_with_their_pattern() => Probe.Check("""
        class Snippet
        {
            void M(bool verbose)
            {
                var reply = Source.Reply();
                switch (reply.FinishReason)
                {
                    case Reason.Length when verbose:
                        Possible("Length");
                        return;
                    case Reason.ContentFilter:
                        return;
                }

                Possible("Stop Length ToolCalls");
                Alike("Stop ToolCalls");
            }
        }
        """);

    [Fact]
    public void Arms_of_a_switch_expression_are_branches() => Probe.Check("""
        class Snippet
        {
            string M()
            {
                var reply = Source.Reply();
                var text = reply.FinishReason switch
                {
                    Reason.Stop => At(),
                    Reason.Length when Source.Flag() => "cut",
                    > Reason.Length => throw new Exception(),
                    _ => "cut too",
                };
                Possible("Stop Length");
                Alike("Stop");
                return text;

                string At()
                {
                    Possible("Stop");
                    Alike("Stop");
                    return "";
                }
            }

            void Properties(bool verbose)
            {
                var reply = Source.Reply();
                var note = (reply, verbose) switch
                {
                    ({ FinishReason: Reason.Length }, true) => 1,
                    ({ FinishReason: Reason.ContentFilter }, _) => throw new Exception(),
                    _ => 2,
                };
                Possible("Stop Length ToolCalls");
                Alike("Stop ToolCalls");
                if (note == 2)
                    Possible("Stop Length ToolCalls");
            }
        }
        """);

    [Fact]
    public void Goto_case_and_goto_default_keep_their_cases() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                switch (reply.FinishReason)
                {
                    case Reason.Length:
                        goto case Reason.Stop;
                    case Reason.Stop:
                        Possible("Stop Length");
                        break;
                    case Reason.ToolCalls:
                        goto default;
                    default:
                        Possible("ContentFilter ToolCalls");
                        break;
                }
            }
        }
        """);

    [Fact]
    public void A_switch_over_strings_and_types_is_evaluated() => Probe.Check("""
        class Snippet
        {
            void Names()
            {
                var reply = Source.Reply();
                switch (reply.FinishReason.ToString())
                {
                    case "Stop":
                        Possible("Stop");
                        break;
                    case var name when name.StartsWith("Con"):
                        Possible("ContentFilter");
                        break;
                    default:
                        Possible("Length ToolCalls");
                        break;
                }
            }

            void Whole()
            {
                switch (Source.Reply())
                {
                    case { FinishReason: Reason.Stop } complete:
                        Possible("Stop");
                        break;
                    case { FinishReason: Reason.Length or Reason.ContentFilter }:
                        Possible("Length ContentFilter");
                        break;
                    default:
                        Possible("ToolCalls");
                        break;
                }
            }
        }
        """);
}
