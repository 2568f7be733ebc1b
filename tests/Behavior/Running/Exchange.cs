using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace AiApi.Behavior.Tests.Running;

/// <summary>One run of a program: how it is answered, what it asks, and the time that passes for it.</summary>
public sealed class Exchange(Func<Asked, Reply> answer)
{
    /// <summary>So many requests are no end in sight: the one after them is never answered.</summary>
    public const int Fuse = 120;

    private static readonly AsyncLocal<Exchange?> Running = new();
    private static int _runs;
    private readonly ConcurrentQueue<Asked> _requests = new();
    private readonly TaskCompletionSource _blown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _ticks;
    private int _sent;

    /// <summary>The run that the calling code is part of.</summary>
    public static Exchange Current => Running.Value ?? throw new InvalidOperationException("No program is running.");

    /// <summary>Names the run in the addresses of the loopback server.</summary>
    public string Id { get; } = $"{Interlocked.Increment(ref _runs)}";

    /// <summary>The time that has passed for the program: what it has waited.</summary>
    public TimeSpan Now => new(Interlocked.Read(ref _ticks));

    public void Wait(TimeSpan time) => Interlocked.Add(ref _ticks, Math.Max(0, time.Ticks));

    /// <summary>Holds the program up for good when it has sent too many requests.</summary>
    public Task PassFuseAsync()
    {
        if (Interlocked.Increment(ref _sent) <= Fuse)
            return Task.CompletedTask;
        _blown.TrySetResult();
        return Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    /// <summary>Notes a request that has arrived.</summary>
    /// <returns>What it is answered.</returns>
    public Reply Receive(Asked request)
    {
        var asked = request with { Number = _requests.Count + 1, At = Now };
        _requests.Enqueue(asked);
        return answer(asked);
    }

    /// <summary>Runs a program to its end, or until it has blown the fuse.</summary>
    internal async Task<Seen> RunAsync(Func<Task<string?>> program)
    {
        Running.Value = this;
        var run = Task.Run(program);
        if (await Task.WhenAny(run, _blown.Task) != run)
            return new(null, null, [.. _requests], Ends: false);
        return new(run.IsCompletedSuccessfully ? run.Result : null, run.Exception?.InnerException, [.. _requests], Ends: true);
    }
}

/// <summary>A request that arrived.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Host">The host that the program meant.</param>
/// <param name="Path">The path on that host.</param>
/// <param name="Body">What was sent.</param>
public sealed record Asked(string Method, string Host, string Path, string Body)
{
    /// <summary>The how many-th request of the run it is.</summary>
    public int Number { get; init; }

    /// <summary>When it arrived, in the program's time.</summary>
    public TimeSpan At { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTime ReallyAt { get; } = DateTime.UtcNow;
}

/// <summary>How the provider answers a request.</summary>
/// <param name="Status">The status; 0 cuts the connection.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">The seconds that <c>Retry-After</c> names; null for no such header.</param>
public sealed record Reply(int Status, string Body, int? RetryAfter = null)
{
    public static readonly Reply Cut = new(0, "");
}

/// <summary>What was seen of a run.</summary>
/// <param name="Answer">What the program returned; null also where it threw.</param>
/// <param name="Thrown">What the program threw; null where it returned.</param>
/// <param name="Requests">What it asked.</param>
/// <param name="Ends">Whether it came to an end.</param>
internal sealed record Seen(string? Answer, Exception? Thrown, ImmutableArray<Asked> Requests, bool Ends)
{
    /// <summary>What the exception says. Azure's show the headers of the response as well, and with them the time of day.</summary>
    public string? Message => Thrown?.Message.Split("\nHeaders:")[0];

    /// <summary>How long the program waited between its requests.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. Requests.Zip(Requests.Skip(1), static (first, second) => second.At - first.At)];

    /// <summary>How long it really took from one request to the next.</summary>
    public IReadOnlyList<TimeSpan> RealPauses => [.. Requests.Zip(Requests.Skip(1), static (first, second) => second.ReallyAt - first.ReallyAt)];

    /// <summary>What came of the run, and after how many requests: what a fix has to leave as it was.</summary>
    public string Outcome => $"{(!Ends ? "goes on for ever" : Thrown is null ? $"\"{Answer}\"" : $"{Thrown.GetType().Name}: {Message}")} after {Requests.Length} requests";
}
