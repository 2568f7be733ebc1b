namespace AiApi.Behavior.Tests.Running;

/// <summary>The time of a program that runs: waiting takes none of ours. A program is made to use it in place of the system's when it is loaded
/// (<see cref="OnProgramTime"/>), after it has been analysed and fixed.</summary>
public static class ProgramTime
{
    private static readonly DateTime Start = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime UtcNow => Start + Exchange.Current.Now;

    public static DateTimeOffset UtcNowOffset => UtcNow;

    public static TimeProvider Provider { get; } = new Clock();

    public static Task Delay(int milliseconds, CancellationToken token = default) => Delay(TimeSpan.FromMilliseconds(milliseconds), token);

    public static Task Delay(TimeSpan time, TimeProvider clock, CancellationToken token = default) => Delay(time, token);

    public static async Task Delay(TimeSpan time, CancellationToken token = default)
    {
        token.ThrowIfCancellationRequested();
        await Task.Yield();
        Exchange.Current.Wait(time);
    }

    public static void Sleep(int milliseconds) => Sleep(TimeSpan.FromMilliseconds(milliseconds));

    public static void Sleep(TimeSpan time) => Exchange.Current.Wait(time);

    /// <summary>Stands for <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public sealed class Stopwatch
    {
        private readonly TimeSpan _start = Exchange.Current.Now;

        public TimeSpan Elapsed => Exchange.Current.Now - _start;

        public static Stopwatch StartNew() => new();
    }

    /// <summary>A clock whose timers are due at once: by then their time has passed.</summary>
    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => UtcNowOffset;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(callback, state, Exchange.Current);
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class Timer(TimerCallback callback, object? state, Exchange run) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            return ThreadPool.QueueUserWorkItem(_ =>
            {
                run.Wait(dueTime);
                callback(state);
            });
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
