using System.Text.Json.Nodes;

namespace AiApi.Behavior.Tests.Server;

/// <summary>Responses as OpenAI's API reference describes them.</summary>
internal static class ResponsesWire
{
    public static Reply Whole(Completion completion) => new(200, Response(completion).ToJsonString());

    public static Reply Stream(Completion completion)
    {
        List<JsonObject> events = [Event("response.created", "response", Response(completion with { FinishReason = "in_progress", Text = null }))];
        foreach (var piece in ChatWire.Pieces(completion.Text))
            events.Add(Delta("response.output_text.delta", piece));
        if (completion.Refusal is { } refusal)
            events.Add(Delta("response.refusal.delta", refusal));
        if (completion.IsCut)
            return Reply.Events(Written(events)) with { IsCut = true };
        events.Add(completion.BreaksOff
            ? new() { ["type"] = "error", ["code"] = "server_error", ["message"] = Failure.Message, ["param"] = null }
            : Event($"response.{StatusOf(completion)}", "response", Response(completion)));
        return Reply.Events(Written(events));
    }

    private static IEnumerable<string> Written(IEnumerable<JsonObject> events) => events.Select((item, number) =>
    {
        item["sequence_number"] = number;
        return $"event: {item["type"]}\ndata: {item.ToJsonString()}";
    });

    private static JsonObject Event(string type, string member, JsonObject value) => new() { ["type"] = type, [member] = value };

    private static JsonObject Delta(string type, string piece) =>
        new() { ["type"] = type, ["item_id"] = "msg_1", ["output_index"] = 0, ["content_index"] = 0, ["delta"] = piece, ["logprobs"] = new JsonArray() };

    private static string StatusOf(Completion completion) => completion.FinishReason switch
    {
        "stop" or "tool_calls" or null => completion.HasChoices ? "completed" : "failed",
        "length" or "content_filter" => "incomplete",
        var other => other,
    };

    private static JsonObject Response(Completion completion) => new()
    {
        ["id"] = "resp_1",
        ["object"] = "response",
        ["created_at"] = 1763800000,
        ["status"] = StatusOf(completion),
        ["model"] = "gpt-4o",
        ["output"] = Output(completion),
        ["error"] = completion.HasChoices ? null : new JsonObject { ["code"] = "server_error", ["message"] = Failure.Message },
        ["incomplete_details"] = completion.FinishReason switch
        {
            "length" => new JsonObject { ["reason"] = "max_output_tokens" },
            "content_filter" => new JsonObject { ["reason"] = "content_filter" },
            _ => null,
        },
        ["parallel_tool_calls"] = true,
        ["tool_choice"] = "auto",
        ["tools"] = new JsonArray(),
        ["metadata"] = new JsonObject(),
        ["temperature"] = 1,
        ["top_p"] = 1,
    };

    private static JsonArray Output(Completion completion)
    {
        if (completion.CallsTool)
            return [Item("function_call", ("call_id", "call_1"), ("name", "atlas"), ("arguments", "{}"))];
        JsonObject? part = completion switch
        {
            { Refusal: { } refusal } => new() { ["type"] = "refusal", ["refusal"] = refusal },
            { Text: { } text } => new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() },
            _ => null,
        };
        return part is null ? [] : [Item("message", ("role", "assistant"), ("content", new JsonArray(part)))];
    }

    private static JsonObject Item(string type, params (string Name, JsonNode Value)[] members)
    {
        var item = new JsonObject { ["type"] = type, ["id"] = "msg_1", ["status"] = "completed" };
        foreach (var (name, value) in members)
            item[name] = value;
        return item;
    }
}
