namespace AiApi.Analyzers.Tests.CaseAnalysis;

public class TextTests
{
    [Theory]
    [InlineData("status == \"succeeded\"", "succeeded")]
    [InlineData("\"succeeded\".Equals(status)", "succeeded")]
    [InlineData("string.Equals(status, \"succeeded\", StringComparison.OrdinalIgnoreCase)", "succeeded SUCCEEDED")]
    [InlineData("status?.ToLowerInvariant() == \"succeeded\"", "succeeded SUCCEEDED")]
    [InlineData("status is \"succeed\" or \"succeeded\"", "succeed succeeded")]
    [InlineData("status is not null && status.ToUpper() is \"SUCCEEDED\" or \"SUCCEED\"", "succeed succeeded SUCCEEDED")]
    [InlineData("Done.Contains(status)", "succeed succeeded")]
    [InlineData("DoneAnyCase.Contains(status!)", "succeed succeeded SUCCEEDED")]
    [InlineData("new[] { \"succeed\", \"succeeded\" }.Contains(status, StringComparer.OrdinalIgnoreCase)", "succeed succeeded SUCCEEDED")]
    [InlineData("Done.Any(word => string.Equals(word, status, StringComparison.OrdinalIgnoreCase))", "succeed succeeded SUCCEEDED")]
    [InlineData("Array.IndexOf(Done, status) >= 0", "succeed succeeded")]
    [InlineData("string.Compare(status, \"failed\", true) == 0", "failed other")] // How an unknown word sorts is not known.
    [InlineData("(status ?? \"failed\") == \"failed\"", "failed null")]
    public void Comparisons_of_text_are_run_as_written(string condition, string holds) => Probe.Check($$"""
        class Snippet
        {
            private static readonly string[] Done = { "succeed", "succeeded" };
            private static readonly HashSet<string> DoneAnyCase = new(StringComparer.OrdinalIgnoreCase) { "succeed", "succeeded" };

            void M()
            {
                var status = Source.Text();
                if ({{condition}})
                    Possible("{{holds}}");
            }
        }
        """);

    [Fact]
    public void Words_that_are_not_known_belong_to_the_other_case() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var status = Source.Text();
                if (status == "cooking")
                    Possible("other");
                else
                    Possible("succeed succeeded SUCCEEDED failed processing null other");
                if (status!.StartsWith("succ"))
                    Possible("succeed succeeded null other");
            }

            void Loop()
            {
                string? status;
                do
                {
                    status = Source.Text();
                }
                while (status is not ("succeed" or "failed"));
                Possible("succeed failed");
            }

            void Normalised()
            {
                var state = Source.Text() switch
                {
                    "succeed" or "succeeded" => 1,
                    "failed" => -1,
                    _ => 0,
                };
                if (state > 0)
                    Possible("succeed succeeded");
                else if (state == 0)
                    Possible("SUCCEEDED processing null other");
            }
        }
        """);

    [Theory]
    [InlineData("reply.FinishReason == OpenReason.Length", "Length")]
    [InlineData("reply.FinishReason == \"length\"", "Length")]
    [InlineData("reply.FinishReason == \"LENGTH\"", "Length")]
    [InlineData("reply.FinishReason is { } reason && reason == OpenReason.Length", "Length")]
    [InlineData("reply.FinishReason?.Value == \"length\"", "Length")]
    [InlineData("reply.FinishReason?.ToString() is \"length\" or \"content_filter\"", "Length ContentFilter")]
    [InlineData("reply.FinishReason is { Value: \"length\" }", "Length")]
    [InlineData("reply.FinishReason.ToString() is null", null)]
    [InlineData("reply.FinishReason.ToString() == \"\"", "null other")]
    [InlineData("new[] { OpenReason.Length, new(\"content_filter\") }.Contains(reply.FinishReason.GetValueOrDefault())", "Length ContentFilter")]
    [InlineData("Bad.Contains(reply.FinishReason)", "Length ContentFilter null")]
    [InlineData("new[] { OpenReason.Length, OpenReason.Stop }.Any(reason => reason == reply.FinishReason)", "Stop Length")]
    [InlineData("reply.FinishReason.GetValueOrDefault() == OpenReason.Stop", "Stop null")]
    [InlineData("reply.FinishReason is null || reply.FinishReason == OpenReason.Stop", "Stop null")]
    [InlineData("(reply.FinishReason ?? OpenReason.Stop) == OpenReason.Stop", "Stop null")]
    [InlineData("reply.FinishReason.Equals(OpenReason.Length)", "Length")]
    [InlineData("reply.FinishReason == default(OpenReason)", "Stop")]
    [InlineData("reply.FinishReason == new OpenReason(\"odd\")", "other")]
    public void Structs_around_a_text_compare_by_member_and_by_text(string condition, string? holds) => Probe.Check($$"""
        class Snippet
        {
            private static readonly HashSet<OpenReason?> Bad = new() { OpenReason.Length, "content_filter", null };

            void M()
            {
                var reply = Source.OpenReply();
                Possible("Stop Length ContentFilter null other");
                if ({{condition}})
                    {{(holds is null ? "Unreachable()" : $"Possible(\"{holds}\")")}};
            }
        }
        """);
}
