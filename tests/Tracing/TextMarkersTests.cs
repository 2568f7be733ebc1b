using AiApi.Analyzers.KnownApis;
using AiApi.Analyzers.Tracing;
using Xunit;

namespace AiApi.Analyzers.Tests.Tracing;

/// <summary>The marks that files are searched for before anything else.</summary>
public class TextMarkersTests
{
    private static readonly TextMarkers Markers = new(
    [
        .. Endpoints.Marks.Select(static word => (TextMarks.Endpoint, word)),
        .. TaskModels.Starts.Select(static word => (TextMarks.TaskModel, word)),
        .. KeyShapes.Starts.Select(static word => (TextMarks.Key, word)),
    ]);

    [Theory]
    [InlineData("new Uri(\"https://api.openai.com/v1/\")")]
    [InlineData("$\"{host}/v1/chat/completions\"")]
    [InlineData("$\"{host}chat/completions?x={x}\"")]
    [InlineData("\"https://contoso.openai.azure.com\"")]
    [InlineData("\"/models/gemini-pro:generateContent\"")]
    [InlineData("\"/VIDU/ent\"")]
    [InlineData("\"http://localhost:11434/api\"")]
    public void An_address_is_a_mark(string code) => Assert.Equal(TextMarks.Endpoint, Markers.In(code));

    [Theory]
    [InlineData("individual")]
    [InlineData("chat/completionsettings")]
    [InlineData("preapi.openai.com")]
    [InlineData("\"risk-0123456789abcdefghijklmnop\"")]
    [InlineData("\"sk-large\"")]
    public void A_part_of_another_word_is_none(string code) => Assert.Equal(TextMarks.None, Markers.In(code));

    [Theory]
    [InlineData("\"kling-v2-master\"")]
    [InlineData("\"{ \\\"model\\\": \\\"sora-2\\\" }\"")]
    public void The_start_of_a_model_s_name_is_a_mark(string code) => Assert.Equal(TextMarks.TaskModel, Markers.In(code));

    [Theory]
    [InlineData("\"sk-0123456789abcdefghijklmnop\"")]
    [InlineData("\"Bearer sk-proj-0123456789abcdefghijklmnop\"")]
    public void A_literal_of_the_form_of_a_key_is_a_mark(string code) => Assert.Equal(TextMarks.Key, Markers.In(code));

    [Fact]
    public void All_that_a_text_has_marks_of_is_told() =>
        Assert.Equal(TextMarks.Endpoint | TextMarks.TaskModel, Markers.In("Post(\"https://api.klingai.com/v1/videos/text2video\", new { model_name = \"kling-v1\" })"));
}
