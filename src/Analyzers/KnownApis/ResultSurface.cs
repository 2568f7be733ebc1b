using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What one SDK's result of a completion looks like. One row a surface; see <see cref="ResultSurfaces"/>.</summary>
internal sealed record ResultSurface
{
    /// <summary>Names the surface in diagnostics' properties; fixes look it up by this.</summary>
    public required string Id { get; init; }

    /// <summary>Simple name of the assembly that defines the types.</summary>
    public required string Assembly { get; init; }

    /// <summary>Metadata name of the result.</summary>
    public required string Result { get; init; }

    /// <summary>Full names of methods that put a streamed answer together to a result.</summary>
    public ImmutableArray<string> Aggregators { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Where the finish reason is, below the result.</summary>
    public required string ReasonPath { get; init; }

    /// <summary>Metadata name of the finish reason's type.</summary>
    public required string ReasonType { get; init; }

    /// <summary>The finish reason as messages name it; by default, the path.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>How C# reads the finish reason from a result, <c>{0}</c>, so that it throws on no good one; by default, along the path.</summary>
    public string? ReasonRead { get; init; }

    /// <summary>The finish reason, seen from a result.</summary>
    public string ReasonName => ReasonCode ?? ReasonPath.Replace("/[]", "[0]").Replace('/', '.');

    /// <summary>Whether the finish reason can be null.</summary>
    public bool IsReasonNullable { get; init; }

    /// <summary>What the reasons are called in C#, and their wire texts: static members where the reason is a struct around a text, names with their spellings
    /// where it is a text itself. An enum's members are read from the reference; their wire texts are listed where code can see them.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Reasons { get; init; } = ImmutableArray<KeyValuePair<string, string>>.Empty;

    /// <summary>Whether an enum's value can be none of its members.</summary>
    public bool IsReasonOpen { get; init; }

    /// <summary>The reason that <c>default</c> of its type equals.</summary>
    public string? DefaultReason { get; init; }

    /// <summary>Steps from the reason to its wire text.</summary>
    public ImmutableArray<string> ReasonTexts { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The reason a complete answer ends with.</summary>
    public required string Reference { get; init; }

    /// <summary>Further reasons of a good answer; <c>"null"</c> where none is given.</summary>
    public ImmutableArray<string> AlsoGood { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Reasons of an answer that was cut off. The first is the one that every check must look at; the others are rarer kinds of it.</summary>
    public required ImmutableArray<string> CutOff { get; init; }

    /// <summary>Reasons of an answer that was blocked, or failed. The first is the one that every check must look at; the others are rarer kinds of it.</summary>
    public required ImmutableArray<string> Blocked { get; init; }

    /// <summary>Reasons that ask the program to run tools.</summary>
    public ImmutableArray<string> ToolCalls { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether the answer to a request that makes the model call a tool ends as any other that calls one, not as a complete answer.</summary>
    public bool TellsForcedTools { get; init; }

    /// <summary>States of an answer that is not there yet: to wait for its end is not to look at how it ended.</summary>
    public ImmutableArray<string> Pending { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members that are there only for one reason: path, reason.</summary>
    public ImmutableArray<KeyValuePair<string, string>> OnlyFor { get; init; } = ImmutableArray<KeyValuePair<string, string>>.Empty;

    /// <summary>Members through which code can see the reason in another form: who reads one may look.</summary>
    public ImmutableArray<string> OtherForms { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The model's text: reading one of these is using the answer.</summary>
    public required ImmutableArray<string> ContentPaths { get; init; }

    /// <summary>Collections of content: an element taken by position throws where there is none; handing one on is using the answer.</summary>
    public ImmutableArray<string> ContentCollections { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Collections with content among other things: only an element taken by position is a use.</summary>
    public ImmutableArray<string> MixedCollections { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The tool calls, or what they are among.</summary>
    public ImmutableArray<string> ToolCallPaths { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Metadata name of a tool call's type, where tool calls are among other things.</summary>
    public string? ToolCallType { get; init; }

    /// <summary>Where the text of a refusal is, with which a complete answer can come instead of content; null where there is no such thing.</summary>
    public string? RefusalPath { get; init; }

    /// <summary>Steps that lead from a wrapper to the same result.</summary>
    public ImmutableArray<string> Transparent { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Full names of types and methods (<c>Namespace.Type</c>, <c>Namespace.Type.Method</c>) that take the result into the chat history.</summary>
    public ImmutableArray<string> History { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether it is JSON that stands in a line of a stream, after the name of the line's field.</summary>
    public bool IsInLines { get; init; }

    /// <summary>Whether the reason is in a line of its own, never in one with text.</summary>
    public bool IsReasonApart { get; init; }

    /// <summary>What to do about each reason, for messages of fixes: reason, advice.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Advice { get; init; }
}
