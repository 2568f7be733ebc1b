using System.Collections.Immutable;

namespace AiApi.Analyzers.Retries;

/// <summary>What the reports on retries tell their fixes.</summary>
internal static class RetryProperties
{
    /// <summary>The statuses that go round by the reported path, as <see cref="StatusText.Of"/> writes them.</summary>
    public const string Statuses = "statuses";

    /// <summary>The names of the exceptions that the handler takes, separated by blanks.</summary>
    public const string Exceptions = "exceptions";

    /// <summary>What a delay lacks.</summary>
    public const string Lacks = "lacks";

    /// <summary>The value of <see cref="Lacks"/> for a delay that grows, but has no random part.</summary>
    public const string Jitter = "jitter";

    /// <summary>Whether a retry can take the place of the client's own: it handles all failures that they do, and goes round all calls of the client.</summary>
    public const string Contains = "contains";

    /// <summary>The value of <see cref="Contains"/> where it does.</summary>
    public const string All = "all";

    public static ImmutableDictionary<string, string?> Of(RetryPath path) => ImmutableDictionary<string, string?>.Empty
        .Add(Statuses, StatusText.Of(path.Statuses))
        .Add(Exceptions, string.Join(" ", path.Exceptions));
}
