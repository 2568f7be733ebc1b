using System.Text.Json.Nodes;

namespace AiApi.Behavior.Tests.Server;

/// <summary>Messages as Anthropic's API reference describes them.</summary>
internal static class MessagesWire
{
    public static Reply Whole(Completion completion) => new(200, Message(completion, Blocks(completion), ReasonOf(completion)).ToJsonString());

    public static Reply Stream(Completion completion)
    {
        List<JsonObject> events = [new() { ["type"] = "message_start", ["message"] = Message(completion, [], null) }];
        foreach (var (index, block) in Blocks(completion).Index())
        {
            var text = (string?)block!["text"];
            events.Add(new() { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = text is null ? block.DeepClone() : Text("") });
            foreach (var piece in ChatWire.Pieces(text))
                events.Add(new() { ["type"] = "content_block_delta", ["index"] = index, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = piece } });
            if (completion.IsCut || completion.BreaksOff)
                break;
            events.Add(new() { ["type"] = "content_block_stop", ["index"] = index });
        }

        if (completion.BreaksOff)
            events.Add(new() { ["type"] = "error", ["error"] = new JsonObject { ["type"] = "overloaded_error", ["message"] = Failure.Message } });
        if (completion.IsCut || completion.BreaksOff)
            return Reply.Events(Written(events)) with { IsCut = completion.IsCut };
        var delta = new JsonObject { ["stop_reason"] = ReasonOf(completion), ["stop_sequence"] = SequenceOf(completion) };
        events.Add(new() { ["type"] = "message_delta", ["delta"] = delta, ["usage"] = Usage() });
        events.Add(new() { ["type"] = "message_stop" });
        return Reply.Events(Written(events));
    }

    private static IEnumerable<string> Written(IEnumerable<JsonObject> events) => events.Select(item => $"event: {item["type"]}\ndata: {item.ToJsonString()}");

    private static string? ReasonOf(Completion completion) => completion switch
    {
        { EndsAtStopSequence: true } => "stop_sequence",
        { ExceedsWindow: true } => "model_context_window_exceeded",
        { Refusal: not null } or { FinishReason: "content_filter" } => "refusal",
        { FinishReason: "stop" } => "end_turn",
        { FinishReason: "length" } => "max_tokens",
        { FinishReason: "tool_calls" } => "tool_use",
        _ => completion.FinishReason,
    };

    private static string? SequenceOf(Completion completion) => completion.EndsAtStopSequence ? "END" : null;

    private static JsonObject Message(Completion completion, JsonArray blocks, string? reason) => new()
    {
        ["id"] = "msg_1",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = "claude-sonnet-4-5",
        ["content"] = blocks,
        ["stop_reason"] = reason,
        ["stop_sequence"] = SequenceOf(completion),
        ["usage"] = Usage(),
    };

    private static JsonArray Blocks(Completion completion) => completion switch
    {
        { CallsTool: true } => [new JsonObject { ["type"] = "tool_use", ["id"] = "call_1", ["name"] = "atlas", ["input"] = new JsonObject() }],
        { Text: { } text } => [Text(text)],
        _ => [],
    };

    private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text, ["citations"] = null };

    private static JsonObject Usage() => new() { ["input_tokens"] = 9, ["output_tokens"] = 7 };
}
