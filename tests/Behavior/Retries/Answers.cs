using AiApi.Behavior.Tests.Running;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>How a provider answers the requests of a run, one after the other.</summary>
internal static class Answers
{
    public const string Text = "Paris";

    /// <summary>What the body of a failed request says.</summary>
    public const string Detail = "The value of 'temperature' is too large.";

    private const int Ok = 200;

    /// <summary>Answers in turn; the last answer stays.</summary>
    /// <param name="statuses">200 for an answer, another status for an error object, 0 for a cut connection.</param>
    public static Func<Asked, Reply> InTurn(params int[] statuses) => asked => Of(statuses[Math.Min(asked.Number, statuses.Length) - 1], asked);

    /// <summary>Turns a request away, telling how many seconds to wait, and answers the next one.</summary>
    public static Func<Asked, Reply> RateLimitFor(int seconds) => asked => asked.Number == 1 ? Of(429, asked) with { RetryAfter = seconds } : Of(Ok, asked);

    private static Reply Of(int status, Asked asked) => status switch
    {
        0 => Reply.Cut,
        Ok => new(Ok, asked.Path.Contains("/messages") ? Message : asked.Path.Contains("/images/") ? Images : Completion),
        502 => new(502, "<html><body><h1>Bad Gateway</h1></body></html>"),
        _ => new(status, $$"""{ "error": { "message": "{{Detail}}", "type": "invalid_request_error", "param": "temperature", "code": "out_of_range" } }"""),
    };

    private const string Completion = $$"""
        {
          "id": "{{Text}}", "object": "chat.completion", "created": 1763800000, "model": "gpt-5.4",
          "choices": [{ "index": 0, "finish_reason": "stop", "logprobs": null, "message": { "role": "assistant", "content": "{{Text}}" } }],
          "usage": { "prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10 }
        }
        """;

    private const string Message = $$"""
        {
          "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-opus-5", "content": [{ "type": "text", "text": "{{Text}}" }],
          "stop_reason": "end_turn", "stop_sequence": null, "usage": { "input_tokens": 9, "output_tokens": 1 }
        }
        """;

    private const string Images = $$"""{ "created": 1763800000, "data": [{ "b64_json": "aW1hZ2U=", "revised_prompt": "{{Text}}" }] }""";
}
