using System.Text.Json.Nodes;

namespace AiApi.Behavior.Tests.Server;

/// <summary>Chat completions as OpenAI's API reference describes them.</summary>
internal static class ChatWire
{
    public static Reply Whole(Completion completion)
    {
        var message = new JsonObject { ["role"] = "assistant" };
        if (completion.HasContent)
            message["content"] = completion.Text;
        if (completion.Refusal is { } refusal)
            message["refusal"] = refusal;
        if (completion.CallsTool)
            message["tool_calls"] = new JsonArray(ToolCall());
        var choice = new JsonObject { ["index"] = 0, ["logprobs"] = null, ["finish_reason"] = completion.FinishReason, ["message"] = message };
        return new(200, Envelope("chat.completion", completion.HasChoices ? choice : null, Usage()).ToJsonString());
    }

    /// <summary>The reason comes in a chunk after the text, and the usage in another after that.</summary>
    public static Reply Stream(Completion completion)
    {
        List<JsonObject> chunks = [Chunk(new() { ["role"] = "assistant", ["content"] = "" })];
        foreach (var piece in Pieces(completion.Text))
            chunks.Add(Chunk(new() { ["content"] = piece }));
        if (completion.Refusal is { } refusal)
            chunks.Add(Chunk(new() { ["refusal"] = refusal }));
        if (completion.CallsTool)
            chunks.Add(Chunk(new() { ["tool_calls"] = new JsonArray(ToolCall()) }));
        if (completion.IsCut)
            return Reply.Events(Events(chunks)) with { IsCut = true };
        if (completion.BreaksOff)
            return Reply.Events([.. Events(chunks), $$$"""data: {"error": {"message": "{{{Failure.Message}}}", "type": "server_error"}}"""]);
        if (completion.HasChoices)
            chunks.Add(Chunk([], completion.FinishReason));
        chunks.Add(Envelope("chat.completion.chunk", null, Usage()));
        return Reply.Events([.. Events(chunks), "data: [DONE]"]);
    }

    /// <summary>A text in two parts, as a stream brings it.</summary>
    public static IEnumerable<string> Pieces(string? text) => string.IsNullOrEmpty(text) ? [] : [text[..(text.Length / 2)], text[(text.Length / 2)..]];

    private static IEnumerable<string> Events(IEnumerable<JsonObject> chunks) => chunks.Select(chunk => $"data: {chunk.ToJsonString()}");

    private static JsonObject Chunk(JsonObject delta, string? reason = null) =>
        Envelope("chat.completion.chunk", new() { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = reason }, null);

    private static JsonObject Envelope(string kind, JsonObject? choice, JsonObject? usage) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = kind,
        ["created"] = 1763800000,
        ["model"] = "gpt-4o",
        ["choices"] = choice is null ? new JsonArray() : new JsonArray(choice),
        ["usage"] = usage,
    };

    private static JsonObject ToolCall() => new()
    {
        ["index"] = 0,
        ["id"] = "call_1",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = "atlas", ["arguments"] = "{}" },
    };

    private static JsonObject Usage() => new() { ["prompt_tokens"] = 9, ["completion_tokens"] = 7, ["total_tokens"] = 16 };
}
