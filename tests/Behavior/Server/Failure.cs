using System.Text.Json.Nodes;

namespace AiApi.Behavior.Tests.Server;

/// <summary>A provider that does not do what it is asked.</summary>
public sealed record Failure(string Name, Func<Reply> Reply) : Scenario(Name)
{
    /// <summary>The error's message in every body.</summary>
    public const string Message = "The provider says what is wrong.";

    public static readonly Failure BadRequest = Status(400, "invalid_request_error");
    public static readonly Failure Unauthorized = Status(401, "authentication_error");
    public static readonly Failure Forbidden = Status(403, "permission_error");
    public static readonly Failure NotFound = Status(404, "not_found_error");
    public static readonly Failure Unprocessable = Status(422, "invalid_request_error");
    public static readonly Failure TooManyRequests = Status(429, "rate_limit_error");

    /// <summary>429 with the header that asks to wait for a second.</summary>
    public static readonly Failure TooManyRequestsForASecond = new("429-retry-after", () => TooManyRequests.Reply() with { RetryAfter = 1 });

    public static readonly Failure ServerError = Status(500, "server_error");
    public static readonly Failure BadGateway = Status(502, "server_error");
    public static readonly Failure Unavailable = Status(503, "server_error");
    public static readonly Failure GatewayTimeout = Status(504, "server_error");

    /// <summary>Status 200, and an error in the body.</summary>
    public static readonly Failure Disguised = new("200-with-error", () => new(200, Body("server_error")));

    /// <summary>A body that starts and stops: the connection is cut.</summary>
    public static readonly Failure CutBody = new("cut-body", () => new(200, """{"id": "chatcmpl-1", "choices": [{""") { IsCut = true });

    /// <summary>A connection that is cut before a byte of the answer.</summary>
    public static readonly Failure CutConnection = new("cut-connection", () => new(200, "") { IsCut = true });

    public static readonly IReadOnlyList<Failure> Lasting = [BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable];

    public static readonly IReadOnlyList<Failure> Transient = [TooManyRequests, TooManyRequestsForASecond, ServerError, BadGateway, Unavailable, GatewayTimeout];

    /// <summary>An error status, with a body that OpenAI's and Anthropic's clients read.</summary>
    public static Failure Status(int status, string type) => new($"{status}", () => new(status, Body(type)));

    /// <summary>The answer of another scenario, after a while.</summary>
    public static Scenario Slow(Scenario scenario, TimeSpan delay) => new Slowed(scenario, delay);

    public override Reply Answer(ProviderRequest request) => Reply();

    private static string Body(string type) => new JsonObject
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["message"] = Message, ["type"] = type, ["param"] = null, ["code"] = type },
    }.ToJsonString();

    private sealed record Slowed(Scenario Scenario, TimeSpan Delay) : Scenario($"slow-{Scenario.Name}")
    {
        public override Reply Answer(ProviderRequest request) => Scenario.Answer(request) with { Delay = Delay };
    }
}
