namespace P8e.Conformance.Stores.Replication;

/// <summary>The system's clock, set forward: what the recorder waited for passes at once, and no two moments are the same.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
