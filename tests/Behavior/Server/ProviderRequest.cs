namespace AiApi.Behavior.Tests.Server;

/// <summary>A request as the provider received it.</summary>
/// <param name="Path">The path below the endpoint, without a slash in front.</param>
/// <param name="Endpoint">The endpoint, for links in the answer.</param>
/// <param name="Index">How many requests came before it.</param>
/// <param name="IndexByMethod">How many of them had the same method: a task is created by POST and asked about by GET.</param>
/// <param name="Time">When it came, since the play began.</param>
public sealed record ProviderRequest(
    string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers, Uri Endpoint, int Index, int IndexByMethod, TimeSpan Time);
