namespace AiApi.Behavior.Tests.Server;

/// <summary>How a model ends a reply: the same for chat, responses and Anthropic's messages, plain and streamed.</summary>
/// <param name="FinishReason">What chat calls it; the other APIs have names of their own for it.</param>
/// <param name="Text">The text of the reply so far; null where there is none.</param>
public sealed record Completion(string Name, string? FinishReason, string? Text = null) : Scenario(Name)
{
    public const string WholeAnswer = "Paris is the capital of France.";
    public const string HalfAnswer = "Paris is the cap";
    public const string MalformedAnswer = "Sure! Here is the JSON: {";
    public const string RefusalText = "I cannot help with that.";

    public static readonly Completion Stop = new("stop", "stop", WholeAnswer);
    public static readonly Completion Length = new("length", "length", HalfAnswer);
    public static readonly Completion FilteredWithNullContent = new("filtered-null", "content_filter");
    public static readonly Completion FilteredWithoutContent = new("filtered-missing", "content_filter") { HasContent = false };
    public static readonly Completion FilteredWithEmptyContent = new("filtered-empty", "content_filter", "");
    public static readonly Completion Refused = new("refusal", "stop") { Refusal = RefusalText };

    /// <summary>Asks for a tool first, and answers once it has the tool's result.</summary>
    public static readonly Completion ToolCalls = new("tool-calls", "tool_calls") { CallsTool = true };

    public static readonly Completion Json = new("json", "stop", """{"capital": "Paris"}""");
    public static readonly Completion MalformedJson = new("malformed-json", "stop", MalformedAnswer);
    public static readonly Completion Word = new("word", "stop", "yes");
    public static readonly Completion Number = new("number", "stop", "42");

    /// <summary>A reason that no SDK of OpenAI's or Anthropic's knows; DeepSeek sends it.</summary>
    public static readonly Completion UnknownReason = new("unknown-reason", "insufficient_system_resource", HalfAnswer);

    /// <summary>No reason at all.</summary>
    public static readonly Completion NoReason = new("no-reason", null, WholeAnswer);

    /// <summary>A reply that a stop sequence ended, as was asked for.</summary>
    public static readonly Completion StopSequence = new("stop-sequence", "stop", WholeAnswer) { EndsAtStopSequence = true };

    /// <summary>The model's context window is full; only Anthropic tells it from the limit that was asked for.</summary>
    public static readonly Completion WindowExceeded = new("window-exceeded", "length", HalfAnswer) { ExceedsWindow = true };

    public static readonly Completion NoChoices = new("no-choices", "stop") { HasChoices = false };

    /// <summary>A stream whose connection breaks before its end.</summary>
    public static readonly Completion CutStream = new("cut-stream", "stop", WholeAnswer) { IsCut = true };

    /// <summary>A stream that tells of an error in its middle, after status 200.</summary>
    public static readonly Completion ErrorInStream = new("error-in-stream", "stop", WholeAnswer) { BreaksOff = true };

    public static readonly IReadOnlyList<Completion> Filtered = [FilteredWithNullContent, FilteredWithoutContent, FilteredWithEmptyContent];

    public static readonly IReadOnlyList<Completion> CutOffOrBlocked = [Length, .. Filtered];

    public static readonly IReadOnlyList<Completion> All = [Stop, .. CutOffOrBlocked, Refused, ToolCalls, Json, MalformedJson, Word, Number, NoChoices];

    /// <summary>What the model says instead of an answer.</summary>
    public string? Refusal { get; init; }

    public bool CallsTool { get; init; }

    /// <summary>Whether the message has a member for its content, though it be null.</summary>
    public bool HasContent { get; init; } = true;

    public bool HasChoices { get; init; } = true;

    public bool EndsAtStopSequence { get; init; }

    public bool ExceedsWindow { get; init; }

    /// <summary>Whether the connection breaks in the middle of a stream.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether an error comes in the middle of a stream.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>Everything that a plain reply can be, but that.</summary>
    public static IReadOnlyList<Completion> AllBut(Completion one) => [.. All.Where(completion => completion != one)];

    public override Reply Answer(ProviderRequest request)
    {
        if (CallsTool && HasToolResult(request.Body))
            return Stop.Answer(request);
        var isStreamed = request.Body.Contains("\"stream\":true") || request.Body.Contains("\"stream\": true");
        return request.Path.Split('?')[0] switch
        {
            var path when path.EndsWith("chat/completions") => isStreamed ? ChatWire.Stream(this) : ChatWire.Whole(this),
            var path when path.EndsWith("responses") => isStreamed ? ResponsesWire.Stream(this) : ResponsesWire.Whole(this),
            var path when path.EndsWith("messages") => isStreamed ? MessagesWire.Stream(this) : MessagesWire.Whole(this),
            _ => Failure.NotFound.Answer(request),
        };
    }

    private static bool HasToolResult(string body) =>
        body.Contains("\"tool_call_id\"") || body.Contains("\"function_call_output\"") || body.Contains("\"tool_result\"");
}
