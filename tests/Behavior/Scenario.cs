namespace AiApi.Behavior.Tests;

/// <summary>One way in which a provider answers, with HTTP 200.</summary>
/// <param name="Name">Names it in tests and in the provider's paths.</param>
/// <param name="Choices">The <c>choices</c> of the chat completion.</param>
public sealed record Scenario(string Name, string Choices)
{
    public const string WholeAnswer = "Paris is the capital of France.";
    public const string HalfAnswer = "Paris is the cap";
    public const string MalformedAnswer = "Sure! Here is the JSON: {";
    public const string RefusalText = "I cannot help with that.";

    public static readonly Scenario Stop = new("stop", Choice("stop", $$"""{"role": "assistant", "content": "{{WholeAnswer}}"}"""));

    public static readonly Scenario Length = new("length", Choice("length", $$"""{"role": "assistant", "content": "{{HalfAnswer}}"}"""));

    public static readonly Scenario FilteredWithNullContent = new("filtered-null", Choice("content_filter", """{"role": "assistant", "content": null}"""));

    public static readonly Scenario FilteredWithoutContent = new("filtered-missing", Choice("content_filter", """{"role": "assistant"}"""));

    public static readonly Scenario FilteredWithEmptyContent = new("filtered-empty", Choice("content_filter", """{"role": "assistant", "content": ""}"""));

    public static readonly Scenario Refusal = new("refusal", Choice(
        "stop",
        """{"role": "assistant", "content": null, "refusal": "I cannot help with that."}"""));

    /// <summary>Asks for a tool first, and answers once it has the tool's result.</summary>
    public static readonly Scenario ToolCalls = new("tool-calls", Choice(
        "tool_calls",
        """{"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "atlas", "arguments": "{}"}}]}"""));

    public static readonly Scenario Json = new("json", Choice("stop", $$"""{"role": "assistant", "content": "{\"capital\": \"Paris\"}"}"""));

    public static readonly Scenario MalformedJson = new("malformed-json", Choice("stop", $$"""{"role": "assistant", "content": "{{MalformedAnswer}}"}"""));

    public static readonly Scenario Word = new("word", Choice("stop", """{"role": "assistant", "content": "yes"}"""));

    public static readonly Scenario Number = new("number", Choice("stop", """{"role": "assistant", "content": "42"}"""));

    public static readonly Scenario NoChoices = new("no-choices", "");

    public static readonly IReadOnlyList<Scenario> CutOffOrBlocked = [Length, FilteredWithNullContent, FilteredWithoutContent, FilteredWithEmptyContent];

    public static readonly IReadOnlyList<Scenario> All = [Stop, .. CutOffOrBlocked, Refusal, ToolCalls, Json, MalformedJson, Word, Number, NoChoices];

    public static Scenario Of(string name) => All.Single(scenario => scenario.Name == name);

    /// <summary>The body of the response to a chat request.</summary>
    public string Chat(string request) =>
        $$"""
        {
          "id": "chatcmpl-1",
          "object": "chat.completion",
          "created": 1763800000,
          "model": "gpt-4o",
          "choices": [{{(this == ToolCalls && request.Contains("\"tool_call_id\"") ? Stop.Choices : Choices)}}],
          "usage": {"prompt_tokens": 9, "completion_tokens": 7, "total_tokens": 16}
        }
        """;

    private static string Choice(string finishReason, string message) =>
        $$"""{"index": 0, "logprobs": null, "finish_reason": "{{finishReason}}", "message": {{message}}}""";
}
