namespace AiApi.Analyzers.Configuration;

/// <summary>Endpoints that a user names: hosts, base URLs and paths.</summary>
internal sealed class EndpointPatterns(IReadOnlyList<EndpointPattern> patterns)
{
    /// <summary>Whether the user names none.</summary>
    public bool AreNone => patterns.Count == 0;

    /// <summary>Whether a URL is one of the endpoints.</summary>
    /// <param name="host">The host of a URL, without port; null when it is not known.</param>
    /// <param name="rest">What is known of the URL after the host.</param>
    public bool Match(string? host, string rest)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(host, rest))
                return true;
        }

        return false;
    }
}

/// <summary>A host, a host with the start of a path, or a part of a path.</summary>
internal sealed class EndpointPattern
{
    private readonly NamePattern? _host;
    private readonly string _path;

    private EndpointPattern(NamePattern? host, string path)
    {
        _host = host;
        _path = path;
    }

    /// <summary>The pattern; null when the text is neither a host, a URL nor a path.</summary>
    public static EndpointPattern? Read(string text)
    {
        if (text.Any(static c => char.IsWhiteSpace(c)))
            return null;
        if (text[0] == '/')
            return text.Length > 1 ? new(null, text.TrimEnd('/')) : null;
        foreach (var scheme in new[] { "https://", "http://" })
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                text = text.Substring(scheme.Length);
        }

        var slash = text.IndexOf('/');
        var authority = slash < 0 ? text : text.Substring(0, slash);
        var port = authority.IndexOf(':');
        var host = port < 0 ? authority : authority.Substring(0, port);
        return IsHost(host) && NamePattern.Read(host) is { } pattern ? new(pattern, slash < 0 ? "" : text.Substring(slash).TrimEnd('/')) : null;
    }

    public bool Matches(string? host, string rest)
    {
        if (_host is null)
            return rest.IndexOf(_path, StringComparison.OrdinalIgnoreCase) >= 0;
        return host is not null && _host.Matches(host) && rest.StartsWith(_path, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsHost(string text) =>
        text == "localhost" || (text.IndexOf('.') >= 0 && text.All(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '*'));
}
