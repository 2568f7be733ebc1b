using System.Collections.Immutable;

namespace AiApi.Analyzers.KnownApis;

/// <summary>The words, or numbers, by which an API says how a generation task goes. Case matters.</summary>
/// <param name="Name">Whose words they are, for messages.</param>
internal sealed record TaskVocabulary(string Name)
{
    /// <summary>Words of a task that is not finished.</summary>
    public ImmutableArray<string> Pending { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Words of a task that succeeded; each of them can come.</summary>
    public ImmutableArray<string> Success { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Words of a task that will never succeed, the one for failure first. Empty where failure is an HTTP status.</summary>
    public ImmutableArray<string> Failure { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether these are a gateway's words, which change with the model behind it and with the gateway's version: code that waits for one of
    /// <see cref="Success"/> has to know all of them, code that waits for another word knows better.</summary>
    public bool IsGateway { get; init; }

    /// <summary>Whether the statuses are numbers.</summary>
    public bool AreNumbers { get; init; }

    public static ImmutableArray<string> Words(params string[] words) => words.ToImmutableArray();
}
