namespace P8e.Ports;

/// <summary>A clock that moves only when a test moves it. Safe for use by several threads.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <summary>A clock that starts at a fixed instant, with a part of a millisecond so that nobody gets away with rounding.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 31, 23, 59, 30, TimeSpan.Zero).AddTicks(1_234_567))
    {
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
