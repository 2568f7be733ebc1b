namespace AiApi.Analyzers.Configuration;

/// <summary>Which base URLs serve which models.</summary>
internal sealed class ModelEndpoints(IReadOnlyList<ModelEndpoints.Pair> pairs)
{
    public bool IsEmpty => pairs.Count == 0;

    /// <summary>The pair in <c>model=https://host/path</c>; null when the text is none.</summary>
    public static Pair? ReadPair(string text)
    {
        var equals = text.IndexOf('=');
        if (equals < 0 || NamePattern.Read(text.Substring(0, equals).Trim()) is not { } model)
            return null;
        var url = text.Substring(equals + 1).Trim();
        return Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? new(model, url) : null;
    }

    /// <summary>The base URLs that serve the model; none when the list does not name it.</summary>
    public List<string> For(string model)
    {
        var urls = new List<string>();
        foreach (var pair in pairs)
        {
            if (pair.Model.Matches(model))
                urls.Add(pair.Url);
        }

        return urls;
    }

    internal sealed record Pair(NamePattern Model, string Url);
}
