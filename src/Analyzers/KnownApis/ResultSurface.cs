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

    /// <summary>Where the finish reason is, below the result.</summary>
    public required string ReasonPath { get; init; }

    /// <summary>Metadata name of the finish reason's type.</summary>
    public required string ReasonType { get; init; }

    /// <summary>Whether the finish reason can be null.</summary>
    public bool IsReasonNullable { get; init; }

    /// <summary>Static members and wire texts where the reason is a struct around a text; empty for an enum, whose members are read from the reference.</summary>
    public ImmutableArray<KeyValuePair<string, string>> ReasonMembers { get; init; } = ImmutableArray<KeyValuePair<string, string>>.Empty;

    /// <summary>The reason a complete answer ends with.</summary>
    public required string Reference { get; init; }

    /// <summary>Further reasons of a good answer.</summary>
    public ImmutableArray<string> AlsoGood { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Reasons of an answer that was cut off.</summary>
    public required ImmutableArray<string> CutOff { get; init; }

    /// <summary>Reasons of an answer that was blocked.</summary>
    public required ImmutableArray<string> Blocked { get; init; }

    /// <summary>Reasons that ask the program to run tools.</summary>
    public required ImmutableArray<string> ToolCalls { get; init; }

    /// <summary>The model's text: reading one of these is using the answer.</summary>
    public required ImmutableArray<string> ContentPaths { get; init; }

    /// <summary>Collections of content: an element taken by position throws where there is none; handing one on is using the answer.</summary>
    public ImmutableArray<string> ContentCollections { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The tool calls.</summary>
    public ImmutableArray<string> ToolCallPaths { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Steps that lead from a wrapper to the same result.</summary>
    public ImmutableArray<string> Transparent { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Full names of types and methods (<c>Namespace.Type</c>, <c>Namespace.Type.Method</c>) that take the result into the chat history.</summary>
    public ImmutableArray<string> History { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>What to do about each reason, for messages of fixes: reason, advice.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Advice { get; init; }
}
