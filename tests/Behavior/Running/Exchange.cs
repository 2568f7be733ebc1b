using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiApi.Behavior.Tests.Server;

namespace AiApi.Behavior.Tests.Running;

/// <summary>One run of a program: what it asks of the provider, and the time that passes for it.</summary>
public sealed class Exchange(Play play)
{
    /// <summary>So many requests are no end in sight: the one after them is never answered.</summary>
    public const int Fuse = 120;

    private static readonly AsyncLocal<Exchange?> Running = new();
    private readonly ConcurrentQueue<Asked> _requests = new();
    private readonly TaskCompletionSource _blown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _ticks;

    /// <summary>The run that the calling code is part of.</summary>
    public static Exchange Current => Running.Value ?? throw new InvalidOperationException("No program is running.");

    /// <summary>Where the requests of the run go, whatever host they name.</summary>
    public Uri Endpoint => play.Endpoint;

    /// <summary>The time that has passed for the program: what it has waited.</summary>
    public TimeSpan Now => new(Interlocked.Read(ref _ticks));

    public void Wait(TimeSpan time) => Interlocked.Add(ref _ticks, Math.Max(0, time.Ticks));

    /// <summary>Notes that a request is sent, and holds the program up for good when it has sent too many.</summary>
    public Task SendAsync()
    {
        if (_requests.Count == Fuse)
        {
            _blown.TrySetResult();
            return Task.Delay(Timeout.Infinite, CancellationToken.None);
        }

        _requests.Enqueue(new(Now, DateTime.UtcNow));
        return Task.CompletedTask;
    }

    private string? Neutral(string? text) => text?.Replace(Endpoint.ToString(), "", StringComparison.Ordinal);

    /// <summary>Runs a program to its end, or until it has blown the fuse.</summary>
    internal async Task<Seen> RunAsync(Func<Task<string?>> program)
    {
        Running.Value = this;
        var run = Task.Run(program);
        if (await Task.WhenAny(run, _blown.Task) != run)
            return new(null, null, [.. _requests], Ends: false);
        return new(run.IsCompletedSuccessfully ? Neutral(await run) : null, run.Exception?.InnerException, [.. _requests], Ends: true)
        {
            Message = Neutral(run.Exception?.InnerException?.Message),
        };
    }
}

/// <summary>A request of a program.</summary>
/// <param name="At">When it was sent, in the program's time.</param>
/// <param name="ReallyAt">When it was sent.</param>
internal sealed record Asked(TimeSpan At, DateTime ReallyAt);

/// <summary>What was seen of a run.</summary>
/// <param name="Answer">What the program returned, without the address of the run in links; null also where it threw.</param>
/// <param name="Thrown">What the program threw; null where it returned.</param>
/// <param name="Requests">What it asked.</param>
/// <param name="Ends">Whether it came to an end.</param>
internal sealed record Seen(string? Answer, Exception? Thrown, ImmutableArray<Asked> Requests, bool Ends)
{
    /// <summary>What the exception says, without the address of the run. Azure's show the headers of the response as well, and with them the time of day.</summary>
    public string? Message { get; init => field = value?.Split("\nHeaders:")[0]; }

    /// <summary>Whether the program says that it has no answer.</summary>
    public bool IsRejection => Ends && (Exception == nameof(InvalidOperationException) || (Thrown is null && Answer is null));

    /// <summary>The name of the exception's type; null where there is none.</summary>
    public string? Exception => Thrown?.GetType().Name;

    /// <summary>How long the program waited between its requests.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. Requests.Zip(Requests.Skip(1), static (first, second) => second.At - first.At)];

    /// <summary>How long it really took from one request to the next.</summary>
    public IReadOnlyList<TimeSpan> RealPauses => [.. Requests.Zip(Requests.Skip(1), static (first, second) => second.ReallyAt - first.ReallyAt)];

    /// <summary>What came of the run, and after how many requests: what a fix has to leave as it was.</summary>
    public string Outcome
    {
        get
        {
            var end = !Ends ? "goes on for ever" : Thrown is null ? $"\"{Answer}\"" : $"{Exception}: {Message}";
            return $"{end} after {Requests.Length} requests";
        }
    }
}
