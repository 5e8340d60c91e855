namespace P8e.Devchain.Blocks;

/// <summary>A clock that can be put to any time and goes on from there. Timers run as on the clock under it.</summary>
internal sealed class SettableClock(TimeProvider inner) : TimeProvider
{
    private long _offset;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets what time it is now.</summary>
    internal void Set(DateTimeOffset now) => Interlocked.Exchange(ref _offset, (now - inner.GetUtcNow()).Ticks);
}
