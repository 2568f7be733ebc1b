namespace AiApi.Analyzers.Tests.CaseAnalysis;

/// <summary>Collections below the watched object, and members that are there only in some cases.</summary>
public class SequenceTests
{
    [Theory]
    [InlineData("batch.Items[0].FinishReason")]
    [InlineData("batch.Items.First().FinishReason")]
    [InlineData("batch.Items.ToList()[0].FinishReason")]
    [InlineData("batch.Items.Where(item => item.Text != null).First().FinishReason")]
    [InlineData("batch.Items.OrderBy(item => item.Text).Last().FinishReason")]
    [InlineData("batch.Items.Select(item => item).Skip(1).First().FinishReason")]
    public void Elements_are_followed_through_queries(string reason) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var batch = Source.Batch();
                if ({{reason}} == Reason.Length)
                    return;
                Possible("Stop ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_loop_over_elements_tests_none_of_them() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var batch = Source.Batch();
                foreach (var item in batch.Items)
                {
                    Alike("Stop Length ContentFilter ToolCalls");
                    if (item.FinishReason == Reason.Length)
                        Possible("Length");
                }

                Possible("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Theory]
    [InlineData("batch.Items.Any(item => item.FinishReason == Reason.Length)")]
    [InlineData("batch.Items.Count(item => item.FinishReason == Reason.Length) > 0")]
    [InlineData("batch.Items.Any(IsCut)")]
    [InlineData("batch.Items.Where(item => item.FinishReason == Reason.Stop).Any()")]
    [InlineData("batch.Items.Select(item => item.FinishReason).Contains(Reason.Length)")]
    [InlineData("batch.Items.First(item => { return IsCut(item); }) == null")]
    public void A_test_of_elements_is_one_that_is_not_understood(string condition) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var batch = Source.Batch();
                if ({{condition}})
                    return;
                Lost();
            }

            static bool IsCut(Reply reply) => reply.FinishReason == Reason.Length;
        }
        """);

    [Theory]
    [InlineData("batch.Items.Any()")]
    [InlineData("batch.Items.Count > 0")]
    [InlineData("batch.Items.Any(item => item.Text == null)")]
    [InlineData("batch.Items.FirstOrDefault() is null")]
    public void To_count_is_no_test_of_the_reason(string condition) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var batch = Source.Batch();
                if ({{condition}})
                    return;
                Alike("Stop Length ContentFilter ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_function_that_is_run_over_elements_is_given_them() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var batch = Source.Batch();
                var texts = batch.Items.Select(item =>
                {
                    if (item.FinishReason != Reason.Stop)
                        throw new InvalidOperationException();
                    Possible("Stop");
                    return item.Text;
                }).ToList();
                batch.Items.ForEach(item =>
                {
                    if (item.FinishReason == Reason.Length)
                        Possible("Length");
                });
            }
        }
        """);

    [Theory]
    [InlineData("batch.Error is not null")]
    [InlineData("batch.Error != null")]
    [InlineData("batch.Error is { } error")]
    [InlineData("batch.Error?.Message is { } message")]
    public void A_member_that_is_there_only_in_some_cases_tells_them_apart(string condition) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var batch = Source.Batch();
                if ({{condition}})
                {
                    Possible("ContentFilter");
                    return;
                }

                Alike("Stop Length ToolCalls");
            }
        }
        """);

    [Fact]
    public void A_text_of_such_a_member_is_empty_elsewhere() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var batch = Source.Batch();
                if (!string.IsNullOrEmpty(batch.Error?.Message))
                    throw new InvalidOperationException(batch.Error.Message);
                Alike("Stop Length ToolCalls");
            }
        }
        """);
}
