using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>What the updates of one SDK's streamed completion look like. One row a surface; see <see cref="StreamSurfaces"/>.</summary>
/// <remarks>Members are written as <c>Namespace.Type.Member</c>, all of them of the surface's assembly.</remarks>
internal sealed record StreamSurface
{
    /// <summary>Names the surface in diagnostics' properties; fixes look it up by this.</summary>
    public required string Id { get; init; }

    /// <summary>Simple name of the assembly that defines the types.</summary>
    public required string Assembly { get; init; }

    /// <summary>Metadata name of the update, the base of all where there are several.</summary>
    public required string Update { get; init; }

    /// <summary>Members with the model's text: reading one is using the answer. <c>ToString</c> stands for an update that is formatted, too.</summary>
    public required ImmutableArray<string> Texts { get; init; }

    /// <summary>The text of a part of an update, where an update has parts of many kinds.</summary>
    public ImmutableArray<string> PartTexts { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members that say how the answer ended, the finish reason first; empty where only the update's own type says so.</summary>
    public ImmutableArray<string> Reasons { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members with the update in another form: what is done with one is done with the update.</summary>
    public ImmutableArray<string> OtherForms { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The finish reason as messages name it, seen from an update; by default, as from the whole answer.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>How C# reads the finish reason from an update, <c>{0}</c>, null where the update has none; by default, as from the whole answer.</summary>
    public string? ReasonRead { get; init; }

    /// <summary>Metadata name of the type in <see cref="ReasonRead"/>, if one is in it.</summary>
    public string? ReasonEvent { get; init; }

    /// <summary>Updates that say that the answer is not complete.</summary>
    public ImmutableArray<string> EndTypes { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Updates whose coming says that the answer is complete: code that waits for them need not ask for the others.</summary>
    public ImmutableArray<string> CompleteTypes { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Members with the model's calls of tools, or with what may be one; the one to read them from is the first.</summary>
    public ImmutableArray<string> ToolCalls { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Types of calls of tools, where these come among other things.</summary>
    public ImmutableArray<string> ToolCallTypes { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Methods that take updates into the chat history.</summary>
    public ImmutableArray<string> History { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The surface of the answer that the updates make up, whose finish reason is read from an update as from the whole; null where updates of
    /// their own say how the answer ended.</summary>
    public ResultSurface? Answer { get; init; }
}
