namespace P8e.Azure.Tests.Support;

/// <summary>Each reading is a minute later than the one before.</summary>
internal sealed class SteppingClock(DateTimeOffset start) : TimeProvider
{
    private int _readings;

    public override DateTimeOffset GetUtcNow() => start.AddMinutes(Interlocked.Increment(ref _readings) - 1);
}
