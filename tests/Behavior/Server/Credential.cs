namespace AiApi.Behavior.Tests.Server;

/// <summary>A provider that looks at who asks, and where.</summary>
public sealed record Credential(string Name, Func<ProviderRequest, Completion?> Check) : Scenario(Name)
{
    /// <summary>The key that is good.</summary>
    public const string GoodKey = "good-key-of-the-tests";

    /// <summary>The key is due as <c>Bearer</c>, and is looked at.</summary>
    public static readonly Credential KeyIsChecked = new("key-checked", request => request.Key == $"Bearer {GoodKey}" ? Completion.Stop : null);

    /// <summary>The old key has been revoked.</summary>
    public static readonly Credential KeyIsRotated = new("key-rotated", request => request.Key is GoodKey or $"Bearer {GoodKey}" ? Completion.Stop : null);

    /// <summary>The model is served by one host only.</summary>
    public static readonly Credential ServedElsewhere = new("served-elsewhere", request => request.Host == "api.cometapi.com" ? Completion.Stop : null);

    public override Reply Answer(ProviderRequest request) =>
        Check(request)?.Answer(request) ?? (this == ServedElsewhere ? Failure.NotFound : Failure.Unauthorized).Answer(request);
}
