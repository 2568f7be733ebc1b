namespace AiApi.Analyzers.Tests.CaseAnalysis;

/// <summary>A text found by its key, in a dictionary that may be missing.</summary>
public class DictionaryTests
{
    [Theory]
    [InlineData("note.Metadata?[\"Reason\"]?.ToString() == \"length\"")]
    [InlineData("note.Metadata?[\"Reason\"] as string is \"length\"")]
    [InlineData("note.Metadata?[\"Reason\"] is string reason && reason == \"length\"")]
    [InlineData("note.Metadata is { } metadata && metadata.TryGetValue(\"Reason\", out var reason) && reason is \"length\"")]
    [InlineData("note.Metadata != null && note.Metadata.TryGetValue(\"Reason\", out object? reason) && \"length\".Equals(reason)")]
    [InlineData("note.Metadata!.GetValueOrDefault(\"Reason\")?.ToString()?.ToUpperInvariant() == \"LENGTH\"")]
    public void A_comparison_narrows_however_the_text_is_found(string condition) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var note = Source.Note();
                if ({{condition}})
                {
                    Possible("length");
                    return;
                }

                Possible("stop null other");
                Alike("stop null other");
            }
        }
        """);

    [Theory]
    [InlineData("note.Metadata is null")]
    [InlineData("note.Metadata?[\"Reason\"] is null")]
    [InlineData("!note.Metadata!.TryGetValue(\"Reason\", out _)")]
    public void Where_something_on_the_way_is_missing_the_text_is(string condition) => Probe.Check($$"""
        class Snippet
        {
            void M()
            {
                var note = Source.Note();
                if ({{condition}})
                    Possible("null");
                Alike("stop length other");
            }
        }
        """);

    [Fact]
    public void What_another_type_makes_of_the_text_is_not_known() => Probe.Check("""
        class Snippet
        {
            void M()
            {
                var note = Source.Note();
                if (note.Metadata?["Reason"] as OpenReason? == OpenReason.Length)
                    return;
                Lost();
            }
        }
        """);
}
