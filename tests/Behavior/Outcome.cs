using AiApi.Behavior.Tests.Server;

namespace AiApi.Behavior.Tests;

/// <summary>What a program made of an answer: its own answer, or an exception.</summary>
/// <param name="Answer">What the program returned; null also where it threw.</param>
/// <param name="Exception">The name of the exception's type; null where it returned.</param>
/// <param name="Message">The exception's message.</param>
/// <param name="Requests">How often it asked.</param>
internal sealed record Outcome(string? Answer, string? Exception, string? Message, int Requests)
{
    /// <summary>Stands for the endpoint in answers and messages: every play has another.</summary>
    public const string Endpoint = "http://endpoint";

    /// <summary>Whether the program says that it has no answer.</summary>
    public bool IsRejection => Exception == nameof(InvalidOperationException) || (Answer is null && Exception is null);

    public static Outcome Of(Play play, string? answer) => new(Neutral(answer, play), null, null, play.Requests.Count);

    public static Outcome Of(Play play, Exception exception) => new(null, exception.GetType().Name, Neutral(exception.Message, play), play.Requests.Count);

    public override string ToString() => $"{Exception ?? $"\"{Answer}\""} after {Requests} request(s){(Message is null ? "" : $": {Message}")}";

    private static string? Neutral(string? text, Play play) => text?.Replace(play.Endpoint.ToString(), Endpoint);
}
