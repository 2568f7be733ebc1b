using System.Text;

namespace AiApi.Behavior.Tests.Server;

/// <summary>What the provider sends back.</summary>
public sealed record Reply(int Status, byte[] Content, string ContentType = "application/json")
{
    public Reply(int status, string content, string contentType = "application/json")
        : this(status, Encoding.UTF8.GetBytes(content), contentType)
    {
    }

    /// <summary>The header <c>Retry-After</c>, in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How long the provider thinks before it sends anything.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the connection breaks after the content.</summary>
    public bool IsCut { get; init; }

    /// <summary>Events sent one after the other, as a stream.</summary>
    public static Reply Events(params IEnumerable<string> events) => new(200, string.Concat(events.Select(line => line + "\n\n")), "text/event-stream");
}
