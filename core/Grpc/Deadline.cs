namespace P8e.Grpc;

/// <summary>A point in time as a token.</summary>
internal static class Deadline
{
    /// <summary>Timers hold at most about 49 days; a call that may take longer has no deadline worth one.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <summary>Fires after that time; at once when there is none left, never when there is no limit.</summary>
    public static CancellationTokenSource After(TimeSpan? timeout, TimeProvider clock)
    {
        if (timeout is not { } time || time > Longest)
        {
            return new CancellationTokenSource();
        }

        if (time > TimeSpan.Zero)
        {
            // A timer counts whole milliseconds, and zero of them would be at once.
            return new CancellationTokenSource(time < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : time, clock);
        }

        var passed = new CancellationTokenSource();
        passed.Cancel();
        return passed;
    }
}
