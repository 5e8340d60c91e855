namespace P8e.Durable;

/// <summary>The choices of functions-host 4.12 that are left open; the room's README lists those that are fixed.</summary>
public sealed record ReplayPolicy
{
    /// <summary>Who gets an event when several waits for its name are open. Default the oldest.</summary>
    public EventWaiterOrder EventWaiters { get; init; } = EventWaiterOrder.OldestFirst;

    /// <summary>How inputs and results of activities travel. Default plain.</summary>
    public ActivityPayloads ActivityPayloads { get; init; } = ActivityPayloads.Plain;

    /// <summary>Longest single timer; longer waits are split. Default 3 days; Azure Storage refuses more than 6 (functions-host 4.8). More than zero.</summary>
    public TimeSpan TimerIntervalMax
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromDays(3);
}
