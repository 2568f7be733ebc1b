namespace AiApi.Analyzers.Tests.CaseAnalysis;

public class ExceptionTests
{
    [Theory]
    [InlineData("ex.Status is 429 or >= 500", "429 500-599 above 599")]
    [InlineData("ex.Status == 429 || ex.Status >= 500 && ex.Status <= 504", "429 500-504")]
    [InlineData("ex.Status / 100 == 5", "500-599")]
    [InlineData("(int)ex.StatusCode! == 429", "429")]
    [InlineData("ex.StatusCode == HttpStatusCode.TooManyRequests", "429")]
    [InlineData("ex.StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError", "429 500-599 above 599 null")]
    [InlineData("ex.StatusCode is { } code && (int)code >= 500", "500-599 above 599")]
    [InlineData("ex.StatusCode.HasValue && (int)ex.StatusCode.Value == 408", "408")]
    [InlineData("(int?)ex.StatusCode > 499", "500-599 above 599")]
    [InlineData("!(ex.Status < 500)", "500-599 above 599 null")]
    [InlineData("IsTransient(ex)", "408 429 500-599 above 599")]
    [InlineData("Retryable.Contains(ex.Status)", "408 429 503")]
    [InlineData("ex.Status switch { 429 => true, >= 500 and < 600 => true, _ => false }", "429 500-599")]
    [InlineData("ex is { Status: 429 or 503 }", "429 503")]
    public void A_filter_lets_its_statuses_in(string filter, string caught) => Probe.Check($$"""
        class Snippet
        {
            private static readonly int[] Retryable = { 408, 429, 503 };

            void M()
            {
                try
                {
                    Source.Call();
                }
                catch (ApiException ex) when ({{filter}})
                {
                    Possible("{{caught}}");
                }
            }

            static bool IsTransient(ApiException ex) => ex.Status is 408 or 429 || ex.Status >= 500;
        }
        """);

    [Fact]
    public void A_rethrow_in_a_handler_leaves_the_rest() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                try
                {
                    Source.Call();
                }
                catch (ApiException ex)
                {
                    if (ex.Status < 500 && ex.Status != 429)
                        throw;
                    Possible("429 500-599 above 599 null");
                }
            }
        }
        """);

    [Fact]
    public void A_handler_sees_every_state_of_its_try() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var reply = Source.Reply();
                var checkedReason = false;
                try
                {
                    if (reply.FinishReason != Reason.Stop)
                        throw new Exception();
                    checkedReason = true;
                    Source.Log(1);
                    Possible("Stop");
                }
                catch (Exception)
                {
                    Possible("Stop Length ContentFilter ToolCalls");
                    if (checkedReason)
                        Possible("Stop");
                }

                Possible("Stop Length ContentFilter ToolCalls");
            }

            void Finally()
            {
                var reply = Source.Reply();
                try
                {
                    if (reply.FinishReason == Reason.Length)
                        return;
                }
                finally
                {
                    Possible("Stop Length ContentFilter ToolCalls");
                }

                Possible("Stop ContentFilter ToolCalls");
            }

            async Task Using()
            {
                using var stream = new System.IO.MemoryStream();
                var reply = await Source.ReplyAsync();
                lock (stream)
                {
                    if (reply.FinishReason is Reason.Length)
                        return;
                }

                Possible("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void Loops_of_every_kind_join_their_rounds() => Probe.Check("""
        class Snippet
        {
            void Each()
            {
                foreach (var reply in Source.Replies())
                {
                    Possible("Stop Length ContentFilter ToolCalls");
                    if (reply.FinishReason == Reason.Length)
                        break;
                    if (reply.FinishReason == Reason.ContentFilter)
                        continue;
                    Possible("Stop ToolCalls");
                    Alike("Stop ToolCalls");
                }
            }

            void Until()
            {
                Reply reply;
                do
                {
                    reply = Source.Reply();
                }
                while (reply.FinishReason != Reason.Stop && Source.Flag());
                Possible("Stop Length ContentFilter ToolCalls");
                Alike("Stop");
            }

            void Counted()
            {
                for (var reply = Source.Reply(); reply.FinishReason == Reason.Length; reply = Source.Reply())
                    Possible("Length");
            }

            void Goto()
            {
            again:
                var reply = Source.Reply();
                if (reply.FinishReason == Reason.Length)
                    goto again;
                Possible("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_nested_function_does_not_throw_into_the_handlers_around_its_creation() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                try
                {
                    Func<string> ask = () =>
                    {
                        var reply = Source.Reply();
                        if (reply.FinishReason != Reason.Stop)
                            throw new Exception();
                        Possible("Stop");
                        return reply.Text;
                    };
                    Source.Log(ask());
                }
                catch (Exception)
                {
                    Source.Log("failed");
                }
            }
        }
        """);
}
