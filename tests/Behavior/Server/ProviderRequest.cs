namespace AiApi.Behavior.Tests.Server;

/// <summary>A request as the provider received it.</summary>
/// <param name="Path">The path below the endpoint, without a slash in front.</param>
/// <param name="Endpoint">The endpoint, for links in the answer.</param>
/// <param name="Index">How many requests came before it.</param>
/// <param name="IndexByMethod">How many of them had the same method: a task is created by POST and asked about by GET.</param>
/// <param name="Time">When it came, since the play began.</param>
public sealed record ProviderRequest(
    string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers, Uri Endpoint, int Index, int IndexByMethod, TimeSpan Time)
{
    /// <summary>Holds the host that a program meant, where its client sends to the endpoint whatever host its URL names.</summary>
    public const string HostHeader = "X-Host";

    public string? Host => Headers.GetValueOrDefault(HostHeader);

    /// <summary>The key as the header <c>Authorization</c> has it, or <c>x-api-key</c>.</summary>
    public string? Key => Headers.GetValueOrDefault("Authorization") ?? Headers.GetValueOrDefault("x-api-key");
}
