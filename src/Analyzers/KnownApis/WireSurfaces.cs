using System.Collections.Immutable;
using static AiApi.Analyzers.KnownApis.SurfaceRows;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What answers of a model look like on the wire, one row for each protocol, and one for each that is streamed. Paths are keys of the JSON; which protocol an answer speaks is seen by the text that is read of it.</summary>
internal static class WireSurfaces
{
    /// <summary>OpenAI's chat completions and everyone who speaks its protocol. Source: OpenAI API reference, chat completion object.</summary>
    public static readonly ResultSurface Chat = new()
    {
        Id = "WireChat",
        Assembly = "",
        Result = "",
        ReasonPath = "choices/[]/finish_reason",
        ReasonType = ResultSurfaces.TextType,
        IsReasonNullable = true,
        Reasons = Texts("stop", "length", "content_filter", "tool_calls", "function_call"),
        Reference = "stop",
        CutOff = Names("length"),
        Blocked = Names("content_filter"),
        ToolCalls = Names("tool_calls", "function_call"),
        ContentPaths = Names("choices/[]/message/content", "choices/[]/message/content/[]/text", "choices/[]/text"),
        ToolCallPaths = Names("choices/[]/message/tool_calls", "choices/[]/message/function_call"),
        Advice = Rows(
            ("length", "raise max_completion_tokens or shorten the prompt"),
            ("content_filter", "rephrase the prompt"),
            ("tool_calls", "run the requested tools and send their results"),
            ("function_call", "run the requested function and send its result")),
    };

    /// <summary>OpenAI's Responses. Source: OpenAI API reference, response object.</summary>
    public static readonly ResultSurface Responses = new()
    {
        Id = "WireResponses",
        Assembly = "",
        Result = "",
        ReasonPath = "status",
        ReasonType = ResultSurfaces.TextType,
        IsReasonNullable = true,
        Reasons = Texts("completed", "incomplete", "failed", "cancelled", "queued", "in_progress"),
        Reference = "completed",
        CutOff = Names("incomplete"),
        Blocked = Names("failed"),
        Pending = Names("queued", "in_progress"),
        OnlyFor = Rows(("error", "failed"), ("incomplete_details", "incomplete")),
        ContentPaths = Names("output/[]/content/[]/text", "output_text"),
        ToolCallPaths = Names("output/[]/arguments", "output/[]/call_id"),
        Advice = Rows(
            ("incomplete", "raise max_output_tokens, or rephrase the prompt, as incomplete_details says"),
            ("failed", "see error"),
            ("cancelled", "send the request again if the answer is still wanted")),
    };

    /// <summary>Anthropic's messages. Source: docs.anthropic.com, Messages API.</summary>
    public static readonly ResultSurface Messages = new()
    {
        Id = "WireMessages",
        Assembly = "",
        Result = "",
        ReasonPath = "stop_reason",
        ReasonType = ResultSurfaces.TextType,
        IsReasonNullable = true,
        Reasons = Texts("end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "model_context_window_exceeded"),
        Reference = "end_turn",
        AlsoGood = Names("stop_sequence"),
        CutOff = Names("max_tokens", "model_context_window_exceeded"),
        Blocked = Names("refusal"),
        ToolCalls = Names("tool_use"),
        TellsForcedTools = true,
        ContentPaths = Names("content/[]/text"),
        ToolCallPaths = Names("content/[]/input"),
        Advice = Rows(
            ("max_tokens", "raise max_tokens or shorten the prompt"),
            ("model_context_window_exceeded", "shorten the conversation"),
            ("refusal", "rephrase the prompt"),
            ("tool_use", "run the requested tools and send their results"),
            ("pause_turn", "send the conversation back to go on")),
    };

    /// <summary>Gemini. Source: ai.google.dev/api/generate-content.</summary>
    public static readonly ResultSurface Gemini = new()
    {
        Id = "WireGemini",
        Assembly = "",
        Result = "",
        ReasonPath = "candidates/[]/finishReason",
        ReasonType = ResultSurfaces.TextType,
        IsReasonNullable = true,
        Reasons = Texts("STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "OTHER", "MALFORMED_FUNCTION_CALL"),
        Reference = "STOP",
        CutOff = Names("MAX_TOKENS"),
        Blocked = Names("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"),
        ContentPaths = Names("candidates/[]/content/parts/[]/text"),
        ToolCallPaths = Names("candidates/[]/content/parts/[]/functionCall"),
        Advice = Rows(
            ("MAX_TOKENS", "raise maxOutputTokens or shorten the prompt"),
            ("SAFETY", "rephrase the prompt"),
            ("RECITATION", "ask for an answer in the model's own words"),
            ("BLOCKLIST", "rephrase the prompt"),
            ("PROHIBITED_CONTENT", "rephrase the prompt"),
            ("SPII", "keep personal data out of the prompt")),
    };

    /// <summary>The chunks in which chat completions are streamed. Source: OpenAI API reference, chat completion chunk object.</summary>
    public static readonly ResultSurface ChatLines = Chat with
    {
        Id = "WireChatLines",
        ContentPaths = Names("choices/[]/delta/content", "choices/[]/text"),
        ToolCallPaths = Names("choices/[]/delta/tool_calls", "choices/[]/delta/function_call"),
        IsInLines = true,
    };

    /// <summary>The events in which messages are streamed: the stop reason comes with one of its own. Source: docs.anthropic.com, streaming messages.</summary>
    public static readonly ResultSurface MessagesLines = Messages with
    {
        Id = "WireMessagesLines",
        ReasonPath = "delta/stop_reason",
        ContentPaths = Names("delta/text"),
        ToolCallPaths = Names("delta/partial_json"),
        IsInLines = true,
        IsReasonApart = true,
    };

    /// <summary>What Gemini streams, of the same form as a reply that comes at once. Source: ai.google.dev/api/generate-content.</summary>
    public static readonly ResultSurface GeminiLines = Gemini with { Id = "WireGeminiLines", IsInLines = true };

    public static readonly ImmutableArray<KnownSurface> All = ImmutableArray.CreateRange(ImmutableArray.Create(Chat, Responses, Messages, Gemini), KnownSurface.OnTheWire);

    /// <summary>The surfaces of single lines of a stream. Those of Responses are not among them: their <c>delta</c> is a text of which only the event's type tells what it is.</summary>
    public static readonly ImmutableArray<KnownSurface> Lines = ImmutableArray.CreateRange(ImmutableArray.Create(ChatLines, MessagesLines, GeminiLines), KnownSurface.OnTheWire);

    /// <summary>The row of that id; null for a surface of an SDK.</summary>
    public static ResultSurface? Find(string? id) => (All.FirstOrDefault(row => row.Data.Id == id) ?? Lines.FirstOrDefault(row => row.Data.Id == id))?.Data;

    private static ImmutableArray<KeyValuePair<string, string>> Texts(params string[] texts) => texts.Select(static text => new KeyValuePair<string, string>(text, text)).ToImmutableArray();
}
