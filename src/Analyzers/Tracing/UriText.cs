namespace AiApi.Analyzers.Tracing;

/// <summary>Combines texts of URIs that may have holes.</summary>
internal static class UriText
{
    /// <summary>The absolute address of <paramref name="relative"/> seen from <paramref name="address"/>, as <see cref="Uri(Uri, string)"/> makes it.</summary>
    public static PartialText Combine(PartialText address, PartialText relative)
    {
        if (IsAbsolute(relative.Template) || address.Template.Length == 0)
            return relative;
        var authority = AuthorityEnd(address.Template);
        if (relative.Template.Length > 0 && relative.Template[0] == '/')
            return authority is { } end ? address.Slice(0, end).Append(relative) : address.TrimEnd('/').Append(relative);
        if (authority == address.Template.Length)
            return address.Append(PartialText.Of("/")).Append(relative);
        var lastSlash = address.Template.LastIndexOf('/');
        return address.Slice(0, lastSlash < (authority ?? 0) ? address.Template.Length : lastSlash + 1).Append(relative);
    }

    public static bool IsAbsolute(string template) =>
        template.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || template.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the path, query or fragment of an absolute address starts; null when it is relative.</summary>
    private static int? AuthorityEnd(string template)
    {
        if (!IsAbsolute(template))
            return null;
        var end = template.IndexOfAny(['/', '?', '#'], template.IndexOf("://", StringComparison.Ordinal) + 3);
        return end < 0 ? template.Length : end;
    }
}
