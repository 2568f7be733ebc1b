using AiApi.Behavior.Tests.Server;

namespace AiApi.Behavior.Tests.Retries;

/// <summary>A provider that answers the requests of a run in turn; the last answer stays.</summary>
/// <param name="Statuses">200 for an answer, another status for an error, 0 for a connection that is cut.</param>
internal sealed record Answers(params IReadOnlyList<int> Statuses) : Scenario(string.Join('-', Statuses))
{
    public const string Text = Completion.WholeAnswer;

    /// <summary>What the body of a failed request says.</summary>
    public const string Detail = Failure.Message;

    private const string Page = "<html><body><h1>Bad Gateway</h1></body></html>";

    /// <summary>Turns a request away, telling how many seconds to wait, and answers the next one.</summary>
    public static Scenario RateLimitFor(int seconds) =>
        new Failure($"{seconds}-seconds", () => Failure.TooManyRequests.Reply() with { RetryAfter = seconds }).Then(Completion.Stop);

    public override Reply Answer(ProviderRequest request) => Statuses[Math.Min(request.Index, Statuses.Count - 1)] switch
    {
        0 => Failure.CutConnection.Reply(),
        200 => (request.Path.Contains("images/") ? (Scenario)Drawing.Drawn : Completion.Stop).Answer(request),
        502 => new(502, Page, "text/html"),
        var status => Failure.Status(status, "invalid_request_error").Reply(),
    };
}
