namespace AiApi.Analyzers.KnownApis;

/// <summary>A vendor of AI APIs, known by its hosts, paths, clients or key shapes.</summary>
/// <param name="Name">The name for messages.</param>
/// <param name="Scheme">The scheme it wants in the <c>Authorization</c> header; null when the key goes elsewhere or nothing is known for certain.</param>
/// <param name="KeyVariable">The environment variable that the vendor's own documentation and SDKs read the key from.</param>
/// <param name="IsAggregator">Whether it passes requests on to other vendors, whose own status words then come back.</param>
internal sealed record Provider(string Name, string? Scheme, string KeyVariable, bool IsAggregator = false)
{
    /// <summary>A scheme that it still takes beside <see cref="Scheme"/>; null for none.</summary>
    public string? OlderScheme { get; init; }

    public override string ToString() => Name;
}
