using Microsoft.CodeAnalysis;

namespace AiApi.CodeFixes.Completions;

/// <summary>The words in which fixes write about the results of one surface.</summary>
internal sealed class SurfaceWording(string surface)
{
    public string Surface { get; } = surface;

    /// <summary>Full name of the type of the finish reason.</summary>
    public required string ReasonType { get; init; }

    /// <summary>The assembly that defines that type.</summary>
    public required string Assembly { get; init; }

    /// <summary>The member of a result that holds its finish reason.</summary>
    public required string ReasonMember { get; init; }

    /// <summary>What a local that holds a result is called.</summary>
    public required string ResultName { get; init; }

    /// <summary>The reasons in the order in which a <c>switch</c> lists them.</summary>
    public required IReadOnlyList<ReasonWording> Reasons { get; init; }

    /// <summary>OpenAI.Chat of the OpenAI SDK 2.x.</summary>
    private static readonly SurfaceWording OpenAIChat = new("OpenAIChat")
    {
        ReasonType = "OpenAI.Chat.ChatFinishReason",
        Assembly = "OpenAI",
        ReasonMember = "FinishReason",
        ResultName = "completion",
        Reasons =
        [
            new("Stop", ReasonKind.Good),
            new("Length", ReasonKind.CutOff)
            {
                Advice = "The model's answer is cut off: raise MaxOutputTokenCount or shorten the prompt.",
                Telltales = ["length", "token", "long", "limit", "cut", "truncat", "incomplete", "partial"],
            },
            new("ContentFilter", ReasonKind.Blocked)
            {
                Advice = "The content filter withheld the model's answer: rephrase the prompt.",
                Telltales = ["filter", "block", "refus", "safe", "policy", "moderat", "harm", "withheld", "flag", "inappropriate"],
            },
            new("ToolCalls", ReasonKind.ToolCalls)
            {
                Advice = "The model asks for tool calls instead of answering: run them and send it their results.",
                Telltales = ["tool"],
            },
            new("FunctionCall", ReasonKind.Other)
            {
                Advice = "The model asks for a function call instead of answering: offer the function as a tool and handle tool calls.",
                Telltales = ["function"],
            },
        ],
    };

    private static readonly SurfaceWording[] All = [OpenAIChat];

    /// <summary>The words for the surface that a diagnostic names; null for a surface without fixes.</summary>
    public static SurfaceWording? Of(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue("surface", out var surface) ? Array.Find(All, w => w.Surface == surface) : null;
}

/// <summary>The words for one finish reason.</summary>
/// <param name="Name">The member of the reason's type.</param>
/// <param name="Kind">What it means.</param>
internal sealed record ReasonWording(string Name, ReasonKind Kind)
{
    /// <summary>The message of the exception for it: what happened and what to do.</summary>
    public string Advice { get; init; } = "";

    /// <summary>Parts of words by which a message is about this reason.</summary>
    public IReadOnlyList<string> Telltales { get; init; } = [];
}

/// <summary>What a finish reason means.</summary>
internal enum ReasonKind
{
    /// <summary>The answer is complete.</summary>
    Good,

    /// <summary>The answer stops before its end.</summary>
    CutOff,

    /// <summary>The answer was withheld, wholly or in part.</summary>
    Blocked,

    /// <summary>The model asks for tools: good where they are handled.</summary>
    ToolCalls,

    /// <summary>Anything else.</summary>
    Other,
}
